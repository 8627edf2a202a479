"""Tagging figures."""

from typing import Any
from uuid import UUID

from claims.annotating.tags import change_tag, create_tag, delete_tag
from claims.models import Article, Figure, User

FIELDS = frozenset(
    {
        "numeral_start",
        "numeral_end",
        "kind",
        "value_low",
        "value_high",
        "modifier",
        "measure",
        "counted",
        "qualifier",
        "base",
        "scope_place",
        "scope_group",
        "as_of_from",
        "as_of_to",
        "nature",
        "stated_by",
        "reported_by",
        "claim",
        "confidence",
        "recheck_on",
    }
)


def create_figure(
    user: User,
    *,
    article: Article,
    fields: dict[str, Any],
    revision_id: UUID | None = None,
    pk: UUID | None = None,
) -> tuple[Figure, bool]:
    """A new draft figure and whether it is new; without a numeral the whole span is taken as it.

    See `create_tag`.
    """
    whole = {"numeral_start": fields.get("start"), "numeral_end": fields.get("end")}
    return create_tag(
        user,
        Figure,
        article=article,
        fields=whole | fields,
        allowed=FIELDS,
        revision_id=revision_id,
        pk=pk,
    )


def change_figure(
    user: User, *, pk: UUID, version: int | None, fields: dict[str, Any], reason: str = ""
) -> Figure:
    """Change a figure; see `change_tag`."""
    return change_tag(user, Figure, pk=pk, version=version, fields=fields, allowed=FIELDS, reason=reason)


def delete_figure(user: User, *, pk: UUID, version: int | None) -> None:
    """Delete a draft figure; see `delete_tag`."""
    delete_tag(user, Figure, pk=pk, version=version)
