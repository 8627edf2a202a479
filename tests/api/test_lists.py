"""Lists: their orders, stale writes, and bodies that can't be read."""

import pytest

from claims.models import Sentence
from tests.cast import TEXT, make_article
from tests.exporting.material import make_verified_claim
from tests.permissions.world import own_place


def everything(api, user, path):
    """The identifiers of all pages of a list, two a page."""
    found = []
    path = f"{path}{'&' if '?' in path else '?'}limit=2"
    while path:
        page = api(user, "get", path.removeprefix("http://testserver")).json()
        found += [row["id"] for row in page["results"]]
        path = page["next"]
    return found


def test_articles_come_in_the_order_that_is_asked_for(cast, api):
    made = [
        cast.article,
        *(make_article(cast.project, f"{title}\n\nText.\n") for title in ("Zebra", "Ape", "Ox")),
    ]
    path = f"/api/v1/projects/{cast.project.pk}/articles"
    by_age = [str(article.pk) for article in sorted(made, key=lambda one: (one.created_at, one.pk))]
    by_title = [str(article.pk) for article in sorted(made, key=lambda one: (one.title, one.pk))]
    assert everything(api, cast.annotator, f"{path}?order=oldest") == by_age
    assert everything(api, cast.annotator, f"{path}?order=title") == by_title
    assert everything(api, cast.annotator, path) == by_age[::-1]
    for order in ("author__password", "-title", ""):
        assert api(cast.annotator, "get", f"{path}?order={order}").status_code == 400


def test_verified_claims_come_newest_first_where_that_is_asked_for(cast, api):
    quotes = ("April 2016", "the ministry said", "over $1 billion")
    made = [str(make_verified_claim(cast, quote).pk) for quote in quotes]
    path = f"/api/v1/projects/{cast.project.pk}/verified-claims"
    assert everything(api, cast.manager, path) == made
    assert everything(api, cast.manager, f"{path}?order=-verified_at") == made[::-1]


@pytest.mark.parametrize(
    ("method", "address", "body", "shown"),
    [
        ("patch", "claims/{claim}", {"statement": "Mine."}, ("statement", "verdict", "version")),
        ("post", "claims/{claim}/verify", {}, ("statement", "status", "version")),
        ("patch", "figures/{figure}", {"qualifier": "Mine"}, ("qualifier", "value_low", "version")),
        ("patch", "projects/{project}", {"guidelines": "Mine"}, ("guidelines", "name", "version")),
        ("patch", "articles/{article}", {"title": "Mine"}, ("title", "version")),
    ],
)
def test_c35_a_stale_write_gets_the_present_state(
    cast, api, waiting_claim, waiting_figure, method, address, body, shown
):
    rows = {
        "claim": waiting_claim,
        "figure": waiting_figure,
        "project": cast.project,
        "article": cast.article,
    }
    path = "/api/v1/" + address.format(**{noun: row.pk for noun, row in rows.items()})
    row = rows[address.partition("s/")[0]]
    answer = api(cast.manager, method, path, body, if_match=99)
    assert (answer.status_code, answer.json()["code"]) == (412, "stale"), answer.content
    current = answer.json()["current"]
    assert current["id"] == str(row.pk)
    assert current["version"] == answer.json()["current_version"] == row.version
    assert set(shown) <= current.keys()


def test_c7_a_body_in_chunks_is_refused_with_what_to_do(cast, client):
    client.force_login(cast.manager)
    answer = client.post(
        f"/api/v1/projects/{cast.project.pk}/sources",
        data=b"",
        content_type="application/json",
        headers={"Transfer-Encoding": "chunked"},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")
    assert "Content-Length" in answer.json()["detail"]


@pytest.mark.parametrize("rows", ["sentences", "suggestions", "claims", "figures"])
def test_c6_every_span_of_a_text_is_told_in_utf16_too_on_request(cast, api, rows):
    own_place(cast)
    Sentence.objects.update(end=len(TEXT))  # behind the emoji
    path = f"/api/v1/articles/{cast.article.pk}/{rows}"
    assert "start_utf16" not in api(cast.annotator, "get", path).json()["results"][0]
    found = api(cast.annotator, "get", f"{path}?offsets=utf16").json()["results"]
    units = TEXT.encode("utf-16-le")
    for row in found:
        told = units[2 * row["start_utf16"] : 2 * row["end_utf16"]].decode("utf-16-le")
        assert told == TEXT[row["start"] : row["end"]]
    if rows != "suggestions":
        assert any(row["end_utf16"] > row["end"] for row in found) == (rows in {"sentences", "claims"})


@pytest.mark.parametrize("form", ["", ".jsonl", ".csv"])
@pytest.mark.parametrize("rows", ["claims", "figures"])
@pytest.mark.parametrize(
    "query", ["verdict=nonsense", "value_from=2&value_to=1", "q=nowhere", "unit=nothing"]
)
def test_what_no_row_can_fit_is_an_empty_answer(cast, api, rows, form, query):
    make_verified_claim(cast, "April 2016")
    answer = api(cast.manager, "get", f"/api/v1/projects/{cast.project.pk}/verified-{rows}{form}?{query}")
    assert answer.status_code == 200, answer.content
    if not form:
        assert answer.json() == {"next": None, "results": []}
    else:
        *_, trailer = b"".join(answer.streaming_content).splitlines()
        assert b'"count": 0' in trailer or trailer.startswith(b"#end,0,")
