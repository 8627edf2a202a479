"""Verified claims over REST: what is in them, how they are narrowed, paged and streamed."""

import csv
import hashlib
import io
import json
import re

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.exporting.fields import object_schema
from claims.exporting.shape import CLAIM, FIGURE
from claims.exporting.tables import plain_cell, safe_cell
from tests.cast import TEXT
from tests.exporting.material import make_verified_claim, make_verified_figure

QUOTES = ["589 Belgian fighters", "April 2016", "the ministry said", "over $1 billion", "on Monday"]


def address(cast, suffix: str = "", rows: str = "claims") -> str:
    return f"/api/v1/projects/{cast.project.pk}/verified-{rows}{suffix}"


def lines(answer) -> list[dict]:
    body = b"".join(answer.streaming_content)
    return [json.loads(line) for line in body.splitlines()]


def test_a_verified_claim_carries_its_whole_chain(cast, api, verified):
    answer = api(cast.manager, "get", address(cast))
    assert answer.status_code == 200, answer.content
    (claim,) = answer.json()["results"]
    jsonschema.validate(claim, object_schema(CLAIM), format_checker=jsonschema.FormatChecker())
    assert TEXT[claim["start"] : claim["end"]] == claim["quote"]
    assert claim["context"]["text"] == TEXT[claim["context"]["start"] : claim["context"]["end"]]
    assert claim["context"]["text"].endswith("said on Monday.")
    assert (claim["confidence"], claim["reviewer_confidence"]) == (80, 90)
    assert claim["verdict"] == {"key": "supported", "label": "Supported", "rating": 5}
    assert (claim["annotator"]["name"], claim["verified_by"]["name"]) == ("Annotator", "Reviewer")
    assert [review["decision"] for review in claim["reviews"]] == ["verified"]
    assert claim["evidence"][0]["source"]["url"] == "https://example.org/bulletin"
    (figure,) = claim["figures"]
    assert (figure["value_low"], figure["value_high"], figure["modifier"]) == ("50000", None, "at_least")
    assert TEXT[figure["numeral_start"] : figure["numeral_end"]] == figure["quote"]
    assert "example.org" not in claim["annotator"]["name"]


def test_what_isnt_verified_isnt_exported(cast, api, verified):
    from claims.models import Claim
    from claims.reviewing.decisions import reopen_item

    reopen_item(cast.reviewer, Claim, pk=verified.pk, version=None, comment="New data")
    assert api(cast.manager, "get", address(cast)).json() == {"next": None, "results": []}


def test_a_verified_figure_needs_no_claim(cast, api, db):
    make_verified_figure(cast, "over $1 billion", measure="USD", kind="money")
    (figure,) = api(cast.manager, "get", address(cast, rows="figures")).json()["results"]
    jsonschema.validate(figure, object_schema(FIGURE))
    assert (figure["claim"], figure["measure"]) == (None, "USD")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verdict=supported,refuted", True),
        ("verdict=refuted", False),
        ("confidence_from=80&confidence_to=80", True),
        ("confidence_from=81", False),
        ("reviewer_confidence_from=91", False),
        ("claimant=army", True),
        ("claimant=navy", False),
        ("claim_type=numerical&tag=border", True),
        ("tag=sea", False),
        ("unit=troop&value_from=1000000", True),
        ("unit=troop&value_to=49999", False),
        ("unit=USD", False),
        ("q=border", True),
        ("q=%25", False),
        ("publisher=nobody", False),
        ("verified_from=2020-01-01T00:00:00Z", True),
        ("verified_before=2020-01-01T00:00:00Z", False),
    ],
)
def test_each_filter_narrows(cast, api, verified, query, found):
    answer = api(cast.manager, "get", f"{address(cast)}?{query}")
    assert answer.status_code == 200, answer.content
    assert len(answer.json()["results"]) == found


@pytest.mark.parametrize(
    "query",
    [
        "author__password__startswith=a",
        "annotator__password__startswith=a",
        "ordering=annotator__password",
        "fields=annotator__password",
        "verdict__project=1",
        "q=" + "a" * 10_000,
        "limit=0",
        "limit=" + "9" * 80,
        "cursor=AAAA",
        "cursor=WyIyMDIwIiwieCJd",
        "confidence_from=NaN",
        "value_from=1e400",
        "value_from=" + "9" * 4000,
        "claimant=a&claimant=b",
        "verified_from=never",
    ],
)
def test_c45_what_isnt_declared_is_refused(cast, api, verified, query):
    answer = api(cast.manager, "get", f"{address(cast)}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json"), answer.content


