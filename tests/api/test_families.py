"""Claims that say the same, over REST."""

import pytest

from claims.models import Claim
from tests.ledger.test_families import stated


@pytest.fixture
def alike(cast):
    return [
        stated(cast, "Holding the border takes at least 50,000 troops."),
        stated(cast, "To hold the border takes 20,000 troops.", cast.second_annotator, verdict="supported"),
    ]


def families(cast, query: str = "") -> str:
    return f"/api/v1/projects/{cast.project.pk}/families{query}"


def test_they_are_found_compared_and_decided(cast, api, alike):
    assert api(cast.reviewer, "post", families(cast, "/propose")).json() == {"proposed": 2}
    (family,) = api(cast.annotator, "get", families(cast)).json()["results"]
    first, second = family["members"]
    assert family["verdicts_differ"] is True
    assert (first["similarity"], second["figures"]) == (None, "conflicting")
    assert any("50000" in reason for reason in second["reasons"])
    assert api(cast.annotator, "get", f"/api/v1/families/{family['id']}").json() == family
    path = f"/api/v1/claims/{second['claim']['id']}/family"
    refused = {"state": "refused"}
    assert api(cast.reviewer, "post", path, refused).status_code == 428
    assert api(cast.reviewer, "post", path, refused, if_match=99).status_code == 412
    decided = api(cast.reviewer, "post", path, refused, if_match=second["claim"]["version"])
    assert (decided.status_code, decided.json()["family_state"]) == (200, "refused")
    assert decided.headers["ETag"] == f'"{decided.json()["version"]}"'
    assert api(cast.annotator, "get", families(cast, "?open=true")).json()["results"] != []
    api(cast.reviewer, "post", f"/api/v1/claims/{first['claim']['id']}/family", refused, if_match="*")
    assert api(cast.annotator, "get", families(cast, "?open=true")).json()["results"] == []
    assert len(api(cast.annotator, "get", families(cast, "?open=false")).json()["results"]) == 1


def test_a_verdict_is_proposed_for_the_others_and_changes_none(cast, api, alike):
    api(cast.reviewer, "post", families(cast, "/propose"))
    path = f"/api/v1/claims/{alike[0].pk}/family/verdict"
    assert api(cast.reviewer, "post", path).json() == {"proposed": 1}
    assert api(cast.reviewer, "post", path).json() == {"proposed": 0}
    (concern,) = api(cast.second_annotator, "get", "/api/v1/concerns").json()["results"]
    assert (concern["kind"], concern["id"]) == ("comment", str(alike[1].pk))
    assert "with the verdict “Refuted”" in concern["text"]
    alike[1].refresh_from_db()
    assert alike[1].verdict.key == "supported"
    assert api(cast.annotator, "post", path).status_code == 403


def test_in_blind_mode_an_annotator_isnt_told_what_others_say(cast, api, alike):
    api(cast.reviewer, "post", families(cast, "/propose"))
    pk = Claim.objects.first().family_id
    cast.project.blind = True
    cast.project.save()
    assert api(cast.annotator, "get", families(cast)).json()["results"] == []
    assert api(cast.annotator, "get", f"/api/v1/families/{pk}").status_code == 404
    assert api(cast.reviewer, "get", f"/api/v1/families/{pk}").status_code == 200
