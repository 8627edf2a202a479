"""Watched feeds: what is new there becomes an import, once, politely, and with a reason where it fails."""

import gzip
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from claims.importing.feeds.checking import FIRST_UNDATED, LEASE, MOST_AT_ONCE, check_next_feed
from claims.importing.feeds.watching import watch_address
from claims.importing.fetching.addresses import REFUSAL
from claims.importing.limits import LISTING_BYTES
from claims.models import Article, Event, Feed, FeedEntry, ImportItem, ImportJob, Membership
from tests.importing.conftest import work
from tests.importing.test_fetching import SECRET, answer, site  # noqa: F401 - its server

pytestmark = pytest.mark.django_db
PAGE = (
    "<html><head><title>{0}</title></head><body><article>"
    "<p>{0}: ministers met again on Monday to speak.</p></article></body></html>"
)


def item(address, title="A story", when=None, **more):
    dated = f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} +0000</pubDate>" if when else ""
    extra = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return f"<item><title>{title}</title><link>{address}</link>{dated}{extra}</item>"


def rss(*items, title="The Harbour Post"):
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


def urlset(*entries):
    """A sitemap of (address, further elements)."""
    urls = "".join(f"<url><loc>{address}</loc>{more}</url>" for address, more in entries)
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    return f"<?xml version='1.0'?><urlset {spaces}>{urls}</urlset>".encode()


@pytest.fixture
def web(site, settings):  # noqa: F811
    """The site, which may be fetched from, with a page at every address that a test serves."""
    settings.UNSAFE_FETCH_ALLOWANCE = site.allowance
    site.pages["/robots.txt"] = answer(404, b"")

    def serve(path, body, status=200, **headers):
        site.pages[path] = answer(status, body, **headers)
        return site.address + path

    def story(path, title):
        return serve(path, PAGE.format(title).encode(), Content_Type="text/html; charset=utf-8")

    site.serve, site.story = serve, story
    return site


def watched(cast, address, **options):
    return watch_address(cast.manager, project=cast.project, url=address, **options)


def check(feed):
    """Look at `feed` here and now, as if its site had had its pause."""
    cache.delete(f"fetched:{urlsplit(feed.url).netloc}")
    Feed.objects.filter(pk=feed.pk).update(next_check_at=timezone.now())
    assert check_next_feed()
    feed.refresh_from_db()
    return feed


def taken(feed):
    """The addresses of the items of the feed's imports, oldest import first."""
    rows = ImportItem.objects.filter(job__feed=feed).order_by("job__created_at", "ordinal")
    return [row.payload["fetch"] for row in rows]


def test_new_entries_become_articles_with_what_the_feed_says_and_each_once(cast, web):
    now = datetime.now(UTC)
    first, second = web.story("/1", "Bridge closes"), web.story("/2", "Museum opens")
    feed_body = rss(item(first, "Bridge to close", now, author="desk@example.org (Ann Marlow)"))
    feed = check(watched(cast, web.serve("/feed", feed_body)))
    work()
    article = Article.objects.get(origin_item__job__feed=feed)
    assert (article.title, article.byline, article.url) == ("Bridge to close", "Ann Marlow", first)
    assert article.published_from == now.date()
    assert (feed.kind, feed.title, feed.failures) == ("feed", "The Harbour Post", 0)
    web.serve("/feed", rss(item(second, "Museum opens", now), item(first, "Bridge to close", now)))
    check(feed)
    work()
    assert taken(feed) == [first, second]
    check(feed)
    assert ImportJob.objects.filter(feed=feed).count() == 2


def test_the_first_check_goes_back_so_many_days_and_takes_few_undated(cast, web):
    now = datetime.now(UTC)
    undated = [item(f"{web.address}/u{number}") for number in range(FIRST_UNDATED + 5)]
    old, fresh = (
        item(f"{web.address}/old", when=now - timedelta(days=9)),
        item(f"{web.address}/new", when=now),
    )
    feed = check(watched(cast, web.serve("/feed", rss(old, *undated, fresh)), days=7))
    assert taken(feed) == [f"{web.address}/new"] + [f"{web.address}/u{n}" for n in range(FIRST_UNDATED)]
    web.serve("/feed", rss(item(f"{web.address}/later"), old, *undated))
    check(feed)
    assert taken(feed)[-1] == f"{web.address}/later"
    assert len(taken(feed)) == FIRST_UNDATED + 2


