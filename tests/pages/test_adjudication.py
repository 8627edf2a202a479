"""Several annotators side by side, merged where they agree and decided where they differ."""

import pytest

from claims.annotating.submission import submit_article
from claims.choices import Layer, Status
from claims.models import Claim, Figure
from claims.reviewing.decisions import verify_item
from claims.reviewing.leases import take_item
from claims.reviewing.queue import take_next
from tests.tagged import CLAIM_QUOTE, tag_claim, tag_figure


@pytest.fixture
def both(cast):
    """Two annotators' work: figures that agree, claims that differ in verdict, one figure of one alone."""
    cast.project.annotators_per_article = 2
    cast.project.save()
    made = {}
    for person, verdict in ((cast.annotator, "refuted"), (cast.second_annotator, "supported")):
        claim = tag_claim(cast, person, CLAIM_QUOTE, verdict=verdict)
        made[person] = (claim, tag_figure(person, cast.revision, claim=claim))
    tag_figure(
        cast.annotator,
        cast.revision,
        "over $1 billion",
        value_low=10**9,
        kind="money",
        measure="USD",
        counted="",
    )
    for person in made:
        submit_article(person, article=cast.article)
    for pair in made.values():
        for item in pair:
            item.refresh_from_db()
    return made


def look(client, cast):
    return client.get(f"/articles/{cast.article.pk}/adjudication")


def settle(client, cast, *items, **fields):
    data = {
        "noun": items[0]._meta.model_name,
        "tag": [f"{item.pk}:{item.version}" for item in items],
        **fields,
    }
    return client.post(f"/articles/{cast.article.pk}/adjudication/settle", data, follow=True).content.decode()


def test_what_differs_is_named(client, cast, both):
    client.force_login(cast.reviewer)
    rows = look(client, cast).context["rows"]
    assert [(row.noun, row.group.differences, row.mergeable) for row in rows] == [
        ("claim", ("verdict",), False),
        ("figure", (), True),
        ("figure", ("missing",), False),
    ]
    text = look(client, cast).content.decode()
    assert "differ in verdict" in text
    assert "has no such tag" in text


def test_what_agrees_is_merged_and_the_originals_stay(client, cast, both):
    client.force_login(cast.reviewer)
    client.post(f"/articles/{cast.article.pk}/adjudication/merge")
    merged = Figure.objects.get(layer=Layer.ADJUDICATED)
    assert (merged.status, merged.annotator, merged.value_low) == (Status.SUBMITTED, cast.reviewer, 50000)
    assert set(merged.contributions.values_list("user", flat=True)) == {
        cast.annotator.pk,
        cast.second_annotator.pk,
    }
    originals = Figure.objects.filter(adjudicated_into=merged)
    assert {figure.status for figure in originals} == {Status.SUBMITTED}
    assert originals.count() == 2
    client.post(f"/articles/{cast.article.pk}/adjudication/merge")
    assert Figure.objects.filter(layer=Layer.ADJUDICATED).count() == 1


def test_the_rest_is_decided_one_by_one(client, cast, both):
    first, second = both[cast.annotator][0], both[cast.second_annotator][0]
    client.force_login(cast.reviewer)
    settle(client, cast, first, second, chosen=str(second.pk), reason="The later report")
    outcome = Claim.objects.get(layer=Layer.ADJUDICATED)
    assert (outcome.verdict.key, outcome.evidence.count()) == ("supported", 1)
    # The merged figure then belongs to the adjudicated claim.
    client.post(f"/articles/{cast.article.pk}/adjudication/merge")
    assert Figure.objects.get(layer=Layer.ADJUDICATED).claim == outcome
    # Review goes on with the outcome; the originals aren't in the queue any more.
    taken = {take_next(cast.second_reviewer, project=cast.project) for _ in range(4)}
    assert first not in taken
    assert outcome in taken


def test_the_outcome_is_verified_by_somebody_who_made_none_of_it(client, cast, both):
    first, second = both[cast.annotator][0], both[cast.second_annotator][0]
    client.force_login(cast.reviewer)
    settle(client, cast, first, second, chosen=str(first.pk))
    outcome = Claim.objects.get(layer=Layer.ADJUDICATED)
    assert verify_item(cast.reviewer, Claim, pk=outcome.pk, version=outcome.version).status == Status.VERIFIED


def test_none_of_them_stands(client, cast, both):
    items = both[cast.annotator][0], both[cast.second_annotator][0]
    client.force_login(cast.reviewer)
    assert "Say why" in settle(client, cast, *items, none="yes")
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.SUBMITTED}
    settle(client, cast, *items, none="yes", reason="An opinion")
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.REJECTED}


def test_c35_c60_what_changed_or_is_taken_is_left_alone(client, cast, both):
    first, second = both[cast.annotator][0], both[cast.second_annotator][0]
    client.force_login(cast.reviewer)
    second.version -= 1
    assert "Somebody changed this" in settle(client, cast, first, second, chosen=str(first.pk))
    second.version += 1
    take_item(cast.second_reviewer, Claim, pk=second.pk)
    assert "only what waits" in settle(client, cast, first, second, chosen=str(first.pk))
    assert not Claim.objects.filter(layer=Layer.ADJUDICATED).exists()


def test_c40_a_foreign_tag_among_them_refuses_all(client, cast, both):
    first = both[cast.annotator][0]
    client.force_login(cast.reviewer)
    data = {
        "noun": "claim",
        "tag": [f"{first.pk}:{first.version}", f"{cast.project.pk}:1"],
        "chosen": first.pk,
    }
    answer = client.post(f"/articles/{cast.article.pk}/adjudication/settle", data)
    assert answer.status_code == 404
    assert not Claim.objects.filter(layer=Layer.ADJUDICATED).exists()
    for tag in ("x", "x:1", f"{first.pk}:x"):
        assert "form" in settle(client, cast, first, tag=[tag])


@pytest.mark.parametrize("user", ["annotator", "outsider", "former_member", "staff"])
def test_c38_who_only_annotates_does_not_compare(client, cast, both, user):
    client.force_login(getattr(cast, user))
    expected = 403 if user == "annotator" else 404
    assert look(client, cast).status_code == expected
    assert client.post(f"/articles/{cast.article.pk}/adjudication/merge").status_code == expected
