"""What pages show beside an item or over all projects, over REST."""

import hashlib

from claims.models import ArticleRevision, Claim
from claims.notifying.comments import add_comment
from claims.reviewing.decisions import return_item, verify_item
from tests.cast import TEXT
from tests.tagged import CLAIM_QUOTE


def test_what_concerns_one_is_told(cast, api, waiting_claim):
    add_comment(cast.reviewer, Claim, pk=waiting_claim.pk, text=f"@{cast.annotator.name} which border?")
    return_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=None, comment="Say which")
    found = api(cast.annotator, "get", "/api/v1/concerns").json()["results"]
    assert [(one["kind"], one["noun"], one["text"]) for one in found] == [
        ("returned", "claim", "Say which"),
        ("called", "claim", f"@{cast.annotator.name} which border?"),
    ]
    assert {one["article"] for one in found} == {str(cast.article.pk)}
    assert api(cast.outsider, "get", "/api/v1/concerns").json()["results"] == []


def test_what_stands_beside_a_claim_is_told(cast, api, waiting_claim, waiting_figure):
    answer = api(cast.reviewer, "get", f"/api/v1/claims/{waiting_claim.pk}/surroundings").json()
    passage = answer["passage"]
    assert TEXT[passage["start"] :].startswith(passage["text"])
    offset = waiting_claim.start - passage["start"]
    assert passage["text"][offset : offset + len(CLAIM_QUOTE)] == CLAIM_QUOTE
    assert [one["figure"]["id"] for one in answer["figures"]] == [str(waiting_figure.pk)]


def test_a_tag_of_an_earlier_text_is_placed_and_carried_over(cast, api, waiting_claim):
    text = f"Corrected on Tuesday 👩.\n\n{TEXT}"
    newest = ArticleRevision.objects.create(
        project=cast.project,
        article=cast.article,
        number=2,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
    )
    cast.article.current_revision = newest
    cast.article.save()
    path = f"/api/v1/articles/{cast.article.pk}"
    found = api(cast.reviewer, "get", f"{path}/placements?offsets=utf16").json()["results"]
    (placed,) = [one for one in found if one["id"] == str(waiting_claim.pk)]
    place = placed["placement"]
    assert text[place["start"] : place["end"]] == place["quote"] == CLAIM_QUOTE
    assert place["start_utf16"] == place["start"] + 1
    assert placed["carried"] is False
    carried = api(cast.annotator, "post", f"/api/v1/claims/{waiting_claim.pk}/carry")
    assert carried.status_code == 200, carried.content
    assert carried.json()["claim"]["revision"] == str(newest.pk)
    again = api(cast.annotator, "post", f"/api/v1/claims/{waiting_claim.pk}/carry").json()
    assert again["claim"]["id"] == carried.json()["claim"]["id"]
    revisions = api(cast.annotator, "get", f"{path}/revisions").json()["results"]
    assert [row["number"] for row in revisions] == [2, 1]
    assert api(cast.annotator, "get", f"/api/v1/revisions/{revisions[1]['id']}").json()["text"] == TEXT


def test_what_is_verified_is_looked_at_again_on_a_day_to_come(cast, api, waiting_claim):
    verify_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=None)
    path = f"/api/v1/claims/{waiting_claim.pk}/recheck"
    assert api(cast.reviewer, "post", path, {"recheck_on": "2020-01-01"}, if_match="*").status_code == 400
    answer = api(cast.reviewer, "post", path, {"recheck_on": "2100-01-01"}, if_match="*").json()["claim"]
    assert (answer["recheck_on"], answer["status"]) == ("2100-01-01", "verified")
    assert api(cast.reviewer, "post", path, {}, if_match="*").status_code == 400


def test_what_was_learned_is_told(cast, api):
    found = api(cast.annotator, "get", f"/api/v1/projects/{cast.project.pk}/learning").json()
    assert (found["built_in"], found["trainings"]) == (True, [])
    weights = [abs(one["weight"]) for one in found["weights"]]
    assert weights == sorted(weights, reverse=True) != []
