"""Adjudication over REST: the same groups as on the page, settled by the same actions."""

import pytest

from claims.annotating.submission import submit_article
from claims.choices import Layer, Status
from claims.models import Claim, Figure
from tests.tagged import CLAIM_QUOTE, tag_claim, tag_figure


@pytest.fixture
def groups(cast, api):
    """What a reviewer is told of two annotators' work: claims that differ in verdict, figures that agree."""
    cast.project.annotators_per_article = 2
    cast.project.save()
    for person, verdict in ((cast.annotator, "refuted"), (cast.second_annotator, "supported")):
        tag_figure(person, cast.revision, claim=tag_claim(cast, person, CLAIM_QUOTE, verdict=verdict))
    for person in (cast.annotator, cast.second_annotator):
        submit_article(person, article=cast.article)
    answer = api(cast.reviewer, "get", f"{address(cast)}?offsets=utf16")
    assert answer.status_code == 200, answer.content
    return answer.json()["groups"]


def address(cast, action: str = "") -> str:
    return f"/api/v1/articles/{cast.article.pk}/adjudication{action}"


def settlement(group, **said):
    items = [side["item"][group["noun"]] for side in group["sides"]]
    tags = [{"id": item["id"], "version": item["version"]} for item in items]
    return {"noun": group["noun"], "tags": tags, "chosen": items[0]["id"]} | said


def test_it_is_told_where_annotators_differ(cast, groups):
    assert [(group["noun"], group["differences"], group["mergeable"]) for group in groups] == [
        ("claim", ["verdict"], False),
        ("figure", [], True),
    ]
    sides = groups[0]["sides"]
    assert [side["annotator"]["id"] for side in sides] == [
        str(cast.annotator.pk),
        str(cast.second_annotator.pk),
    ]
    assert sides[0]["item"]["claim"]["verdict"] == "refuted"
    assert sides[0]["item"]["claim"]["start_utf16"] == groups[0]["start"]


def test_what_agrees_is_merged_and_what_differs_is_settled(cast, api, groups):
    assert api(cast.reviewer, "post", address(cast, "/merge")).json() == {"merged": 1}
    settled = api(cast.reviewer, "post", address(cast, "/settle"), settlement(groups[0]))
    assert settled.status_code == 200, settled.content
    (outcome,) = settled.json()["results"]
    assert (outcome["claim"]["layer"], outcome["claim"]["verdict"]) == ("adjudicated", "refuted")
    assert Claim.objects.filter(adjudicated_into=outcome["claim"]["id"]).count() == 2
    again = api(cast.reviewer, "post", address(cast, "/settle"), settlement(groups[0]))
    assert (again.status_code, again.json()["code"]) == (412, "stale")
    assert api(cast.reviewer, "get", address(cast)).json()["groups"][0]["outcome"] == outcome["claim"]["id"]


def test_none_stands_and_all_are_rejected_or_none(cast, api, groups):
    nothing = settlement(groups[0], chosen=None, reason="Not a claim")
    nothing["tags"][1]["version"] += 1
    assert api(cast.reviewer, "post", address(cast, "/settle"), nothing).status_code == 412
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.SUBMITTED}
    nothing["tags"][1]["version"] -= 1
    assert api(cast.reviewer, "post", address(cast, "/settle"), nothing).status_code == 200
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.REJECTED}


def test_c41_a_tag_of_elsewhere_is_unknown_and_an_annotator_doesnt_compare(cast, api, groups):
    foreign = settlement(groups[0])
    foreign["tags"][0]["id"] = str(cast.article.pk)
    answer = api(cast.reviewer, "post", address(cast, "/settle"), foreign)
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_reference")
    assert api(cast.annotator, "get", address(cast)).status_code == 403
    assert not Figure.objects.filter(layer=Layer.ADJUDICATED).exists()
