"""The vocabularies of the other formats, against their published shapes."""

import json

import jsonschema
import pytest
from django.core.files.storage import default_storage

from claims.exporting.annotations import annotation
from claims.exporting.averitec import averitec_claim
from claims.exporting.claimreview import claim_review
from claims.exporting.documents import FILE_NAMES
from tests.exporting.material import make_verified_claim

SOURCE = {"title": "Bulletin", "url": "https://example.org/bulletin"}
PERSON = {"id": "01a201a6-85d8-789e-a254-267ff0390862", "name": "Annotator"}
TEXT = "So far 👩‍👩‍👧 “50,000” troops"


@pytest.fixture
def claim() -> dict:
    start = TEXT.index("50,000")
    return {
        "id": "01a201a6-85d8-789e-a254-267ff0390862",
        "quote": "50,000",
        "start": start + 100,
        "end": start + 106,
        "start_utf16": len(TEXT[:start].encode("utf-16-le")) // 2 + 100,
        "end_utf16": len(TEXT[:start].encode("utf-16-le")) // 2 + 106,
        "context": {"start": 100, "end": 100 + len(TEXT), "text": TEXT},
        "statement": "It takes 50,000 troops.",
        "claimant": "The general",
        "claimant_role": "former army chief",
        "claim_date_from": "2015-09-30",
        "claim_date_to": "2015-09-30",
        "claim_type": "numerical",
        "tags": ["border"],
        "verdict": {"key": "refuted", "label": "Refuted", "rating": 1},
        "rationale": "The bulletin says otherwise.",
        "verified_at": "2026-11-22T05:07:00.206878+00:00",
        "created_at": "2026-11-22T05:07:00.206878+00:00",
        "updated_at": "2026-11-22T05:07:00.206878+00:00",
        "annotator": PERSON,
        "article": {
            "id": PERSON["id"],
            "title": "Coalition",
            "url": "https://example.org/story",
            "publisher": "The Desk",
            "published_from": "2015-10-01",
            "language": "en",
        },
        "evidence": [
            {"question": "", "stance": "refutes", "quote": "30,000", "note": "", "source": SOURCE},
            {
                "question": "How many?",
                "stance": "context",
                "quote": "",
                "note": "",
                "source": SOURCE | {"url": ""},
            },
        ],
    }


ORGANISATION = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {"@type": {"const": "Organization"}, "name": {"type": "string", "minLength": 1}},
}
# What https://schema.org/ClaimReview defines and fact-check markup asks for.
CLAIM_REVIEW = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "@context",
        "@type",
        "@id",
        "url",
        "claimReviewed",
        "reviewRating",
        "author",
        "itemReviewed",
    ],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ClaimReview"},
        "@id": {"type": "string", "format": "uri"},
        "url": {"type": "string", "pattern": "^https?://"},
        "datePublished": {"type": "string", "format": "date"},
        "claimReviewed": {"type": "string", "minLength": 1},
        "reviewBody": {"type": "string"},
        "inLanguage": {"type": "string"},
        "author": ORGANISATION,
        "reviewRating": {
            "type": "object",
            "additionalProperties": False,
            "required": ["@type", "alternateName"],
            "properties": {
                "@type": {"const": "Rating"},
                "alternateName": {"type": "string", "minLength": 1},
                "ratingValue": {"type": "integer", "minimum": 1, "maximum": 5},
                "bestRating": {"const": 5},
                "worstRating": {"const": 1},
            },
            "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
        },
        "itemReviewed": {
            "type": "object",
            "additionalProperties": False,
            "required": ["@type", "@id", "appearance"],
            "properties": {
                "@type": {"const": "Claim"},
                "@id": {"type": "string", "pattern": "^urn:uuid:"},
                "author": {"type": "object", "required": ["@type", "name"]},
                "datePublished": {"type": "string", "format": "date"},
                "appearance": {"type": "array", "minItems": 1, "items": {"required": ["@type", "url"]}},
            },
        },
    },
}
# https://www.w3.org/TR/annotation-model/: exactly one context, id, type and target; known motivations.
MOTIVATIONS = ["assessing", "describing", "tagging", "linking", "classifying", "identifying"]
ANNOTATION = {
    "type": "object",
    "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "format": "uri"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": MOTIVATIONS},
        "created": {"type": "string", "format": "date-time"},
        "body": {
            "type": "array",
            "items": {
                "oneOf": [
                    {
                        "properties": {"type": {"const": "TextualBody"}, "purpose": {"enum": MOTIVATIONS}},
                        "required": ["type", "value"],
                    },
                    {
                        "properties": {"type": {"const": "SpecificResource"}},
                        "required": ["type", "source"],
                    },
                ]
            },
        },
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "selector": {
                    "type": "array",
                    "items": {
                        "oneOf": [
                            {
                                "properties": {"type": {"const": "TextQuoteSelector"}},
                                "required": ["type", "exact"],
                            },
                            {
                                "properties": {"type": {"const": "TextPositionSelector"}},
                                "required": ["type", "start", "end"],
                            },
                        ]
                    },
                }
            },
        },
    },
}
# The keys and values of the published data set.
AVERITEC = {
    "type": "object",
    "required": ["claim", "label", "justification", "speaker", "claim_date", "claim_types", "questions"],
    "properties": {
        "label": {
            "enum": [
                "Supported",
                "Refuted",
                "Not Enough Evidence",
                "Conflicting Evidence/Cherrypicking",
            ]
        },
        "claim_date": {"type": ["string", "null"], "pattern": r"^\d{1,2}-\d{1,2}-\d{4}$"},
        "claim_types": {
            "items": {
                "enum": [
                    "Numerical Claim",
                    "Quote Verification",
                    "Event/Property Claim",
                    "Causal Claim",
                    "Position Statement",
                    "Media Publishing Claim",
                ]
            }
        },
        "questions": {
            "items": {
                "required": ["question", "answers"],
                "properties": {
                    "question": {"type": "string", "minLength": 1},
                    "answers": {
                        "minItems": 1,
                        "items": {
                            "required": ["answer", "answer_type", "source_url"],
                            "properties": {
                                "answer": {"type": "string", "minLength": 1},
                                "answer_type": {
                                    "enum": ["Extractive", "Abstractive", "Boolean", "Unanswerable"]
                                },
                            },
                        },
                    },
                },
            }
        },
    },
}


