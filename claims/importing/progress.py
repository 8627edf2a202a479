"""How far an import has come."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.choices import ImportState, ItemState
from claims.importing.foreign import NOT_PLACED
from claims.importing.moving.tags import NO_SUCH_VERDICT
from claims.importing.turns import OPEN, workers_are_silent
from claims.models import ImportItem, ImportJob

RATE_OVER = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Progress:
    """Documents of a job by state, how many a second were done of late, and whether anybody works."""

    state: ImportState
    counts: dict[str, int]
    rate: float
    workers_silent: bool

    @property
    def total(self) -> int:
        """All documents that are known by now."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Documents that workers still have to do."""
        return sum(self.counts.get(state, 0) for state in OPEN)

    @property
    def done(self) -> int:
        """Documents with which workers are finished."""
        return self.total - self.left

    @property
    def seconds_left(self) -> float | None:
        """At the rate of late; None while there is none."""
        return self.left / self.rate if self.rate else None

    @property
    def is_finished(self) -> bool:
        """Whether nothing will change until a person does something."""
        return self.state in {ImportState.FINISHED, ImportState.CANCELLED} and not self.left


def progress_of(job: ImportJob) -> Progress:
    """How far `job` has come by now."""
    rows = ImportItem.objects.filter(job=job).order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    rate = 0.0
    if job.state == ImportState.RUNNING:
        since = max(job.created_at, timezone.now() - RATE_OVER)
        lately = rows.filter(finished_at__gt=since).exclude(state__in=OPEN).count()
        rate = lately / max((timezone.now() - since).total_seconds(), 1.0)
    waits = job.state == ImportState.RUNNING and any(counts.get(state) for state in OPEN)
    return Progress(ImportState(job.state), counts, rate, waits and workers_are_silent())


def message_of(progress: Progress) -> str:
    """The progress in a sentence."""
    sentence = ngettext(
        "%(done)s of %(total)s document done", "%(done)s of %(total)s documents done", progress.total
    ) % {"done": f"{progress.done:,}", "total": f"{progress.total:,}"}
    if progress.state != ImportState.RUNNING:
        return f"{progress.state.label}: {sentence}"
    if progress.seconds_left is None:
        return sentence
    rate = f"{progress.rate:.1f}" if progress.rate < 10 else f"{progress.rate:,.0f}"
    return _("%(sentence)s · %(rate)s a second · %(time)s left") % {
        "sentence": sentence,
        "rate": rate,
        "time": _duration(progress.seconds_left),
    }


def _duration(seconds: float) -> str:
    if seconds < 90:
        return ngettext("about %(count)s second", "about %(count)s seconds", round(seconds)) % {
            "count": max(round(seconds), 1)
        }
    minutes = round(seconds / 60)
    return ngettext("about %(count)s minute", "about %(count)s minutes", minutes) % {"count": minutes}


def notice_of(progress: Progress) -> str:
    """What a person should know: that no worker is running. Empty when all is well."""
    if not progress.workers_silent:
        return ""
    return _("No worker is running just now. What you imported is kept, and starts when a worker is back.")


def outcome_of(item: ImportItem) -> str:
    """What became of a document, in words."""
    if item.state == ItemState.FAILED:
        return item.failure
    if item.state == ItemState.DUPLICATE:
        return _("The project has this text: %(title)s") % {"title": item.duplicate_of or _("deleted since")}
    if item.state == ItemState.AWAITING_CUTS:
        return _("It holds several articles. Confirm where each begins.")
    if lost := item.canonical_changes.get(NOT_PLACED):
        return ngettext(
            "%(count)s tag that came with it has no place in the text",
            "%(count)s tags that came with it have no place in the text",
            lost,
        ) % {"count": lost}
    if missing := item.canonical_changes.get(NO_SUCH_VERDICT):
        return ngettext(
            "%(count)s verdict isn't on this project's scale: it is kept as said elsewhere",
            "%(count)s verdicts aren't on this project's scale: they are kept as said elsewhere",
            missing,
        ) % {"count": missing}
    if item.state == ItemState.MADE and item.duplicate_of is not None:
        return _("A new revision of: %(title)s") % {"title": item.duplicate_of}
    if item.state == ItemState.MADE:
        made = item.articles.all()
        titles = [article.title for article in made]
        if len(titles) > 1:
            return ngettext("%(count)s article", "%(count)s articles", len(titles)) % {"count": len(titles)}
        if titles and (first := made[0].near_duplicate_of):
            return _("%(title)s · nearly the same as: %(first)s") % {"title": titles[0], "first": first}
        return titles[0] if titles else ""
    return ""


def shown_items(items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    """Items with what their rows show."""
    return (
        items.defer("text", "payload")
        .select_related("duplicate_of")
        .prefetch_related("articles__near_duplicate_of", "cuts")
    )
