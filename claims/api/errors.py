"""Every refusal as problem JSON (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import current_state
from claims.api.problems import notice_undeclared
from claims.contention import unavailable
from claims.refusals import Missing, Refusal, Stale, Unavailable

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


def problem_response(error: Exception, context: dict[str, Any]) -> Response:
    """The answer to `error`; what is a fault of ours is logged and tells nothing of itself."""
    answer = _answer(error, context["request"])
    notice_undeclared(answer, context["view"], context["request"])
    return answer


def _answer(error: Exception, request: Request) -> Response:
    if isinstance(error, Http404):
        error = Missing()
    if isinstance(error, SuspiciousOperation):  # such as more parts of a form than are read
        error = exceptions.ParseError(str(error)[:300])
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, Stale):
        error.more["current"] = current_state(error.current, request)
    if isinstance(error, OperationalError | InterfaceError):
        error = unavailable(error)
    if isinstance(error, Refusal):
        answer = problem(error.status, error.code, error.title, error.detail, **error.more)
        if isinstance(error, Unavailable):
            answer["Retry-After"] = str(error.seconds)
        return answer
    if isinstance(error, exceptions.APIException):
        return _from_framework(error)
    log.error("A fault of ours", exc_info=error)
    return problem(500, "fault", "A fault of ours", "It was recorded. Try again, or tell an operator when.")


def problem(status_code: int, code: str, title: str, detail: str, **more: Any) -> Response:
    """A problem: type, title, status, detail, a stable code, and whatever else helps."""
    body = {"type": "about:blank", "title": title, "status": status_code, "code": code, "detail": detail}
    return Response(body | more, status=status_code, content_type=MEDIA_TYPE)


def _from_framework(error: exceptions.APIException) -> Response:
    title = HTTPStatus(error.status_code).phrase
    if isinstance(error, exceptions.ValidationError):
        errors = error.detail if isinstance(error.detail, dict) else {"__all__": error.detail}
        codes = _codes(error.get_codes())
        code = next((name for name in codes if name in SPECIFIC), "invalid")
        answer = problem(400, code, "The request can't be carried out", _summary(errors), errors=errors)
    else:
        plain = error.get_codes()
        code = plain if isinstance(plain, str) else "error"
        answer = problem(error.status_code, code, title, str(error.detail))
    for name, value in (("WWW-Authenticate", "auth_header"), ("Retry-After", "wait")):
        found = getattr(error, value, None)
        if found:
            answer[name] = str(int(found)) if name == "Retry-After" else found
    return answer


SPECIFIC = {"unknown_field", "unknown_reference", "nul_character", "lone_surrogate"}


def _codes(codes: Any) -> set[str]:
    if isinstance(codes, dict):
        return set().union(*map(_codes, codes.values())) if codes else set()
    if isinstance(codes, list):
        return set().union(*map(_codes, codes)) if codes else set()
    return {str(codes)}


def _summary(errors: Any) -> str:
    if isinstance(errors, dict):
        return " ".join(f"{name}: {_summary(value)}" for name, value in errors.items())
    if isinstance(errors, list):
        return " ".join(_summary(value) for value in errors)
    return str(errors)


REFUSALS = {
    400: "A field, a parameter or the body isn't right; nothing was changed. `errors` names each field.",
    401: "No token, or one that is unknown, expired or revoked, or whose owner is disabled.",
    403: "The person or the token may see this but not do this; the detail says why.",
    404: "It doesn't exist, or not for this person: the two are the same.",
    405: "The address doesn't know this method.",
    406: "None of the accepted media types is available.",
    409: "The present state doesn't allow it; the detail says what does.",
    412: "Somebody changed it since it was read. `current` is the row as it is now.",
    413: "The body is too large.",
    414: "The address with its parameters is too long: up to 8,190 bytes are read.",
    415: "The body isn't of a media type that is read here.",
    410: "It was here, and its time is over.",
    416: "The file doesn't have these bytes.",
    422: "The Idempotency-Key belongs to another request.",
    428: "The write doesn't name the version that it saw: send If-Match.",
    429: "Too many requests. Retry-After says when to go on.",
    431: "The headers are too many or too large: up to 100, of 8,190 bytes each.",
    503: "Not just now; nothing was written. Retry-After says when to try again.",
}


class ProblemSerializer(serializers.Serializer[Any]):
    """Why a request wasn't carried out (RFC 9457)."""

    type = serializers.CharField(help_text="about:blank: the code says more")
    title = serializers.CharField(help_text="What sort of problem it is, for people")
    status = serializers.IntegerField(help_text="The HTTP status")
    code = serializers.CharField(help_text="A stable code, for programs")
    detail = serializers.CharField(help_text="What is wrong and what to do, for people")
    current_version = serializers.IntegerField(
        required=False, allow_null=True, help_text="With 412: the version that it has now"
    )
    current = serializers.DictField(
        required=False, allow_null=True, help_text="With 412: the row as it is now, in the shape that is read"
    )
    errors = serializers.DictField(  # type: ignore[assignment]
        required=False, help_text="What is wrong with each field"
    )
