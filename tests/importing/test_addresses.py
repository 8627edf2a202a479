"""Pages that are named by their address, fetched from a server of the test's own."""

import pytest

from claims.choices import ItemState
from claims.importing.controlling import retry_failed
from claims.importing.fetching.addresses import REFUSAL
from claims.importing.starting import start_import
from claims.models import Article, ImportItem
from tests.importing.conftest import work
from tests.importing.test_fetching import SECRET, answer, site  # noqa: F401 - its server

pytestmark = pytest.mark.django_db

PAGE = """<html lang='en'><head><title>Planners ask</title><meta charset='iso-8859-1'></head><body>
<article><h1>Planners ask</h1>
<p>The paper asks for at least 50,000 troops within a year, the café owner said.</p>
<p>Ministers meet again on 28 September to speak about the force and its cost.</p></article></body></html>
"""


@pytest.fixture
def fetch(cast, site, settings):  # noqa: F811
    settings.UNSAFE_FETCH_ALLOWANCE = site.allowance

    def run(*addresses):
        start_import(cast.manager, project=cast.project, addresses=addresses)
        work()
        return list(ImportItem.objects.order_by("ordinal"))

    return run


def test_a_page_is_fetched_and_its_copy_is_kept(site, fetch):  # noqa: F811
    body = PAGE.encode("utf-8")
    site.pages["/story"] = answer(200, body, Content_Type="text/html; charset=utf-8")
    (item,) = fetch(f"{site.address}/story")
    assert item.state == ItemState.MADE, item.failure
    article = Article.objects.get(origin_item=item)
    assert (article.title, article.url) == ("Planners ask", f"{site.address}/story")
    assert "the café owner said" in article.current_revision.text
    with item.original.file.open("rb") as kept:
        assert kept.read() == body


def test_a_plain_text_is_the_same_article_as_the_file(site, fetch, imported):  # noqa: F811
    text = b"The paper asks for at least 50,000 troops within a year.\n"
    first = ImportItem.objects.get(job=imported({"a.txt": text}))
    site.pages["/a"] = answer(200, text, Content_Type="text/plain; charset=utf-8")
    fetch(f"{site.address}/a")
    second = ImportItem.objects.exclude(pk=first.pk).get()
    assert (second.state, second.duplicate_of_id) == ("duplicate", Article.objects.get(origin_item=first).pk)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "http://127.0.0.1:9/",
        "http://user:secret@example.org/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "not an address",
    ],
)
def test_c24_c25_c26_addresses_that_are_not_public_fail_with_one_message(fetch, address):
    (item,) = fetch(address)
    assert (item.state, item.failure_code, item.failure) == ("failed", "address_refused", REFUSAL)
    assert item.original is None


def test_c27_c30_a_redirect_to_a_refused_server_shows_nothing_of_it(site, fetch):  # noqa: F811
    site.pages["/away"] = answer(302, SECRET, Location="http://127.0.0.2/secret")
    (item,) = fetch(f"{site.address}/away")
    assert (item.state, item.failure) == ("failed", REFUSAL)


def test_a_server_in_trouble_is_asked_again_later_and_when_a_person_retries(cast, site, fetch):  # noqa: F811
    site.pages["/robots.txt"] = answer(404, b"")
    site.pages["/story"] = answer(503, SECRET)
    (item,) = fetch(f"{site.address}/story")
    assert (item.state, item.attempts) == ("pending", 1)
    ImportItem.objects.update(leased_until=None, attempts=2)
    work()
    item.refresh_from_db()
    assert (item.state, item.failure_code) == ("failed", "answered_with_error")
    assert SECRET.decode() not in item.failure
    site.pages["/story"] = answer(200, PAGE.encode(), Content_Type="text/html; charset=utf-8")
    retry_failed(cast.manager, pk=item.job_id, version=None)
    work()
    item.refresh_from_db()
    assert item.state == ItemState.MADE


def test_robots_txt_is_kept(site, fetch):  # noqa: F811
    site.pages["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /closed\n")
    (item,) = fetch(f"{site.address}/closed/story")
    assert (item.state, item.failure_code) == ("failed", "robots")
