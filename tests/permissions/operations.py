"""The API's operations, read from its own OpenAPI document, with a body that each of them takes."""

import re
from dataclasses import dataclass
from typing import Any

from tests.cast import TEXT
from tests.permissions.world import Place

SPAN = {"start": 0, "end": 9, "quote": TEXT[:9]}
COMMENT = {"comment": "Because."}
BODIES: dict[str, dict[str, Any]] = {
    "articles_partial_update": {"title": "Another title"},
    "articles_claims_create": SPAN,
    "articles_cuts_update": {"cuts": [{"start": 0, "end": 40}]},
    "articles_figures_create": SPAN | {"kind": "count", "value_low": "1"},
    "articles_sentences_split_create": {"at": 20},
    "claims_partial_update": {"statement": "Changed."},
    "figures_partial_update": {"qualifier": "Changed"},
    "evidence_partial_update": {"note": "Changed"},
    "me_shortcuts_partial_update": {"keys": {"accept": "y"}},
    "members_partial_update": {"role": "annotator"},
    "projects_partial_update": {"guidelines": "Changed"},
    "projects_create": {"name": "Another desk"},
    "claims_family_create": {"state": "confirmed"},
    "import_items_columns_update": {"text": "body"},
    "projects_verdicts_create": {"label": "Half true", "rating": 3},
    "verdicts_partial_update": {"label": "Borne out"},
    "projects_exports_create": {"format": "jsonl"},
    "projects_imports_create": {"documents": [{"text": "A story.", "title": "Story"}]},
    "import_items_cuts_update": {"cuts": [{"start": 0, "end": 40}]},
    "feeds_partial_update": {"minutes": 30},
    "projects_feeds_create": {"url": "https://93.184.215.14/feed.xml"},
    "projects_members_create": {"email": "outsider@example.org", "role": "annotator"},
    "projects_sources_create": {"title": "Another"},
    "projects_tokens_create": {"name": "x", "scopes": ["read"], "days": 1},
    "projects_webhooks_create": {"url": "https://93.184.215.14/hook", "kinds": ["verified"]},
    "webhooks_partial_update": {"active": False},
    "sources_partial_update": {"author": "Changed"},
    **{f"{noun}_comments_create": {"text": "Well."} for noun in ("claims", "figures")},
    **{
        f"{noun}_{action}_create": COMMENT
        for noun in ("claims", "figures")
        for action in ("dispute", "fixed", "reject", "reopen", "return", "verify")
    },
    **{f"{noun}_recheck_create": {"recheck_on": None} for noun in ("claims", "figures")},
}
QUERIES = {
    "articles_activity_create": "?since=2026-01-01T00:00:00%2B00:00;0",
    "projects_agreement_items_retrieve": "?about=verdict",
}


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    name: str
    method: str
    path: str

    @property
    def names_a_row(self) -> bool:
        """Whether the address names a row, which may be foreign or missing."""
        return "{" in self.path

    def declares(self, header: str, status: int) -> bool:
        """Whether the document says that its answer with `status` has the header."""
        from claims.api.openapi import document

        answer = document()["paths"][self.path][self.method]["responses"][str(status)]
        return header in answer.get("headers", {})

    def address(self, place: Place) -> str:
        """The address with the identifiers of `place`."""
        path = self.path.replace("{ordinal}", str(place.ordinal)).replace("{name}", "claims.jsonl")
        path = re.sub(r"/([a-z-]+)/\{\w+\}", lambda found: f"/{found[1]}/{place.identifier(found[1])}", path)
        return path + QUERIES.get(self.name, "")

    def body(self, place: Place, cast: Any) -> dict[str, Any] | None:
        """A body that the operation takes."""
        if self.name.endswith("_evidence_create"):
            return {"source": str(place.rows["sources"]), "stance": "supports"}
        if self.name == "projects_assignments_create":
            return {"article": str(place.rows["articles"]), "annotator": str(cast.second_annotator.pk)}
        if self.name == "projects_queue_decide_create":
            items = [{"noun": "claim", "id": str(place.rows["claims"]), "version": 1}]
            return {"decision": "verify", "items": items}
        if self.name == "articles_adjudication_settle_create":
            tags = [{"id": str(place.rows["claims"]), "version": 1}]
            return {"noun": "claim", "tags": tags, "chosen": str(place.rows["claims"])}
        if self.name == "projects_assignments_balance_create":
            return {"annotators": [str(cast.second_annotator.pk)], "limit": 1}
        return BODIES.get(self.name, {} if self.method in {"post", "patch"} else None)


def operations() -> list[Operation]:
    """Every operation that the document names."""
    from claims.api.openapi import document

    return [
        Operation(operation["operationId"], method, path)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


OPERATIONS = operations()
OPERATION_NAMES = [operation.name for operation in OPERATIONS]
