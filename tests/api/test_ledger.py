"""The figure ledger over REST: by what is measured, with what conflicts, in pages."""

from tests.cast import make_article
from tests.tagged import submit, tag_figure

STATED = [
    ("50,000 troops", 50000, "troop"),
    ("20,000 troops", 20000, "troop"),
    ("589 fighters", 589, "fighter"),
]


def figures(cast):
    made = []
    for quote, value, counted in STATED:
        article = make_article(cast.project, f"It was said that {quote} were there 👩‍👩‍👧 at all.\n")
        made.append(
            tag_figure(
                cast.annotator,
                article.current_revision,
                quote,
                value_low=value,
                value_high=value,
                modifier="exact",
                counted=counted,
            )
        )
    submit(cast.annotator, *made)
    return made


def look(cast, api, query=""):
    answer = api(cast.annotator, "get", f"/api/v1/projects/{cast.project.pk}/ledger{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_figures_stand_by_what_they_measure_with_those_that_conflict(cast, api):
    one, other, _ = figures(cast)
    found = look(cast, api)
    assert (found["count"], found["next"]) == (3, None)
    assert [(subject["counted"], subject["count"]) for subject in found["results"]] == [
        ("troop", 2),
        ("fighter", 1),
    ]
    entries = {entry["figure"]["id"]: entry for entry in found["results"][0]["figures"]}
    (conflict,) = entries[str(one.pk)]["conflicting"]
    assert conflict["figure"] == str(other.pk)
    assert entries[str(one.pk)]["figure"]["value_low"] == "50000"
    assert found["results"][0]["conflicts"] == 2


def test_it_is_narrowed_and_comes_in_pages(cast, api):
    figures(cast)
    first = look(cast, api, "?limit=1")
    assert [subject["counted"] for subject in first["results"]] == ["troop"]
    rest = look(cast, api, first["next"].partition("/ledger")[2])
    assert ([subject["counted"] for subject in rest["results"]], rest["next"]) == (["fighter"], None)
    assert look(cast, api, "?unit=fighters")["count"] == 1
    assert look(cast, api, "?value_from=30000.5")["count"] == 1
    assert look(cast, api, "?status=verified")["count"] == 0
    for query in ("?value_from=x", "?status=odd", "?cursor=odd", "?quote__contains=x", "?limit=0"):
        path = f"/api/v1/projects/{cast.project.pk}/ledger{query}"
        assert api(cast.annotator, "get", path).status_code == 400, query
