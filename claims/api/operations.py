"""What each operation of the API takes and answers, said once: checked at run time and documented.

`operation` reads the query strictly (what isn't declared is refused), repeats a retried request's answer
and enters all of it in the OpenAPI document, so that the two can't differ.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.conditions import idempotent
from claims.api.errors import MEDIA_TYPE, REFUSALS, ProblemSerializer
from claims.refusals import Invalid

Handler = Callable[..., Any]
ALWAYS = (400, 401, 403, 404, 406, 429, 503)
WITH_BODY = (413, 415)
CONDITIONAL = (409, 412, 428)
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
    refusals: Iterable[int] = (),
    parameters: Iterable[OpenApiParameter] = (),
    name: str | None = None,
) -> Callable[[Handler], Handler]:
    """Declare a handler's query, body and answers; the handler gets the checked query as `query`.

    `answers` is a serializer for 200, or maps each status to one (None for no content); `conditional`
    says that If-Match is needed, `repeatable` that an Idempotency-Key is honoured. `name` is the operation's
    identifier, where the one that its address gives is taken.
    """

    def declared(handler: Handler) -> Handler:
        @wraps(handler)
        def checked(view: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
            given = read_query(query, request)
            if request.headers.get("Transfer-Encoding"):
                message = "Send the body with its Content-Length, not in chunks."
                raise ParseError(message)
            if query is not NoQuery:
                kwargs["query"] = given
            return handler(view, request, *args, **kwargs)

        headers = [*parameters, *_headers(conditional, repeatable)]
        statuses = {*ALWAYS, *refusals, *(CONDITIONAL if conditional else ()), *(WITH_BODY if body else ())}
        if repeatable:
            statuses.add(422)
        return extend_schema(
            operation_id=name,
            summary=summary,
            parameters=[*([query] if query is not NoQuery else []), *headers],
            request=body,
            responses=_answers(answers) | _problems(statuses),
        )(idempotent(checked) if repeatable else checked)

    return declared


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


def _problems(statuses: set[int]) -> dict[Any, Any]:
    return {
        (status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, description=REFUSALS[status])
        for status in sorted(statuses)
    }


def no_content() -> Response:
    """Done, and there is nothing to show."""
    return Response(status=204)
