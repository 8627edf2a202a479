"""What tagging a claim and tagging a figure share."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.db.models.functions import Length, Substr

from claims.annotating.assignments import require_open
from claims.choices import ChangeKind, Role, Status
from claims.models import Article, ArticleRevision, Claim, Figure, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid, Missing
from claims.text.typos import only_mends_typing
from claims.workflow import assign, changed, contribute, decision, locked, move, save_version, tell

TagType = TypeVar("TagType", bound=Claim | Figure)
SPAN = frozenset({"start", "end", "quote"})
# Moving an edge or mending a typo leaves the judgement as it is: it makes nobody a contributor.
EDGES = frozenset({"start", "end", "quote", "numeral_start", "numeral_end", "tags", "claimant_role"})

PROSE = frozenset({"statement", "rationale", "search_record", "claimant"})


def create_tag(
    user: User,
    model: type[TagType],
    *,
    article: Article,
    fields: dict[str, Any],
    allowed: frozenset[str],
    revision_id: UUID | None = None,
    pk: UUID | None = None,
) -> tuple[TagType, bool]:
    """A new draft of `model` on an article, and whether it is new: sent again, it is the same tag.

    It is put on the present revision unless `revision_id` names another. `fields` needs start, end and
    quote; `pk` is an identifier that the caller chose, so that a retry after a lost answer finds what it
    made. Raises Invalid, Missing, Forbidden, and Conflict when `pk` is taken by something else.
    """
    tag = model(project_id=article.project_id, annotator=user)
    if pk is not None:
        tag.pk = pk
    try:
        with decision(user):
            require_open(user, article)
            tag.revision_id = revision_of(article, revision_id)
            check_span(fields)
            assign(tag, fields, allowed=allowed | SPAN)
            check_own_links(tag)
            tag.save(force_insert=True)
            contribute(tag, user)
    except IntegrityError as error:
        return _same_tag(tag, error), False
    return tag, True


def change_tag(
    user: User,
    model: type[TagType],
    *,
    pk: UUID,
    version: int | None,
    fields: dict[str, Any],
    allowed: frozenset[str],
    reason: str = "",
) -> TagType:
    """Change `fields` of a tag; what is verified goes back to review, and what is returned to draft.

    Raises Missing, Stale, Forbidden, Invalid.
    """
    try:
        with decision(user, reason):
            tag = locked(model.objects.to_change(user), pk, version)
            require(user, "item.change", tag, role=Role(tag.own_role))
            if SPAN & fields.keys():
                check_span({name: fields.get(name, getattr(tag, name)) for name in SPAN})
            minor = EDGES | _mended(tag, fields)
            written = assign(tag, fields, allowed=allowed | SPAN)
            if not written:
                return tag
            check_own_links(tag)
            was = Status(tag.status)
            _save_change(tag, user, written, was, judged=not set(written) <= minor)
            if was == Status.VERIFIED:
                tell(tag, ChangeKind.WITHDRAWN, reason or "changed")
            return tag
    except IntegrityError as error:
        raise _broken_rule(tag, error) from error


def _mended(tag: Claim | Figure, fields: dict[str, Any]) -> set[str]:
    """The prose fields in which only typing is mended, such as a missing full stop."""
    texts = {name: (getattr(tag, name, None), fields[name]) for name in PROSE & fields.keys()}
    return {
        name
        for name, (before, after) in texts.items()
        if isinstance(before, str) and isinstance(after, str) and only_mends_typing(before, after)
    }


def delete_tag(user: User, model: type[TagType], *, pk: UUID, version: int | None) -> None:
    """Delete a draft or returned tag of one's own; deleting it again does nothing more.

    Raises Missing, Stale, Forbidden.
    """
    with decision(user, "deleted"):
        tag = locked(model.objects.visible_to(user), pk, version)
        require(user, "item.delete", tag)
        tag.delete()


def revision_of(article: Article, revision_id: UUID | None) -> UUID:
    """The article's present revision, or the one that is named; raises Missing, Invalid."""
    if revision_id is None:
        if article.current_revision_id is None:
            raise Missing
        return article.current_revision_id
    known = revision_id == article.current_revision_id or article.revisions.filter(pk=revision_id).exists()
    if not known:
        raise Invalid({"revision": ["Unknown."]}, code="unknown_reference")
    return revision_id


