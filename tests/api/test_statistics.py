"""The desk's numbers over REST: the same as on the pages, for who may see those."""

import pytest

from claims.models import Claim
from claims.reviewing.decisions import verify_item
from tests.measuring.material import annotated_articles


def statistics(api, user, cast, query=""):
    return api(user, "get", f"/api/v1/projects/{cast.project.pk}/statistics{query}")


def test_it_answers_with_the_numbers_of_the_pages(api, cast, waiting_claim):
    verify_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=waiting_claim.version, confidence=90)
    types = ["numerical", "quote"]
    annotated_articles(
        cast.project,
        [cast.annotator, cast.second_annotator],
        4,
        claim=lambda place, item: {"claim_type": types[item % 2]},
    )
    found = statistics(api, cast.reviewer, cast).json()
    assert found["throughput"][-1]["verified"] == 1
    assert found["verdicts"][1] == {
        "verdict": "Refuted", "verified_in_period": 1, "verified": 1, "waiting": 0,
    }  # fmt: skip
    kappa = {row["question"]: row["kappa"] for row in found["agreement"]}
    assert kappa["Types of claims"] == 1
    assert kappa["Verdicts"] is None
    assert [row["n"] for row in found["calibration"]] == [0, 0, 0, 0, 1, 0]
    page = api.client_of(cast.reviewer).get(f"/projects/{cast.project.pk}/desk")
    workload = next(table for table in page.context["tables"] if table.key == "workload")
    assert found["workload"] == workload.records


def test_days_and_people_can_be_chosen(api, cast):
    people = [cast.annotator, cast.second_annotator, cast.reviewer]
    annotated_articles(cast.project, people, 4, claim=lambda place, item: {"claim_type": "quote"})
    query = f"?since=2026-01-01&until=2026-01-02&one={cast.annotator.pk}"
    found = statistics(api, cast.manager, cast, query).json()
    assert [day["day"] for day in found["throughput"]] == ["2026-01-01", "2026-01-02"]
    assert found["agreement"][1]["alpha_n"] == 0
    assert statistics(api, cast.manager, cast).json()["agreement"][1]["alpha_n"] == 40


@pytest.mark.parametrize(
    "query",
    [
        "?since=yesterday",
        "?since=2026-02-02&until=2026-02-01",
        "?since=2020-01-01&until=2026-02-01",
        "?one=00000000-0000-0000-0000-000000000000",
        "?article=x",
        "?day=1",
    ],
)
def test_a_query_that_means_nothing_is_refused(api, cast, query):
    answer = statistics(api, cast.manager, cast, query)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
