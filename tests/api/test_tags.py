"""Claims and figures over the API: the working case, the refusals, the odd input."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from claims.models import Claim, Event, Figure, Suggestion
from claims.reviewing.decisions import verify_item
from tests.browser.articles import suggested_article
from tests.cast import TEXT

QUOTE = "About 589 Belgian fighters"


def claims_of(cast) -> str:
    return f"/api/v1/articles/{cast.article.pk}/claims"


@pytest.fixture
def claim(cast, api) -> dict:
    answer = api(cast.annotator, "post", claims_of(cast), cast.span(QUOTE))
    assert answer.status_code == 201, answer.content
    assert answer["ETag"] == '"1"'
    return answer.json()


def problem(answer, status: int, code: str) -> dict:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code, answer.json()
    return answer.json()


def test_a_claim_is_made_read_changed_and_deleted(cast, api, claim):
    path = f"/api/v1/claims/{claim['id']}"
    changed = api(cast.annotator, "patch", path, {"verdict": "refuted", "confidence": 80}, if_match=1)
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    assert api(cast.reviewer, "get", path).json()["verdict"] == "refuted"
    listed = api(cast.reviewer, "get", claims_of(cast)).json()["results"]
    assert [row["id"] for row in listed] == [claim["id"]]
    assert api(cast.annotator, "delete", path, if_match=2).status_code == 204
    problem(api(cast.annotator, "get", path), 404, "not_found")


@pytest.mark.parametrize(
    ("body", "version"), [({"nothing": 1}, 1), ({"verdict": "no such"}, 1), ({"confidence": 80}, None)]
)
def test_what_is_wrong_with_a_change_is_told_only_to_who_sees_the_tag(cast, api, claim, body, version):
    for pk in (claim["id"], uuid.uuid4()):
        answer = api(cast.outsider, "patch", f"/api/v1/claims/{pk}", body, if_match=version)
        problem(answer, 404, "not_found")
    answer = api(cast.annotator, "patch", f"/api/v1/claims/{claim['id']}", body, if_match=version)
    assert answer.status_code in {400, 428}


def test_a_figure_keeps_its_decimals_as_strings(cast, api):
    body = cast.span("over $1 billion") | {
        "kind": "money",
        "value_low": "1000000000.50",
        "modifier": "more_than",
        "measure": "USD",
    }
    made = api(cast.annotator, "post", f"/api/v1/articles/{cast.article.pk}/figures", body)
    assert made.status_code == 201, made.content
    assert made.json()["value_low"] == "1000000000.5"
    assert Figure.objects.get().numeral_end == made.json()["end"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start": 5, "end": 5, "quote": ""}, "invalid"),
        ({"start": 9, "end": 4, "quote": "x"}, "span_order"),
        ({"start": 0, "end": 100_000, "quote": "x"}, "span_outside"),
        ({"start": 0, "end": 4, "quote": "else"}, "quote_differs"),
        ({"start": -1, "end": 4, "quote": "Coal"}, "invalid"),
        ({"start": 0, "end": 2**70, "quote": "Coal"}, "invalid"),
        ({"start": "one", "end": 4, "quote": "Coal"}, "invalid"),
    ],
)
def test_a_wrong_span_is_refused_and_nothing_is_written(cast, api, fields, code):
    problem(api(cast.annotator, "post", claims_of(cast), fields), 400, code)
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "quote", ["👩‍👩‍👧, the ministry", "Cafe\u0301 owners", "👩", "\u0301 owners lost", " 589 ", "\n\nIt"]
)
def test_c6_emoji_and_combining_marks_keep_their_slice(cast, api, quote):
    made = api(cast.annotator, "post", claims_of(cast), cast.span(quote))
    assert made.status_code == 201, made.content
    shown = api(cast.annotator, "get", f"/api/v1/claims/{made.json()['id']}?offsets=utf16").json()
    assert TEXT[shown["start"] : shown["end"]] == shown["quote"] == quote
    utf16 = TEXT.encode("utf-16-le")[2 * shown["start_utf16"] : 2 * shown["end_utf16"]]
    assert utf16.decode("utf-16-le") == quote


def test_history_tells_an_accepted_suggestion_from_a_tag_made_by_hand(cast, api):
    article = suggested_article(cast.project)
    suggestion = Suggestion.objects.filter(revision=article.current_revision).earliest("start")
    accepted = api(cast.annotator, "post", f"/api/v1/suggestions/{suggestion.pk}/accept", {}).json()
    figure = cast.span("50,000 troops") | {"kind": "count", "value_low": "50000"}
    made = api(cast.annotator, "post", f"/api/v1/articles/{cast.article.pk}/figures", figure).json()
    reasons = [
        Event.objects.filter(figure=pk).earliest("id").reason for pk in (accepted["figure"]["id"], made["id"])
    ]
    assert reasons == ["suggestion accepted", ""]


def test_the_same_span_again_is_the_same_tag(cast, api, claim):
    again = api(cast.annotator, "post", claims_of(cast), cast.span(QUOTE))
    assert (again.status_code, again.json()["id"]) == (200, claim["id"])


@pytest.mark.django_db(transaction=True)
def test_the_same_span_ten_times_at_once_is_one_tag(cast):
    from django.test import Client

    def post(_: int) -> int:
        client = Client()
        client.force_login(cast.annotator)
        try:
            return client.post(
                claims_of(cast), json.dumps(cast.span(QUOTE)), content_type="application/json"
            ).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(post, range(10)))
    assert answers == [200] * 9 + [201]
    assert Claim.objects.count() == 1


def test_c35_a_stale_write_gets_412_and_the_present_state(cast, api, claim):
    path = f"/api/v1/claims/{claim['id']}"
    api(cast.annotator, "patch", path, {"statement": "First."}, if_match=1)
    stale = api(cast.annotator, "patch", path, {"statement": "Second."}, if_match=1)
    assert problem(stale, 412, "stale")["current_version"] == 2
    assert Claim.objects.get().statement == "First."
    problem(api(cast.annotator, "patch", path, {"statement": "Third."}), 428, "version_required")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"statement": "a\\u0000b"}', "nul_character"),
        (b'{"state\\u0000ment": "a"}', "nul_character"),
        (b'{"statement": "\\ud800"}', "lone_surrogate"),
        (b'{"statement": NaN}', "parse_error"),
        (b'{"confidence": 1e400}', "invalid"),
        (b'{"confidence": ' + b"9" * 5_000 + b"}", "parse_error"),
        (b'{"statement": "a", "statement": "b"}', "parse_error"),
        (b"[1, 2]", "invalid"),
        (b"[" * 100_000, "parse_error"),
        (b'{"statement": ' + b"[" * 60 + b"]" * 60 + b"}", "parse_error"),
        (b'{"statement": "\xff"}', "parse_error"),
        (b'{"staatement": "a"}', "unknown_field"),
    ],
)
def test_c1_c2_c7_c8_bodies_that_no_reader_should_guess_at(cast, api, claim, body, code):
    answer = api(cast.annotator, "patch", f"/api/v1/claims/{claim['id']}", body, if_match=1)
    problem(answer, 400, code)
    assert Claim.objects.get().version == 1


def test_c7_a_body_over_the_limit_is_refused(cast, api, claim):
    body = b'{"statement": "' + b"a" * 2_000_001 + b'"}'
    answer = api(cast.annotator, "patch", f"/api/v1/claims/{claim['id']}", body, if_match=1)
    problem(answer, 413, "too_large")


def test_c7_a_body_in_an_unknown_charset_is_refused(cast, client, claim):
    client.force_login(cast.annotator)
    body = '{"statement": "a"}'.encode("utf-16")
    kind = "application/json; charset=utf-16"
    answer = client.patch(
        f"/api/v1/claims/{claim['id']}", body, content_type=kind, headers={"If-Match": '"1"'}
    )
    problem(answer, 415, "unsupported_media_type")
    assert "UTF-8" in answer.json()["detail"]


@pytest.mark.parametrize(
    "field",
    [
        "status",
        "layer",
        "annotator",
        "verified_by",
        "verified_at",
        "created_at",
        "version",
        "project",
        "article",
    ],
)
def test_c43_what_the_server_sets_is_not_written(cast, api, claim, field):
    answer = api(cast.annotator, "patch", f"/api/v1/claims/{claim['id']}", {field: "verified"}, if_match=1)
    problem(answer, 400, "unknown_field")
    assert Claim.objects.get().version == 1


def test_c41_a_row_of_another_project_is_unknown(cast, api, claim):
    from claims.models import Source

    foreign = Source.objects.create(project=cast.foreign_project, title="Theirs", created_by=cast.outsider)
    for source in (foreign.pk, uuid.uuid4()):
        body = {"source": str(source), "stance": "supports"}
        answer = api(cast.annotator, "post", f"/api/v1/claims/{claim['id']}/evidence", body, if_match=1)
        assert problem(answer, 400, "invalid")["errors"] == {"source": ["Unknown."]}


def test_c54_a_script_address_is_no_source(cast, api):
    for url in ("javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)", "file:///etc/passwd"):
        answer = api(
            cast.annotator, "post", f"/api/v1/projects/{cast.project.pk}/sources", {"title": "x", "url": url}
        )
        problem(answer, 400, "invalid")
    assert cast.project.sources.count() == 1


def test_c22_a_retry_with_its_key_gets_the_same_answer(cast, api):
    body = cast.span(QUOTE)
    first = api(cast.annotator, "post", claims_of(cast), body, idempotency_key="k1")
    again = api(cast.annotator, "post", claims_of(cast), body, idempotency_key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["ETag"] == first["ETag"]
    other = api(cast.annotator, "post", claims_of(cast), cast.span("Belgian"), idempotency_key="k1")
    problem(other, 422, "idempotency_key_reused")
    assert Claim.objects.count() == 1


def test_a_nul_in_the_address_is_refused(cast, api):
    problem(
        api(cast.annotator, "get", f"/api/v1/projects/{cast.project.pk}/sources?q=%00"), 400, "nul_character"
    )


def test_c45_an_endless_query_is_refused(cast, api):
    answer = api(cast.annotator, "get", f"/api/v1/projects?{'a&' * 1_100}")
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")
    assert "1,000 parameters" in answer.json()["detail"]


def test_c45_an_endless_form_is_refused(cast, client):
    client.force_login(cast.manager)
    form = {f"field{number}": "" for number in range(1_100)}
    answer = client.post(f"/api/v1/projects/{cast.project.pk}/imports", form)
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_a_reviewers_fix_says_why(cast, api, waiting_claim):
    path = f"/api/v1/claims/{waiting_claim.pk}"
    assert api(cast.reviewer, "post", f"{path}/take").status_code == 200
    waiting_claim.refresh_from_db()
    change = {"statement": "It takes 50,000 troops or more.", "comment": "As the bulletin words it"}
    answer = api(cast.reviewer, "patch", path, change, if_match=waiting_claim.version)
    assert answer.status_code == 200, answer.content
    assert "comment" not in answer.json()
    told = api(cast.reviewer, "get", f"{path}/history").json()["results"]
    (changed,) = [event for event in told if (event["after"] or {}).get("statement") == change["statement"]]
    assert changed["reason"] == "As the bulletin words it"


def test_what_was_verified_is_told_as_withdrawn_with_the_reason(cast, api, waiting_claim):
    verify_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=None)
    path = f"/api/v1/claims/{waiting_claim.pk}"
    change = {"statement": "Another.", "comment": "The bulletin was corrected"}
    assert api(cast.annotator, "patch", path, change, if_match="*").status_code == 200
    feed = api(cast.manager, "get", f"/api/v1/projects/{cast.project.pk}/changes").json()["results"]
    assert [(row["kind"], row["reason"]) for row in feed][-1] == ("withdrawn", "The bulletin was corrected")


def test_a_new_tag_takes_no_comment(cast, api):
    body = cast.span("April 2016") | {"comment": "Why not"}
    answer = api(cast.annotator, "post", f"/api/v1/articles/{cast.article.pk}/claims", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_field")