def valid(made: object, schema: dict) -> None:
    jsonschema.validate(made, schema, format_checker=jsonschema.FormatChecker())


def test_a_claim_review_has_the_published_shape(claim):
    made = claim_review(claim, organisation="The Desk", address="https://example.org/checks")
    valid(made, CLAIM_REVIEW)
    assert made["reviewRating"]["ratingValue"] == 1
    assert made["@id"] == f"https://example.org/checks/claims/{claim['id']}"


def test_a_rating_has_a_number_only_where_the_verdict_has_one(claim):
    claim["verdict"] = {"key": "not_enough_evidence", "label": "Not enough evidence", "rating": None}
    made = claim_review(claim, organisation="The Desk", address="https://example.org/checks")
    valid(made, CLAIM_REVIEW)
    assert made["reviewRating"] == {"@type": "Rating", "alternateName": "Not enough evidence"}


def test_an_annotation_has_the_published_shape_and_points_to_its_characters(claim):
    made = annotation(claim)
    valid(made, ANNOTATION)
    quote, position = made["target"]["selector"]
    whole = " " * 100 + TEXT
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in whole
    units = whole.encode("utf-16-le")[2 * position["start"] : 2 * position["end"]]
    assert units.decode("utf-16-le") == quote["exact"] == "50,000"


def test_an_averitec_entry_has_the_published_shape(claim):
    made = averitec_claim(claim)
    valid(made, AVERITEC)
    assert made["claim_date"] == "30-9-2015"
    answers = [question["answers"][0] for question in made["questions"]]
    assert [answer["answer_type"] for answer in answers] == ["Extractive", "Abstractive"]


def test_a_verdict_without_a_counterpart_is_left_out(claim):
    claim["verdict"]["key"] = "satire"
    assert "no counterpart" in averitec_claim(claim)


@pytest.mark.parametrize("missing", ["claimant", "claim_date_from", "statement"])
def test_what_isnt_known_is_left_out_and_the_shape_holds(claim, missing):
    claim[missing] = None if missing.endswith("from") else ""
    valid(claim_review(claim, organisation="D", address="https://example.org"), CLAIM_REVIEW)
    valid(annotation(claim), ANNOTATION)
    valid(averitec_claim(claim), AVERITEC)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("wanted", "accepted"),
    [
        ("claimreview", "application/ld+json"),
        ("annotations", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'),
        ("averitec", "application/vnd.averitec+json"),
    ],
)
def test_each_comes_over_rest_by_suffix_and_by_accept_as_in_the_file(cast, api, wanted, accepted):
    from claims.exporting.building import build_next_export, request_export
    from claims.exporting.filters import Filters

    make_verified_claim(cast, "It will take at least 50,000 troops to hold the border")
    address = f"/api/v1/projects/{cast.project.pk}/verified-claims"
    if wanted == "claimreview":
        refused = api(cast.manager, "get", f"{address}.claimreview")
        assert (refused.status_code, refused.json()["code"]) == (409, "no_publisher")
    cast.project.publishing_organisation, cast.project.publishing_url = "Desk", "https://example.org/checks"
    cast.project.save()
    cast.article.url = "https://example.org/story"
    cast.article.save()
    answers = [
        api(cast.manager, "get", f"{address}.{wanted}"),
        api(cast.manager, "get", address, accept=accepted),
    ]
    export = request_export(cast.manager, project=cast.project, wanted=wanted, filters=Filters())
    build_next_export()
    with default_storage.open(export.file_path(FILE_NAMES[wanted][0])) as file:
        stored = file.read()
    for answer in answers:
        assert (answer.status_code, answer["Content-Type"]) == (200, accepted)
        assert b"".join(answer.streaming_content) == stored
    (made,) = json.loads(stored)
    valid(made, {"claimreview": CLAIM_REVIEW, "annotations": ANNOTATION, "averitec": AVERITEC}[wanted])
    narrowed = api(cast.manager, "get", f"{address}.{wanted}?verdict=refuted")
    assert json.loads(b"".join(narrowed.streaming_content)) == []
