"""Pages by keyset: each begins behind the last row of the one before, so none is skipped or repeated."""

import base64
import functools
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from claims.refusals import Invalid

PAGE = 50
MOST = 500
Show = Callable[[list[Any]], Any]


class PageQuery(serializers.Serializer[Any]):
    """Which page of a list, and how long."""

    limit = serializers.IntegerField(required=False, min_value=1, max_value=MOST, help_text="Rows a page")
    cursor = serializers.CharField(
        required=False, max_length=500, help_text="Where the page begins: copy it from `next`"
    )


# The orders of a list: a key, what it means, and the fields, of which the last is unique.
Orders = dict[str, tuple[str, tuple[str, ...]]]


def order_field(orders: Orders) -> serializers.ChoiceField:
    """A parameter that chooses one of `orders`, the first where it isn't given."""
    choices = [(key, meaning) for key, (meaning, _fields) in orders.items()]
    return serializers.ChoiceField(choices, default=next(iter(orders)), help_text="In which order")


def paged(
    request: Request,
    rows: "QuerySet[Any]",
    query: dict[str, Any],
    *,
    order: Sequence[str],
    show: Show,
    size: int = PAGE,
) -> Response:
    """The page that `query` asks for, of `rows` in an order that ends in something unique.

    `show` turns the page's rows into what is answered.
    """
    limit = query.get("limit") or size
    ordered = rows.order_by(*order)
    if query.get("cursor"):
        ordered = ordered.filter(_behind(rows, order, query["cursor"]))
    found = list(ordered[: limit + 1])
    page, more = found[:limit], len(found) > limit
    following = _cursor([_value(page[-1], name) for name in order]) if more else None
    return Response({"next": next_address(request, following), "results": show(page)})


def listed(serializer: Any, **context: Any) -> Show:
    """What writes a page's rows with `serializer`."""
    return lambda page: serializer(page, many=True, context=context).data


def next_address(request: Request, cursor: str | None) -> str | None:
    """The address of the page that begins at `cursor`."""
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor) if cursor else None


@functools.cache
def page_of(serializer: Any) -> "serializers.Serializer[Any]":
    """The shape of a page of what `serializer` writes, for the OpenAPI document."""
    name = f"PageOf{serializer.__name__.removesuffix('Serializer')}"
    fields = {"next": next_field(), "results": serializer(many=True)}
    return inline_serializer(name, fields)


def next_field() -> serializers.URLField:
    """The address of the next page."""
    return serializers.URLField(allow_null=True, help_text="The next page; null on the last")


def written_cursor(values: Sequence[str]) -> str:
    """The values of a row's place in the order, as one opaque word."""
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


def read_cursor(cursor: str, length: int) -> list[str]:
    """The values in a cursor; raises Invalid for anything that `written_cursor` didn't make."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, list) or len(values) != length or not all(map(_is_word, values)):
        raise unknown_cursor()
    return values


def unknown_cursor() -> Invalid:
    """The refusal of a cursor that isn't one of ours."""
    return Invalid({"cursor": ["Copy the cursor from `next` of the page before."]}, code="unknown_cursor")


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and "\x00" not in value


def _cursor(values: list[Any]) -> str:
    return written_cursor(
        [value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values]
    )


def _value(row: Any, name: str) -> Any:
    for part in name.lstrip("-").split("__"):
        row = getattr(row, part)
    return row


def _behind(rows: "QuerySet[Any]", order: Sequence[str], cursor: str) -> Q:
    condition, same = Q(), Q()
    for name, written in zip(order, read_cursor(cursor, len(order)), strict=True):
        path, comparison = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        value = _typed(rows, path, written)
        condition |= same & Q(**{f"{path}__{comparison}": value})
        same &= Q(**{path: value})
    return condition


def _typed(rows: "QuerySet[Any]", path: str, written: str) -> Any:
    field = rows.model._meta.get_field(path)
    try:
        value = field.to_python(written)
        field.run_validators(value)
    except (ValidationError, ValueError, OverflowError):
        raise unknown_cursor() from None
    return value
