"""Which problems an operation may answer with: most follow from what it takes, the others it names.

The OpenAPI document says them of each operation. An answer with one that isn't declared is a fault of ours:
it is logged, and fails whichever test it happens in.
"""

import logging
from collections.abc import Iterable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.description.tables import codes

log = logging.getLogger(__name__)

EVERYWHERE = frozenset(
    {
        "parse_error",
        "unknown_parameter",
        "nul_character",
        "not_authenticated",
        "authentication_failed",
        "not_acceptable",
        "address_too_long",
        "throttled",
        "headers_too_large",
        "unavailable",
        "contended",
        "timed_out",
    }
)
OF_A_ROW = frozenset({"not_found"})
OF_WRITING = frozenset({"forbidden", "permission_denied"})
OF_A_QUERY = frozenset({"invalid"})
OF_FIELDS = frozenset({"unknown_field"})
OF_A_CURSOR = frozenset({"unknown_cursor"})
OF_A_BODY = frozenset({"invalid", "unknown_field", "lone_surrogate", "too_large", "unsupported_media_type"})
CONDITIONAL = frozenset({"invalid", "stale", "version_required"})
REPEATABLE = frozenset({"invalid", "idempotency_key_reused"})


def by_status(named: Iterable[str]) -> dict[int, list[str]]:
    """The codes with the status that each comes with, in the order of the table."""
    wanted = set(named)
    found = {status: [code for code in known if code in wanted] for status, known in codes().items()}
    unknown = wanted - {code for listed in found.values() for code in listed}
    assert not unknown, f"say in claims/api/description/codes.tsv what these mean: {unknown}"
    return {status: listed for status, listed in found.items() if listed}


def notice_undeclared(answer: Response, view: Any, request: Request) -> None:
    """Log a problem that the operation of `view` doesn't declare."""
    handler = getattr(view, str(request.method).lower(), None)
    declared = getattr(handler, "problems", None)
    if declared is not None and answer.data["code"] not in declared:
        log.error("Undeclared: %s of %s %s", answer.data["code"], request.method, request.path)
