"""What each operation of the API takes and answers, said once: checked at run time and documented.

`operation` reads the query strictly (what isn't declared is refused), leaves out the fields that weren't
asked for, repeats a retried request's answer and enters all of it in the OpenAPI document, so that the two
can't differ.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from inspect import signature
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import problems
from claims.api.conditions import idempotent, idempotent_in_parts, key_of
from claims.api.errors import MEDIA_TYPE, REFUSALS, ProblemSerializer
from claims.api.sparse import PARAMETER, choosing, leave_only, names_in
from claims.contention import once_more
from claims.refusals import Invalid

Handler = Callable[..., Any]
CODES = "x-problem-codes"
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description='The ETag as it was read, such as "3"; * for any version. Without it: 428. When the row has '
    "changed since: 412 with the row as it is now.",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Up to 200 printable characters. A request that is sent again with it has one effect and "
    "gets the first answer again.",
)


class NoQuery(serializers.Serializer[Any]):
    """An operation without parameters in its address."""


def operation(
    summary: str,
    *,
    answers: Any = None,
    query: type[serializers.Serializer[Any]] = NoQuery,
    body: Any = None,
    conditional: bool = False,
    repeatable: bool = False,
    in_parts: bool = False,
    refusals: Iterable[str] = (),
    parameters: Iterable[OpenApiParameter] = (),
    fields: Sequence[str] = (),
    name: str | None = None,
) -> Callable[[Handler], Handler]:
    """Declare a handler's query, body and answers; the handler gets the checked query as `query`.

    `answers` is a serializer for 200, or maps each status to one (None for no content); `conditional`
    says that If-Match is needed, `repeatable` that an Idempotency-Key is honoured: the whole is one
    transaction then, or with `in_parts` each part that the handler does by its argument `once`. `refusals`
    are the codes of the problems that don't follow from what the operation takes (see `problems.py`).
    Whoever reads may choose from the fields of what is answered; `fields` names them where the handler
    itself leaves the others out, and gets them as `query["fields"]`. `name` is the operation's identifier,
    where the one that its address gives is taken.
    """

    def declared(handler: Handler) -> Handler:
        names = fields or (names_in(answers) if handler.__name__ == "get" else ())
        reader = choosing(query, names) if names else query
        work = _checked(handler, reader, asks=query is not NoQuery, leaves_out=not fields)
        if repeatable:
            work = idempotent_in_parts(work) if in_parts else idempotent(work)
        codes = _codes(handler, reader, body, conditional, repeatable) | set(refusals)
        described: Handler = extend_schema(
            operation_id=name,
            summary=summary,
            parameters=[
                *([reader] if reader is not NoQuery else []),
                *parameters,
                *_headers(conditional, repeatable),
            ],
            request=body,
            responses=_answers(answers) | _problems(codes),
            extensions={CODES: sorted(codes)},
        )(_once_more(work, conditional))
        described.problems = codes  # type: ignore[attr-defined]
        return described

    return declared


def _checked(
    handler: Handler, reader: type[serializers.Serializer[Any]], *, asks: bool, leaves_out: bool
) -> Handler:
    """The handler behind the reading of its query, which it gets if it `asks` for one."""

    @wraps(handler)
    def checked(view: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
        given = read_query(reader, request)
        if request.headers.get("Transfer-Encoding"):
            message = "Send the body with its Content-Length, not in chunks."
            raise ParseError(message)
        wanted = given.pop(PARAMETER, ()) if leaves_out else ()
        if asks:
            kwargs["query"] = given
        answer = handler(view, request, *args, **kwargs)
        if wanted:
            leave_only(answer, wanted)
        return answer

    return checked


def _once_more(handler: Handler, conditional: bool) -> Handler:
    """Have what another transaction got in the way of done once more, where that has one effect for sure."""

    @wraps(handler)
    def answered(view: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
        def is_repeatable() -> bool:
            reads = request.method in SAFE_METHODS
            # A file that was read is at its end.
            return (reads or conditional or bool(key_of(request))) and not request.FILES

        return once_more(lambda: handler(view, request, *args, **kwargs), is_repeatable)

    return answered


def read_query(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """The query's parameters; raises Invalid for one that isn't declared, is repeated, or has a bad value."""
    reader = serializer()
    given: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, values in request.query_params.lists():
        field = reader.fields.get(name)
        if field is None:
            known = ", ".join(sorted(reader.fields)) or "none here"
            errors[name[:100]] = [f"There is no such parameter. Choose from: {known}."]
        elif isinstance(field, serializers.ListField):
            given[name] = [part for value in values for part in value.split(",")]
        elif len(values) > 1:
            errors[name] = ["Give it once."]
        else:
            given[name] = values[0]
    if errors:
        raise Invalid(errors, code="unknown_parameter")
    checked = serializer(data=given)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)


def _headers(conditional: bool, repeatable: bool) -> list[OpenApiParameter]:
    needed = [IF_MATCH] if conditional else []
    return [*needed, IDEMPOTENCY_KEY] if repeatable else needed


def _answers(answers: Any) -> dict[Any, Any]:
    if isinstance(answers, dict):
        return {
            status: OpenApiResponse(description="No content") if answer is None else answer
            for status, answer in answers.items()
        }
    return {200: answers}


def _codes(
    handler: Handler,
    reader: type[serializers.Serializer[Any]],
    body: Any,
    conditional: bool,
    repeatable: bool,
) -> frozenset[str]:
    """The codes of the problems that follow from what an operation takes."""
    taken = set(signature(handler).parameters) - {"self", "request", "query", "once"}
    asked = reader().fields if reader is not NoQuery else {}
    follows = {
        problems.EVERYWHERE: True,
        problems.OF_A_ROW: bool(taken),
        problems.OF_WRITING: handler.__name__ != "get",
        problems.OF_A_QUERY: bool(asked.keys() - {PARAMETER}),
        problems.OF_FIELDS: PARAMETER in asked,
        problems.OF_A_CURSOR: "cursor" in asked,
        problems.OF_A_BODY: bool(body),
        problems.CONDITIONAL: conditional,
        problems.REPEATABLE: repeatable,
    }
    return frozenset().union(*(codes for codes, holds in follows.items() if holds))


def _problems(codes: Iterable[str]) -> dict[Any, Any]:
    return {
        (status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, description=REFUSALS[status])
        for status in problems.by_status(codes)
    }


def no_content() -> Response:
    """Done, and there is nothing to show."""
    return Response(status=204)