def check_span(fields: dict[str, Any]) -> None:
    """Raise Invalid unless `fields` name a span. That its characters are the quote, the database checks."""
    start, end, quote = fields.get("start"), fields.get("end"), fields.get("quote")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise Invalid({"end": ["A span needs 0 <= start < end, in code points."]}, code="span_order")
    if end > 2**31 - 1:
        raise Invalid({"end": ["The span ends past the text."]}, code="span_outside")
    if not isinstance(quote, str):
        raise Invalid({"quote": ["Send the characters of the span."]}, code="quote_differs")


def check_own_links(tag: Claim | Figure) -> None:
    """Raise Invalid where a related row belongs to another project, as if it didn't exist."""
    for name in ("verdict", "claim", "family"):
        related = getattr(tag, name, None)
        if related is not None and related.project_id != tag.project_id:
            raise Invalid({name: ["Unknown."]}, code="unknown_reference")
    if isinstance(tag, Figure) and not tag.start <= tag.numeral_start < tag.numeral_end <= tag.end:
        raise Invalid({"numeral_end": ["The numeral lies inside the figure's span."]}, code="span_outside")


def _save_change(tag: Claim | Figure, user: User, written: list[str], was: Status, *, judged: bool) -> None:
    if was in {Status.VERIFIED, Status.RETURNED}:
        move(tag, Status.SUBMITTED if was == Status.VERIFIED else Status.DRAFT)
    if judged:
        changed(tag, user, written)
    else:
        save_version(tag, written)


def _same_tag(tag: TagType, error: IntegrityError) -> TagType:
    model = type(tag)
    if _constraint(error) == "quote_matches_text":
        raise _quote_differs(tag) from error
    same = model.objects.filter(
        revision_id=tag.revision_id,
        start=tag.start,
        end=tag.end,
        annotator_id=tag.annotator_id,
        foreign_annotator=tag.foreign_annotator,
        layer=tag.layer,
    ).first()
    if same is None:
        if model.objects.filter(pk=tag.pk).exists():
            raise Conflict("This identifier is taken by another tag.", code="identifier_taken") from error
        raise _broken_rule(tag, error) from error
    return same


def _broken_rule(tag: Claim | Figure, error: IntegrityError) -> Invalid | Conflict:
    name = _constraint(error)
    if name == "quote_matches_text":
        return _quote_differs(tag)
    if name.endswith("span_once_per_person"):
        return Conflict("You have tagged exactly these characters already.", code="span_taken")
    return Invalid({"__all__": [RULES_IN_WORDS.get(name, f"It breaks the rule {name}.")]}, code="rule")


def _quote_differs(tag: Claim | Figure) -> Invalid:
    size, found = (
        ArticleRevision.objects.filter(pk=tag.revision_id)
        .values_list(Length("text"), Substr("text", tag.start + 1, tag.end - tag.start))
        .get()
    )
    if tag.end > size:
        message = f"The text has {size} characters; the span ends at {tag.end}."
        return Invalid({"end": [message]}, code="span_outside")
    message = f"The text from {tag.start} to {tag.end} reads “{found[:200]}”, not the quote."
    return Invalid({"quote": [message]}, code="quote_differs")


def _constraint(error: IntegrityError) -> str:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "constraint"


RULES_IN_WORDS = {
    "figure_has_a_bound": "Give at least one of value_low and value_high.",
    "figure_bounds_ordered": "value_low must not be greater than value_high.",
    "figure_as_of_in_order": "Give both as_of_from and as_of_to, in order.",
    "figure_numeral_inside": "The numeral lies inside the figure's span.",
    "claim_date_in_order": "Give both claim_date_from and claim_date_to, in order.",
}
