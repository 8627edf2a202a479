"""How far an import has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.choices import ImportState, ItemState
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
        """Documents that have come to an end, other than by being given up."""
        return self.total - self.left - self.counts.get(ItemState.CANCELLED, 0)

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
    return progresses_of([job])[job.pk]


def progresses_of(jobs: Iterable[ImportJob]) -> dict[UUID, Progress]:
    """How far each of `jobs` has come by now, in a constant number of queries."""
    by_id = {job.pk: job for job in jobs}
    now = timezone.now()
    rows = ImportItem.objects.filter(job__in=by_id).order_by()
    counts: dict[UUID, dict[str, int]] = {pk: {} for pk in by_id}
    for pk, state, count in rows.values_list("job", "state").annotate(Count("pk")):
        counts[pk][state] = count
    running = {pk: job for pk, job in by_id.items() if job.state == ImportState.RUNNING}
    lately = rows.filter(job__in=running, finished_at__gt=now - RATE_OVER).exclude(state__in=OPEN)
    done = dict(lately.values_list("job").annotate(Count("pk"))) if running else {}
    waiting = {pk for pk in running if any(counts[pk].get(state) for state in OPEN)}
    silent = bool(waiting) and workers_are_silent()
    progresses = {}
    for pk, job in by_id.items():
        seconds = min(max((now - job.created_at).total_seconds(), 1.0), RATE_OVER.total_seconds())
        rate = done.get(pk, 0) / seconds
        progresses[pk] = Progress(ImportState(job.state), counts[pk], rate, silent and pk in waiting)
    return progresses


def message_of(progress: Progress) -> str:
    """The progress in a sentence."""
    sentence = ngettext(
        "%(done)s of %(total)s document done", "%(done)s of %(total)s documents done", progress.total
    ) % {"done": f"{progress.done:,}", "total": f"{progress.total:,}"}
    if progress.state != ImportState.RUNNING:
        return f"{progress.state.label}: {sentence}"
    if progress.seconds_left is None or not progress.left:
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
