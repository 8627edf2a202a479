"""What happens on an article while a person has it open: who else is there, and what they change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.models import Article, Claim, Evidence, Figure, Presence, User
from claims.permissions import require
from claims.querysets import TagQuerySet
from claims.refusals import Invalid

THERE_FOR = timedelta(seconds=8)
NOTED_EVERY = timedelta(seconds=3)
# A change is stamped before its transaction commits, so what is looked for reaches back further.
LATEST_COMMIT = timedelta(seconds=10)


@dataclass(frozen=True)
class Activity:
    """What changed on an article since a stamp, and the next stamp; `ids` only where tags are gone."""

    since: str
    people: list[User]
    claims: list[Claim]
    figures: list[Figure]
    evidence: list[Evidence]
    ids: list[UUID] | None


def follow_article(user: User, *, article: Article, since: str) -> Activity:
    """Note that `user` is on the article, and tell what others did there since the stamp `since`.

    Raises Missing, Forbidden, and Invalid for a stamp that isn't ours.
    """
    require(user, "project.view", article)
    seen, count = _parsed(since)
    note_presence(user, article)
    claims = list(_tags(user, article, Claim).filter(updated_at__gt=seen - LATEST_COMMIT))
    figures = list(_tags(user, article, Figure).filter(updated_at__gt=seen - LATEST_COMMIT))
    now = sum(_tags(user, article, model).count() for model in (Claim, Figure))
    evidence = Evidence.objects.filter(claim__in=claims) | Evidence.objects.filter(figure__in=figures)
    latest = max([seen, *(tag.updated_at for tag in [*claims, *figures])])
    return Activity(
        since=f"{latest.isoformat()};{now}",
        people=people_there(user, article),
        claims=claims,
        figures=figures,
        evidence=list(evidence.select_related("source", "added_by").order_by("created_at", "pk")),
        ids=_identifiers(user, article) if now != count else None,
    )


def stamp(user: User, article: Article) -> str:
    """The stamp of the article's state as `user` sees it now."""
    latest, count = datetime.fromtimestamp(0, tz=timezone.get_default_timezone()), 0
    for model in (Claim, Figure):
        rows = _tags(user, article, model)
        latest = max(latest, rows.aggregate(latest=Max("updated_at"))["latest"] or latest)
        count += rows.count()
    return f"{latest.isoformat()};{count}"


def note_presence(user: User, article: Article) -> None:
    """Record that `user` has the article open, at most every three seconds."""
    now = timezone.now()
    own, new = Presence.objects.get_or_create(article=article, user=user, defaults={"seen_at": now})
    if not new and own.seen_at < now - NOTED_EVERY:
        Presence.objects.filter(pk=own.pk).update(seen_at=now)


def people_there(user: User, article: Article) -> list[User]:
    """The others who have the article open now, as far as `user` may know."""
    rows = Presence.objects.visible_to(user).filter(article=article, seen_at__gt=timezone.now() - THERE_FOR)
    return [row.user for row in rows.exclude(user=user).select_related("user").order_by("user__name")]


def _identifiers(user: User, article: Article) -> list[UUID]:
    return [
        pk for model in (Claim, Figure) for pk in _tags(user, article, model).values_list("pk", flat=True)
    ]


def _tags(user: User, article: Article, model: type[Claim | Figure]) -> TagQuerySet:
    rows: TagQuerySet = model.objects.visible_to(user).filter(revision_id=article.current_revision_id)
    return rows.select_related("revision", "annotator", "verified_by").defer(
        "revision__text", "revision__search"
    )


def _parsed(since: str) -> tuple[datetime, int]:
    moment, _, count = since.partition(";")
    try:
        seen = parse_datetime(moment)
    except ValueError:
        seen = None
    if seen is None or seen.tzinfo is None or not count.isascii() or not count.isdigit() or len(count) > 9:
        raise Invalid({"since": ["Send the stamp that the last answer gave."]})
    return seen, int(count)