def test_pages_follow_each_other_without_gap_or_double(cast, api, db):
    made = [str(make_verified_claim(cast, quote).pk) for quote in QUOTES]
    found, page = [], api(cast.manager, "get", f"{address(cast)}?limit=2").json()
    while True:
        found += [claim["id"] for claim in page["results"]]
        if page["next"] is None:
            break
        page = api(cast.manager, "get", page["next"].removeprefix("http://testserver")).json()
    assert found == made


def test_a_page_takes_the_same_few_queries_for_one_claim_and_for_six(cast, api, verified, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(cast)).status_code == 200
        return len(captured)

    client.force_login(cast.manager)
    one = queries()
    for quote in QUOTES:
        make_verified_figure(cast, quote, claim=make_verified_claim(cast, quote))
    assert len(client.get(address(cast)).json()["results"]) == 6
    assert queries() == one <= 8


def test_sparse_fields_and_utf16_offsets_on_request(cast, api, db):
    make_verified_claim(cast, "the ministry said")
    query = "?fields=id,quote,start&offsets=utf16"
    (claim,) = api(cast.manager, "get", address(cast) + query).json()["results"]
    assert set(claim) == {"id", "quote", "start", "start_utf16", "end_utf16"}
    utf16 = TEXT.encode("utf-16-le")[2 * claim["start_utf16"] : 2 * claim["end_utf16"]]
    assert utf16.decode("utf-16-le") == claim["quote"] == "the ministry said"


@pytest.mark.django_db(transaction=True)
def test_c63_json_lines_end_with_their_count_and_hash(cast, api, verified):
    make_verified_claim(cast, QUOTES[0])
    answer = api(cast.manager, "get", address(cast, ".jsonl"))
    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    body = b"".join(answer.streaming_content)
    *rows, trailer = body.splitlines(keepends=True)
    assert json.loads(trailer) == {
        "end_of_export": True,
        "count": 2,
        "sha256": hashlib.sha256(b"".join(rows)).hexdigest(),
    }
    paged = api(cast.manager, "get", address(cast)).json()["results"]
    assert [json.loads(row) for row in rows] == paged
    half = body[: len(body) // 2].splitlines()[-1]
    assert b'"end_of_export": true' not in half


@pytest.mark.django_db(transaction=True)
def test_accept_names_the_format_too(cast, api, verified):
    for accept, kind in [
        ("application/jsonl", "jsonl"),
        ("application/x-ndjson", "ndjson"),
        ("text/csv", "csv"),
    ]:
        answer = api(cast.manager, "get", address(cast), accept=accept)
        assert kind in answer["Content-Type"]
        assert b"".join(answer.streaming_content)
    refused = api(cast.manager, "get", address(cast), accept="text/html")
    assert (refused.status_code, refused["Content-Type"]) == (406, "application/problem+json")


@pytest.mark.django_db(transaction=True)
def test_csv_has_a_table_of_claims_and_one_of_figures(cast, api, verified):
    claims, figures = (
        b"".join(api(cast.manager, "get", address(cast, ".csv", rows)).streaming_content).decode()
        for rows in ("claims", "figures")
    )
    (claim, end) = csv.DictReader(io.StringIO(claims))
    assert claim["quote"] == verified.quote
    assert claim["verdict_key"] == "supported"
    assert json.loads(claim["evidence"])[0]["stance"] == "supports"
    assert (end["id"], end["project"]) == ("#end", "1")
    figure = next(csv.DictReader(io.StringIO(figures)))
    assert (figure["claim"], figure["value_low"]) == (str(verified.pk), "50000")
    last = claims.rindex("#end")
    assert hashlib.sha256(claims[:last].encode()).hexdigest() in claims[last:]


@pytest.mark.parametrize("mark", "=+-@\t\r＝＋－＠")
@pytest.mark.parametrize("quotes", ["", "'", "''"])
def test_c15_cells_are_inert_and_give_the_same_text_back(mark, quotes):
    text = f"{quotes}{mark}cmd|' /C calc'!A0"
    assert safe_cell(text)[0] == "'"
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["'tis", "plain", "", "1+1", "''"])
def test_c15_other_cells_stay_as_they_are(text):
    assert safe_cell(text) == text
    assert plain_cell(text) == text


@pytest.mark.django_db(transaction=True)
def test_c15_a_formula_is_inert_in_csv_and_unchanged_in_json(cast, api, db):
    claim = make_verified_claim(cast, QUOTES[0], claimant="=1+1")
    table = b"".join(api(cast.manager, "get", address(cast, ".csv")).streaming_content).decode()
    assert next(csv.DictReader(io.StringIO(table)))["claimant"] == "'=1+1"
    assert lines(api(cast.manager, "get", address(cast, ".jsonl")))[0]["claimant"] == claim.claimant


