"""An example of every shape, made of the examples of its fields, so that all of them tell one story."""

import json
from http import HTTPStatus
from typing import Any

from claims.api.description.tables import codes, example_of
from claims.exporting.fields import Field
from claims.exporting.stream import json_trailer, with_trailer
from claims.exporting.tables import table_head, table_lines, table_trailer

Schema = dict[str, Any]
REFERENCE = "#/components/schemas/"
# The fields that an example shows, where all of them would contradict each other or tell nothing.
SHOWN: dict[str, tuple[str, ...]] = {
    "AcceptRequest": ("changes",),
    "ClaimRequest": ("start", "end", "quote", "statement", "claimant", "verdict", "confidence"),
    "DocumentRequest": ("text", "title", "url", "publisher", "published", "key"),
    "ExportFilterRequest": ("verdict", "verified_from"),
    "FigureRequest": (
        "start", "end", "quote", "numeral_start", "numeral_end", "kind", "value_low", "modifier", "counted",
        "claim", "confidence"
    ),
    "GivenEvidenceRequest": ("source", "stance", "quote", "locator", "credibility"),
    "Item": ("noun", "claim"),
    "PatchedArticleFactsRequest": ("publisher", "published_from", "published_to"),
    "PatchedClaimChangeRequest": ("statement", "verdict", "confidence", "comment"),
    "PatchedFigureChangeRequest": ("modifier", "value_low", "comment"),
    "PatchedGivenEvidenceRequest": ("locator", "credibility"),
    "PatchedProjectRequest": ("guidelines", "annotators_per_article"),
    "PatchedSourceRequest": ("author", "reliability"),
    "PatchedStepRequest": ("label",),
    "Queued": ("noun", "claim", "reasons", "takeable", "refusal"),
    "SourceRequest": ("title", "url", "publisher", "kind", "reliability"),
    "StepRequest": ("label", "rating"),
}  # fmt: skip

# Shapes that stand inside others under another name.
SAME = {
    "Evidence.source": "Source",
    "VerifiedClaim.evidence": "Evidence",
    "VerifiedClaim.figures": "VerifiedFigure",
    "VerifiedFigure.evidence": "Evidence",
}
# What the example of a refusal says besides its code, as the code that makes it says it.
PROBLEMS: dict[str, dict[str, Any]] = {
    "invalid": {
        "title": "The request can't be carried out",
        "detail": "confidence: Ensure this value is less than or equal to 100.",
        "errors": {"confidence": ["Ensure this value is less than or equal to 100."]},
    },
    "forbidden": {"title": "Not allowed", "detail": "Only managers of the project do this."},
    "not_found": {"title": "Not found", "detail": "There is nothing here, or nothing that you may see."},
    "stale": {
        "title": "Changed in the meantime",
        "detail": "Somebody changed this since you opened it. Compare the two versions and save again.",
        "current_version": 4,
        "current": {"id": "018f2b6e-4d3a-7c10-9b1e-3f5a6c7d8e22", "statement": "…", "version": 4},
    },
}


class Examples:
    """Makes the examples of one document; `lacking` names the fields of which none could be made."""

    def __init__(self, schemas: dict[str, Schema]) -> None:
        self._schemas = schemas
        self.lacking: set[str] = set()

    def of(self, schema: Schema, place: str = "") -> Any:
        """An example that fits `schema`, which stands at `place` ("Claim.quote")."""
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(REFERENCE)
            return self._of_shape(name, self._schemas[name])
        for joint in ("allOf", "oneOf", "anyOf"):
            if joint in schema:
                return self.of(schema[joint][0], place)
        kinds = schema.get("type", [])
        if "object" in kinds and "properties" in schema:
            return self._of_shape(place, schema)
        if "array" in kinds:
            return [self.of(schema["items"], place)]
        if "enum" in schema:
            return schema["enum"][0]
        if kinds == "null":
            return None
        if "boolean" in kinds:
            return True
        self.lacking.add(place)
        return None

    def _of_shape(self, name: str, schema: Schema) -> Any:
        if "properties" not in schema:
            return self.of(schema, name)
        name = SAME.get(name, name)
        # Offsets in UTF-16 come on request only.
        usual = tuple(field for field in schema["properties"] if not field.endswith("_utf16"))
        shown = SHOWN.get(name, usual)
        return {field: self._of_field(name, field, schema["properties"][field]) for field in shown}

    def _is_whole(self, schema: Schema, example: Any) -> bool:
        """Whether `schema` wants an object and `example` is the identifier that stands for it elsewhere."""
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].removeprefix(REFERENCE)]
        return "properties" in schema and not isinstance(example, dict | None)

    def _of_field(self, shape: str, field: str, schema: Schema) -> Any:
        words = example_of(shape, field)
        if words is not None and words.has_example and not self._is_whole(schema, words.example):
            return words.example
        return self.of(schema, f"{shape}.{field}")


def lines_example(row: Any) -> str:
    """JSON Lines of one row, with its trailer."""
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return b"".join(with_trailer([line], json_trailer)).decode()


def table_example(row: Any, fields: tuple[Field, ...]) -> str:
    """A table of one row, with its trailer."""
    lines = table_lines([json.dumps(row).encode()], fields)
    return b"".join(with_trailer(lines, table_trailer, table_head(fields))).decode()


def problem_example(status: int, code: str) -> dict[str, Any]:
    """A refusal with this status and code."""
    title = HTTPStatus(status).phrase
    meaning = codes()[status][code]
    shown = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": f"{meaning}."}
    return shown | PROBLEMS.get(code, {})
