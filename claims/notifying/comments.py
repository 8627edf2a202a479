"""What people say to each other about an item, and who is called by name in it."""

from uuid import UUID

from django.utils import timezone

from claims.models import Comment, Membership, User
from claims.permissions import require
from claims.refusals import Invalid, Missing
from claims.workflow import Item, decision, locked, refuse_unstorable

LONGEST = 10_000


def add_comment(user: User, model: type[Item], *, pk: UUID, text: str) -> Comment:
    """A new comment on an item; “@name” calls a member who may see the item.

    Raises Missing, Forbidden, Invalid.
    """
    text = text.strip()
    if not text:
        raise Invalid({"text": ["Write the comment first."]})
    if len(text) > LONGEST:
        raise Invalid({"text": [f"A comment has up to {LONGEST} characters."]})
    refuse_unstorable("text", text)
    with decision(user, "comment"):
        item: Item = locked(model.objects.visible_to(user).select_related("project"), pk, None)
        require(user, "item.comment", item)
        comment = Comment.objects.create(author=user, text=text, **{str(model._meta.model_name): item})
        comment.mentions.set(called_in(text, item))
        return comment


def settle_comment(user: User, *, pk: UUID) -> Comment:
    """Mark a comment as dealt with; marking it again changes nothing. Raises Missing, Forbidden."""
    with decision(user, "comment settled"):
        rows = Comment.objects.visible_to(user).select_for_update(of=("self",))
        comment: Comment | None = rows.filter(pk=pk).first()
        if comment is None:
            raise Missing
        require(user, "item.comment", comment)
        if comment.resolved_at is None:
            comment.resolved_at = timezone.now()
            comment.save(update_fields=["resolved_at"])
        return comment


def called_in(text: str, item: Item) -> list[User]:
    """The members who are called by “@” and their name or address in `text`, and who may see `item`."""
    if "@" not in text:
        return []
    folded = text.casefold()
    members = Membership.objects.active().filter(project_id=item.project_id).select_related("user")
    called = [
        row.user
        for row in members
        if any(f"@{name.casefold()}" in folded for name in (row.user.name, row.user.email) if name)
    ]
    return [user for user in called if type(item).objects.visible_to(user).filter(pk=item.pk).exists()]
