"""Verified claims as annotations of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/).

The quote, with what stands before and after it, comes first: it survives where positions shift. Positions
count UTF-16 code units, as browsers do.
"""

from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTEXT_CHARACTERS = 40


def annotation(claim: dict[str, Any]) -> dict[str, Any]:
    """The exported claim as an annotation: its statement, verdict and evidence on its characters."""
    article = claim["article"]
    bodies = [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": claim["statement"] or claim["quote"],
        },
        {"type": "TextualBody", "purpose": "assessing", "value": claim["verdict"]["label"]},
        *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in claim["tags"]),
        *(
            {"type": "SpecificResource", "purpose": "linking", "source": evidence["source"]["url"]}
            for evidence in claim["evidence"]
            if evidence["source"]["url"]
        ),
    ]
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{claim['id']}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": claim["created_at"],
        "modified": claim["updated_at"],
        "creator": {
            "id": f"urn:uuid:{claim['annotator']['id']}",
            "type": "Person",
            "name": claim["annotator"]["name"],
        },
        "body": bodies,
        "target": {
            "source": article["url"] or f"urn:uuid:{article['id']}",
            "selector": [quote_selector(claim), position_selector(claim)],
        },
    }


def quote_selector(claim: dict[str, Any]) -> dict[str, Any]:
    """The characters of the claim, with those before and after them."""
    selector = {"type": "TextQuoteSelector", "exact": claim["quote"]}
    around = claim["context"]
    if around:
        at = claim["start"] - around["start"]
        end = claim["end"] - around["start"]
        selector["prefix"] = around["text"][max(at - CONTEXT_CHARACTERS, 0) : max(at, 0)]
        selector["suffix"] = around["text"][end : end + CONTEXT_CHARACTERS]
    return selector


def position_selector(claim: dict[str, Any]) -> dict[str, Any]:
    """Where the characters stand, in UTF-16 code units of the article's text."""
    return {"type": "TextPositionSelector", "start": claim["start_utf16"], "end": claim["end_utf16"]}