def test_more_than_one_check_takes_come_with_the_next_at_once_though_nothing_changed(cast, web):
    now = datetime.now(UTC).isoformat()
    pages = [(f"{web.address}/{n}", f"<lastmod>{now}</lastmod>") for n in range(MOST_AT_ONCE + 3)]
    address = web.serve("/sitemap.xml", urlset(*pages), ETag='"a1"')
    feed = check(watched(cast, address))
    assert (feed.kind, len(taken(feed)), feed.etag) == ("sitemap", MOST_AT_ONCE, "")
    assert feed.next_check_at <= timezone.now()
    check(feed)
    assert feed.etag == '"a1"'
    assert sorted(taken(feed)) == sorted(address for address, _ in pages)


def test_a_feed_that_has_not_changed_is_not_sent_again(cast, web):
    now = datetime.now(UTC)
    body = rss(item(f"{web.address}/1", when=now))
    changed = "Mon, 14 Sep 2015 10:00:00 GMT"
    feed = check(watched(cast, web.serve("/feed", body, ETag='"a1"', Last_Modified=changed)))
    web.serve("/feed", b"", 304)
    check(feed)
    asked = [headers for path, headers in web.asked if path == "/feed"][-1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"a1"', changed)
    assert (feed.failures, len(taken(feed))) == (0, 1)


def test_an_index_leads_to_its_latest_sitemaps_packed_or_not(cast, web):
    now = datetime.now(UTC)
    said = (
        "<n:news><n:publication><n:name>Harbour Post</n:name><n:language>en</n:language></n:publication>"
        f"<n:publication_date>{now.isoformat()}</n:publication_date><n:title>Bridge closes</n:title></n:news>"
    )
    page = web.story("/1", "Something else")
    news = web.serve("/news.xml.gz", gzip.compress(urlset((page, said))), Content_Type="application/x-gzip")
    stale = web.serve("/2014.xml", urlset((f"{web.address}/old", "")))
    index = (
        f"<sitemapindex><sitemap><loc>{stale}</loc><lastmod>2014-05-01</lastmod></sitemap>"
        f"<sitemap><loc>{news}</loc><lastmod>{now.isoformat()}</lastmod></sitemap></sitemapindex>"
    )
    feed = check(watched(cast, web.serve("/sitemap.xml", index.encode())))
    work()
    assert (feed.kind, taken(feed)) == ("sitemap_index", [page])
    article = Article.objects.get(origin_item__job__feed=feed)
    assert (article.title, article.publisher, article.language) == ("Bridge closes", "Harbour Post", "en")
    assert "/2014.xml" not in {path for path, _ in web.asked}


def test_a_web_page_leads_to_the_feed_that_it_offers(cast, web):
    link = '<link rel="alternate" type="application/atom+xml" href="/atom">'
    home = web.serve("/", f"<!doctype html><html><head>{link}</head><body>Welcome</body></html>".encode())
    entry = (
        f"<entry><title>A</title><link href='/1'/><updated>{datetime.now(UTC).isoformat()}</updated></entry>"
    )
    web.serve("/atom", f"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>{entry}</feed>".encode())
    feed = check(watched(cast, home))
    assert (feed.url, feed.kind, taken(feed)) == (f"{web.address}/atom", "feed", [f"{web.address}/1"])
    again = check(watched(cast, home))
    assert (again.failure_code, taken(again)) == ("watched_already", [])


def test_c11_a_hostile_feed_fails_with_a_reason_and_backs_off(cast, web):
    body = b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><title>&a;</title></rss>'
    feed = check(watched(cast, web.serve("/feed", body)))
    assert (feed.failure_code, feed.failures, taken(feed)) == ("hostile", 1, [])
    assert "root:" not in feed.failure
    assert feed.next_check_at > timezone.now() + timedelta(minutes=feed.minutes)
    assert feed.checked_at is None


def test_c34_a_list_that_is_too_large_says_what_to_watch_in_its_place(cast, web):
    feed = check(watched(cast, web.serve("/sitemap.xml", b"<urlset>" + b" " * LISTING_BYTES)))
    assert (feed.failure_code, taken(feed)) == ("too_large", [])
    assert "52 MB" in feed.failure
    assert feed.failure.endswith(
        "Watch the site's news feed, or one by one the sitemaps that its index names."
    )


def test_c30_a_server_in_trouble_backs_off_further_each_time_and_recovers(cast, web):
    feed = check(watched(cast, web.serve("/feed", SECRET, 503)))
    waits = [feed.next_check_at - timezone.now()]
    for _ in range(2):
        check(feed)
        waits.append(feed.next_check_at - timezone.now())
    assert waits[0] < waits[1] < waits[2] <= timedelta(days=1)
    assert SECRET.decode() not in feed.failure
    web.serve("/feed", rss(item(f"{web.address}/1", when=datetime.now(UTC))))
    check(feed)
    assert (feed.failures, feed.failure, len(taken(feed))) == (0, "", 1)


def test_robots_txt_is_kept_and_redirects_are_checked(cast, web):
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /closed\n")
    closed = check(watched(cast, web.serve("/closed", rss())))
    assert closed.failure_code == "robots"
    away = check(watched(cast, web.serve("/away", SECRET, 302, Location="http://127.0.0.2/secret")))
    assert (away.failure_code, away.failure) == ("address_refused", REFUSAL)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/", "http://[::1]/feed", "feed"]
)
def test_c24_c25_addresses_that_are_not_public_are_refused_at_once(cast, api, address):
    got = api(cast.manager, "post", f"/api/v1/projects/{cast.project.pk}/feeds", {"url": address})
    assert (got.status_code, got.json()["errors"]["url"]) == (400, [REFUSAL])
    assert not Feed.objects.exists()