def test_others_see_nothing(cast, api, verified):
    assert api(None, "get", address(cast)).status_code == 401
    for stranger in (cast.outsider, cast.former_member, cast.staff):
        assert api(stranger, "get", address(cast)).status_code == 404


def test_in_blind_mode_an_annotator_exports_their_own_work_only(cast, api, verified):
    cast.project.blind = True
    cast.project.save()
    assert len(api(cast.annotator, "get", address(cast)).json()["results"]) == 1
    assert api(cast.second_annotator, "get", address(cast)).json()["results"] == []
    assert len(api(cast.reviewer, "get", address(cast)).json()["results"]) == 1


@pytest.mark.django_db(transaction=True)
def test_c62_a_stream_shows_one_instant_while_people_decide(cast, verified):
    from claims.exporting.filters import verified_claims
    from claims.exporting.rows import json_statement
    from claims.exporting.stream import snapshot
    from claims.models import Claim
    from claims.reviewing.decisions import reopen_item

    made = {str(verified.pk), *(str(make_verified_claim(cast, quote).pk) for quote in QUOTES)}
    statement = json_statement(verified_claims(cast.manager, project=cast.project))
    with snapshot() as source:
        rows = source.lines(statement)
        first = json.loads(next(rows))["id"]
        for pk in made:
            reopen_item(cast.manager, Claim, pk=pk, version=None, comment="Meanwhile")
        assert {first, *(json.loads(row)["id"] for row in rows)} == made
        again = {json.loads(row)["id"] for row in source.lines(statement)}
    assert again == made
    assert not verified_claims(cast.manager, project=cast.project).exists()


def test_c64_pages_skip_and_repeat_nothing_while_claims_come_and_go(cast, api, db):
    from claims.models import Claim
    from claims.reviewing.decisions import reopen_item

    made = [make_verified_claim(cast, quote) for quote in QUOTES]
    page = api(cast.manager, "get", f"{address(cast)}?limit=2").json()
    reopen_item(cast.manager, Claim, pk=made[0].pk, version=None, comment="Gone")
    reopen_item(cast.manager, Claim, pk=made[3].pk, version=None, comment="Gone")
    found = [claim["id"] for claim in page["results"]]
    while page["next"]:
        page = api(cast.manager, "get", page["next"].removeprefix("http://testserver")).json()
        found += [claim["id"] for claim in page["results"]]
    assert found == [str(made[index].pk) for index in (0, 1, 2, 4)]


def test_c57_exports_are_never_cached_for_others(cast, api, verified):
    assert api(cast.manager, "get", address(cast))["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing", "/api/v1/articles/1", "/api/v1/claims/x/y"])
def test_c56_the_api_never_answers_as_a_page(cast, api, path):
    answer = api(cast.manager, "get", path, accept="text/html")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.status_code in {404, 406}
    assert api(None, "get", path).status_code == 401


def test_the_context_is_found_without_reading_the_whole_article(cast, verified):
    from claims.exporting.filters import verified_claims
    from claims.exporting.rows import json_statement
    from claims.models import Sentence

    # Sentences before and behind the claim's: as many as a book has.
    own = Sentence.objects.filter(revision=cast.revision, start__lte=verified.start).last()
    Sentence.objects.filter(revision=cast.revision).exclude(pk=own.pk).delete()
    Sentence.objects.filter(pk=own.pk).update(ordinal=5_000)
    places = [(number, 0, 1) for number in range(5_000)]
    places += [(number, len(TEXT) + number, len(TEXT) + number + 1) for number in range(5_001, 10_000)]
    Sentence.objects.bulk_create(
        Sentence(revision=cast.revision, ordinal=ordinal, start=start, end=end, kind="sentence")
        for ordinal, start, end in places
    )
    statement = json_statement(verified_claims(cast.manager, project=cast.project))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_sentence")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.sql}", statement.params)
        plan = json.dumps(cursor.fetchone()[0])
        cursor.execute(statement.sql, statement.params)
        context = json.loads(cursor.fetchone()[0])["context"]
    assert context["text"] == TEXT[own.start : own.end]
    nodes = [node for node in re.findall(r"\{[^{}]*\}", plan) if '"claims_sentence"' in node]
    assert nodes
    assert sum(json.loads(node).get("Rows Removed by Filter", 0) for node in nodes) == 0
