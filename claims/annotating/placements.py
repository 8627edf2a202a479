"""The tags of an article's earlier revisions, proposed for its newest one by quote and context.

Nothing is moved by itself: a person carries a tag over, which makes a new draft with the same fields and
evidence. What was verified stays where it was verified.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from claims.annotating import claims, figures
from claims.annotating.evidence import FIELDS as EVIDENCE_FIELDS
from claims.annotating.evidence import add_evidence
from claims.choices import Status
from claims.models import Article, Claim, Evidence, Figure, User
from claims.refusals import Conflict, Missing
from claims.text.anchoring import Placement, placed_quote, selectors
from claims.workflow import decision

Tag = Claim | Figure


@dataclass(frozen=True, slots=True)
class PlacedTag:
    """A tag of an earlier revision: where it would stand in the newest one, None where that isn't sure.

    `is_there` says that its annotator has a tag at that place already.
    """

    tag: Tag
    placement: Placement | None
    quote: str
    is_there: bool

    @property
    def noun(self) -> str:
        """claim or figure."""
        return str(self.tag._meta.model_name)


def placed_tags(user: User, article: Article) -> list[PlacedTag]:
    """The tags of earlier revisions that `user` sees, in the order of the text, each with its place."""
    revision = article.current_revision
    if revision is None:
        return []
    found: list[PlacedTag] = []
    for model in (Claim, Figure):
        earlier = (
            model.objects.visible_to(user)
            .filter(revision__article=article, adjudicated_into__isnull=True)
            .exclude(revision=revision)
            .exclude(status=Status.REJECTED)
            .select_related("revision", "annotator")
        )
        there = set(model.objects.filter(revision=revision).values_list("annotator_id", "start", "end"))
        found += [_placed(tag, revision.text, there) for tag in earlier]
    return sorted(found, key=lambda one: (one.tag.start, one.tag.end))


def carry_tag(user: User, *, article: Article, model: type[Tag], pk: UUID) -> Tag:
    """Make a draft of one's own earlier tag at its place in the newest revision; again it is the same.

    Raises Missing, Forbidden, and Conflict where no place is sure: tag it by hand.
    """
    with decision(user, "carried to a new revision"):
        tag: Any = (
            model.objects.visible_to(user)
            .filter(pk=pk, annotator=user, revision__article=article)
            .select_related("revision")
            .first()
        )
        revision = article.current_revision
        if tag is None or revision is None or tag.revision_id == revision.pk:
            raise Missing
        placement = _placement(tag, revision.text)
        if placement is None:
            raise Conflict("No place in the new text is sure enough. Tag it by hand.", code="not_placed")
        span: dict[str, Any] = {"start": placement.start, "end": placement.end}
        span["quote"] = revision.text[placement.start : placement.end]
        made, is_new = _made(user, article, tag, span)
        if is_new:
            _copy_evidence(user, tag, made)
            made.refresh_from_db()
        return made


def _placed(tag: Tag, text: str, there: set[tuple[UUID, int, int]]) -> PlacedTag:
    placement = _placement(tag, text)
    if placement is None:
        return PlacedTag(tag, None, "", is_there=False)
    quote = text[placement.start : placement.end]
    return PlacedTag(tag, placement, quote, (tag.annotator_id, placement.start, placement.end) in there)


def _placement(tag: Tag, text: str) -> Placement | None:
    kept = selectors(tag.revision.text, tag.start, tag.end)
    return placed_quote(kept.exact, kept.prefix, kept.suffix, tag.start, text)


def _made(user: User, article: Article, tag: Any, span: dict[str, Any]) -> tuple[Any, bool]:
    if isinstance(tag, Claim):
        fields = {name: getattr(tag, name) for name in claims.FIELDS}
        return claims.create_claim(user, article=article, fields=span | fields)
    fields = {name: getattr(tag, name) for name in figures.FIELDS - {"claim"}}
    # Where the numeral has changed, its annotator looks for it in the draft.
    numeral = tag.quote[tag.numeral_start - tag.start : tag.numeral_end - tag.start]
    place = span["quote"].find(numeral)
    start = span["start"] + max(place, 0)
    fields["numeral_start"] = start
    fields["numeral_end"] = start + len(numeral) if place >= 0 else span["end"]
    return figures.create_figure(user, article=article, fields=span | fields)


def _copy_evidence(user: User, tag: Tag, made: Tag) -> None:
    for evidence in Evidence.objects.of_item(tag).select_related("source"):
        fields = {name: getattr(evidence, name) for name in EVIDENCE_FIELDS}
        add_evidence(user, type(made), item_id=made.pk, version=None, fields=fields)