def test_c11_an_address_inside_a_feed_is_fetched_by_the_same_rules(cast, web):
    body = rss(item("http://127.0.0.2/secret", when=datetime.now(UTC)), item("javascript:alert(1)"))
    feed = check(watched(cast, web.serve("/feed", body)))
    work()
    (row,) = ImportItem.objects.filter(job__feed=feed)
    assert (row.state, row.failure) == ("failed", REFUSAL)


def test_a_person_who_may_not_import_any_more_has_their_feeds_paused(cast, web):
    feed = watched(cast, web.serve("/feed", rss(item(f"{web.address}/1", when=datetime.now(UTC)))))
    Membership.objects.filter(user=cast.manager).update(role="annotator")
    assert not check_next_feed()
    feed.refresh_from_db()
    assert (feed.paused, feed.failure_code, taken(feed)) == (True, "no_manager", [])


@pytest.mark.django_db(transaction=True)
def test_c21_two_workers_with_one_feed_begin_one_import(cast, web):
    body = rss(*(item(f"{web.address}/{n}", when=datetime.now(UTC)) for n in range(5)))
    feed = watched(cast, web.serve("/feed", body))
    start = threading.Barrier(4)

    def run():
        start.wait()
        # As if every lease had run out while its worker was still reading.
        Feed.objects.filter(pk=feed.pk).update(leased_until=timezone.now() - LEASE)
        check_next_feed()
        connection.close()

    workers = [threading.Thread(target=run) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert ImportJob.objects.filter(feed=feed).count() == 1
    assert sorted(taken(feed)) == sorted(FeedEntry.objects.filter(feed=feed).values_list("url", flat=True))


def test_decisions_are_recorded_and_what_checks_write_is_not(cast, web, api):
    feed = check(watched(cast, web.serve("/feed", rss(item(f"{web.address}/1", when=datetime.now(UTC))))))
    api(cast.manager, "patch", f"/api/v1/feeds/{feed.pk}", {"minutes": 30}, if_match=1)
    api(cast.manager, "post", f"/api/v1/feeds/{feed.pk}/pause", if_match=2)
    api(cast.manager, "delete", f"/api/v1/feeds/{feed.pk}", if_match=3)
    events = Event.objects.filter(noun="feed", row=str(feed.pk), project=cast.project).order_by("id")
    said = [(event.operation, event.reason, event.actor_id) for event in events]
    manager = cast.manager.pk
    assert said == [
        ("insert", "feed watched", manager),
        ("update", "feed changed", manager),
        ("update", "feed paused", manager),
        ("delete", "feed removed", manager),
    ]
    assert ImportJob.objects.get().feed is None


def test_rest_refuses_what_is_stale_paused_or_watched_already(cast, api):
    feeds = f"/api/v1/projects/{cast.project.pk}/feeds"
    url = "https://93.184.215.14/feed.xml"
    made = api(cast.manager, "post", feeds, {"url": url, "minutes": 15, "days": 0})
    feed = f"/api/v1/feeds/{made.json()['id']}"
    assert (made.status_code, made["Location"], made.json()["kind"]) == (201, feed, "")
    assert api(cast.manager, "post", feeds, {"url": url}).json()["code"] == "watched_already"
    assert api(cast.manager, "post", feeds, {"url": url, "minutes": 1}).status_code == 400
    assert api(cast.manager, "post", f"{feed}/pause").status_code == 428
    assert api(cast.manager, "post", f"{feed}/pause", if_match=7).status_code == 412
    assert api(cast.manager, "post", f"{feed}/pause", if_match=1).json()["paused"] is True
    assert api(cast.manager, "post", f"{feed}/check", if_match=2).status_code == 409
    assert api(cast.manager, "post", f"{feed}/resume", if_match=2).json()["paused"] is False
    assert [row["id"] for row in api(cast.manager, "get", feeds).json()["results"]] == [made.json()["id"]]


@pytest.mark.parametrize(("who", "status"), [("annotator", 403), ("reviewer", 403), ("outsider", 404)])
def test_c39_only_managers_watch(cast, client, who, status):
    feed = watched(cast, "https://93.184.215.14/feed.xml")
    client.force_login(getattr(cast, who))
    address = reverse("feed_list", args=[cast.project.pk])
    assert client.get(address).status_code == status
    assert (
        client.post(address, {"url": "https://93.184.215.14/", "minutes": 60, "days": 7}).status_code
        == status
    )
    assert client.post(reverse("feed_pause", args=[feed.pk]), {"version": 1}).status_code == status
    assert Feed.objects.filter(paused=False).count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_manager_watches_a_feed_in_the_browser(
    running_worker, cast, web, open_page, accessibility_violations, monkeypatch
):
    from playwright.sync_api import expect

    monkeypatch.setenv("UNSAFE_FETCH_ALLOWANCE", f"127.0.0.1:{web.port}")
    running_worker()
    page = web.story("/1", "Bridge closes")
    address = web.serve("/feed", rss(item(page, "Bridge to close", datetime.now(UTC))))
    browser = open_page(cast.manager)
    browser.goto(reverse("import_list", args=[cast.project.pk]))
    browser.get_by_role("link", name="Watched feeds").click()
    browser.get_by_role("textbox", name="Address").fill(address)
    browser.get_by_role("button", name="Watch", exact=True).click()
    feed = browser.get_by_role("region", name="The Harbour Post")
    expect(feed).to_contain_text("RSS or Atom feed, every hour", timeout=30_000)
    expect(feed).to_contain_text("1 page")
    assert accessibility_violations(browser) == []
    feed.get_by_role("button", name="Pause").click()
    expect(feed).to_contain_text("Paused")
    feed.get_by_role("button", name="Resume").click()
    expect(feed).to_contain_text("Watched", timeout=30_000)
    feed.get_by_role("link", name="1 page").click()
    expect(browser.get_by_role("region", name="Progress")).to_contain_text(
        "1 of 1 document done", timeout=30_000
    )
    browser.goto(reverse("feed_list", args=[cast.project.pk]))
    feed.get_by_role("button", name="Remove").click()
    expect(browser.get_by_text("Nothing is watched yet.")).to_be_visible()
