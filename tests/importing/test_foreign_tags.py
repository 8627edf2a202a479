"""Teams that move in with their work: texts with spans from other tools."""

import json

import pytest

from claims.models import Article, Claim, Figure, ImportItem
from claims.refusals import Forbidden
from claims.reviewing.decisions import verify_item

pytestmark = pytest.mark.django_db

TEXT = "👩‍👩‍👧 The paper asks for at least 50,000 troops within a year. A general will leave."
CLAIM = "The paper asks for at least 50,000 troops within a year"
FIGURE = "at least 50,000 troops"


def place(quote, *, units=False):
    start = TEXT.index(quote)
    if units:
        start = len(TEXT[:start].encode("utf-16-le")) // 2
    return start, start + len(quote)


DOCCANO = {"text": TEXT, "label": [[*place(CLAIM), "claim"], [*place(FIGURE), "NUMBER"]], "username": "ann"}
DOCCANO_ENTITIES = {
    "text": TEXT,
    "entities": [
        {"start_offset": place(CLAIM)[0], "end_offset": place(CLAIM)[1], "label": "claim"},
        {"start_offset": place(FIGURE)[0], "end_offset": place(FIGURE)[1], "label": "figure"},
    ],
    "annotator": "ann",
}
LABEL_STUDIO = {
    "id": 7,
    "data": {"text": TEXT},
    "annotations": [
        {
            "completed_by": {"email": "ann"},
            "result": [
                {
                    "type": "labels",
                    "value": {
                        "start": place(quote, units=True)[0],
                        "end": place(quote, units=True)[1],
                        "text": quote,
                        "labels": [label],
                    },
                }
                for quote, label in ((CLAIM, "claim"), (FIGURE, "Money or number"))
            ],
        }
    ],
}
WEB_ANNOTATION = {
    "text": TEXT,
    "annotations": [
        {
            "type": "Annotation",
            "creator": {"name": "ann"},
            "body": {"type": "TextualBody", "value": label},
            "target": {
                "selector": [
                    {"type": "TextQuoteSelector", "exact": quote},
                    {"type": "TextPositionSelector", "start": place(quote)[0], "end": place(quote)[1]},
                ]
            },
        }
        for quote, label in ((CLAIM, "claim"), (FIGURE, "figure"))
    ],
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("doccano.jsonl", json.dumps(DOCCANO)),
        ("doccano.jsonl", json.dumps(DOCCANO_ENTITIES)),
        ("label-studio.json", json.dumps([LABEL_STUDIO])),
        ("annotations.jsonl", json.dumps(WEB_ANNOTATION)),
    ],
    ids=["doccano", "doccano entities", "Label Studio", "W3C"],
)
def test_tags_arrive_as_submitted_with_their_foreign_attribution(cast, imported, name, data):
    job = imported({name: data.encode()})
    claim, figure = Claim.objects.get(), Figure.objects.get()
    assert (claim.quote, figure.quote) == (CLAIM, FIGURE)
    assert (claim.status, figure.status) == ("submitted", "submitted")
    assert (str(figure.value_low.normalize()), figure.modifier, figure.counted) == (
        "5E+4",
        "at_least",
        "troop",
    )
    assert TEXT[figure.numeral_start : figure.numeral_end] == "50,000"
    assert claim.foreign_attribution == {
        "import": str(job.pk),
        "annotations": [{"label": "claim", "by": "ann"}],
    }
    assert claim.annotator == cast.manager


def test_who_imported_a_tag_does_not_verify_it(cast, imported):
    imported({"doccano.jsonl": json.dumps(DOCCANO).encode()})
    figure = Figure.objects.get()
    with pytest.raises(Forbidden):
        verify_item(cast.manager, Figure, pk=figure.pk, version=None)


def test_tags_for_a_text_that_is_there_go_to_its_article(imported):
    first = ImportItem.objects.get(job=imported({"a.txt": TEXT.encode()}))
    job = imported({"doccano.jsonl": json.dumps(DOCCANO).encode()})
    assert ImportItem.objects.get(job=job).state == "duplicate"
    assert Claim.objects.get().revision.article == Article.objects.get(origin_item=first)
    imported({"again.jsonl": (json.dumps(DOCCANO) + "\n").encode()})
    assert (Claim.objects.count(), Figure.objects.count()) == (1, 1)


def test_spans_move_with_the_canonical_text(imported):
    raw = TEXT.replace(" A general", "\r\n\r\nA general")
    start = raw.index("A general")
    row = {"text": "\ufeff" + raw, "label": [[start + 1, start + 21, "claim"]]}
    imported({"rows.jsonl": json.dumps(row).encode()})
    claim = Claim.objects.get()
    assert claim.quote == raw[start : start + 20] == claim.revision.text[claim.start : claim.end]


@pytest.mark.parametrize(
    "label",
    [[[5, 2, "claim"]], [[0, 10_000, "claim"]], [[-3, 4, "claim"]]],
    ids=["backwards", "past the text", "negative"],
)
def test_spans_that_cannot_be_placed_are_counted_and_the_text_is_kept(imported, label):
    job = imported({"rows.jsonl": json.dumps({"text": TEXT, "label": label}).encode()})
    item = ImportItem.objects.get(job=job)
    assert (item.state, item.canonical_changes) == ("made", {"spans_not_placed": 1})
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("label", "left_out"),
    [
        *[("text", 0), ({"a": 1}, 0), ([None], 0)],
        *[([[0, 4]], 1), ([["0", "4", "x"]], 1), ([[True, False, "x"]], 1), (["politics", "war"], 2)],
    ],
)
def test_what_is_no_span_is_left_out_and_counted(imported, label, left_out):
    job = imported({"rows.jsonl": json.dumps({"text": TEXT, "label": label}).encode()})
    item = ImportItem.objects.get(job=job)
    assert (item.state, item.canonical_changes.get("annotations_left_out", 0)) == ("made", left_out)
    assert not Claim.objects.exists()


DOCCANO_RELATIONS = DOCCANO_ENTITIES | {
    "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "counts"}],
    "Comments": ["Look again"],
}
RESULT = LABEL_STUDIO["annotations"][0]["result"]
OTHER_RESULTS = [
    {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["counts"]},
    {"type": "choices", "value": {"choices": ["reliable"]}},
]
LABEL_STUDIO_RELATIONS = LABEL_STUDIO | {"annotations": [{"result": RESULT + OTHER_RESULTS}]}


@pytest.mark.parametrize("row", [DOCCANO_RELATIONS, LABEL_STUDIO_RELATIONS], ids=["doccano", "Label Studio"])
def test_relations_and_what_is_no_tag_are_counted_and_told(cast, client, imported, row):
    job = imported({"rows.jsonl": json.dumps(row).encode()})
    assert (Claim.objects.count(), Figure.objects.count()) == (1, 1)
    client.force_login(cast.manager)
    report = b"".join(client.get(f"/imports/{job.pk}/report.csv").streaming_content).decode()
    assert "1 relation between its tags was left out" in report
    assert "1 annotation that is no tag on some characters was left out" in report
