"""Tagging claims."""

from typing import Any
from uuid import UUID

from claims.annotating.tags import change_tag, create_tag, delete_tag
from claims.models import Article, Claim, User

FIELDS = frozenset(
    {
        "statement",
        "claimant",
        "claimant_role",
        "claim_date_from",
        "claim_date_to",
        "claim_type",
        "tags",
        "verdict",
        "rationale",
        "search_record",
        "confidence",
        "recheck_on",
    }
)


def create_claim(
    user: User,
    *,
    article: Article,
    fields: dict[str, Any],
    revision_id: UUID | None = None,
    pk: UUID | None = None,
) -> tuple[Claim, bool]:
    """A new draft claim and whether it is new; see `create_tag`."""
    return create_tag(
        user,
        Claim,
        article=article,
        fields=fields,
        allowed=FIELDS,
        revision_id=revision_id,
        pk=pk,
    )


def change_claim(
    user: User, *, pk: UUID, version: int | None, fields: dict[str, Any], reason: str = ""
) -> Claim:
    """Change a claim; see `change_tag`."""
    return change_tag(user, Claim, pk=pk, version=version, fields=fields, allowed=FIELDS, reason=reason)


def delete_claim(user: User, *, pk: UUID, version: int | None) -> None:
    """Delete a draft claim; see `delete_tag`."""
    delete_tag(user, Claim, pk=pk, version=version)
