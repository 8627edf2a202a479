"""Pause, resume, cancel, and retry what failed."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from claims.choices import ImportState, ItemState
from claims.importing.addresses import ADDRESS
from claims.importing.turns import finish_jobs
from claims.models import ImportItem, ImportJob, User
from claims.permissions import require
from claims.refusals import Conflict
from claims.workflow import decision, locked, save_version


def pause_import(user: User, *, pk: UUID, version: int | None) -> ImportJob:
    """Let no more documents begin; those at hand are finished. Raises Missing, Forbidden, Stale, Conflict."""
    with decision(user, "import paused"):
        job = _job(user, pk, version, {ImportState.RUNNING, ImportState.PAUSED})
        job.state = ImportState.PAUSED
        save_version(job, ["state"])
        return job


def resume_import(user: User, *, pk: UUID, version: int | None) -> ImportJob:
    """Go on with a paused import. Raises Missing, Forbidden, Stale, Conflict."""
    with decision(user, "import resumed"):
        job = _job(user, pk, version, {ImportState.RUNNING, ImportState.PAUSED})
        job.state = ImportState.RUNNING
        save_version(job, ["state"])
        finish_jobs(ImportJob.objects.filter(pk=job.pk))
        job.refresh_from_db()
        return job


def cancel_import(user: User, *, pk: UUID, version: int | None) -> ImportJob:
    """Give up what hasn't begun; the articles that were made stay. Raises Missing, Forbidden, Stale."""
    with decision(user, "import cancelled"):
        job = _job(user, pk, version, {ImportState.RUNNING, ImportState.PAUSED, ImportState.CANCELLED})
        waiting = Q(state__in=[ItemState.PENDING, ItemState.AWAITING_CUTS])
        abandoned = Q(state=ItemState.RUNNING, leased_until__lt=timezone.now())
        job.items.filter(waiting | abandoned).update(
            state=ItemState.CANCELLED, finished_at=timezone.now(), leased_until=None
        )
        job.state = ImportState.CANCELLED
        job.finished_at = timezone.now()
        save_version(job, ["state", "finished_at"])
        return job


def retry_failed(user: User, *, pk: UUID, version: int | None) -> ImportJob:
    """Try the failed documents again. Raises Missing, Forbidden, Stale, and Conflict when none failed."""
    with decision(user, "failed documents retried"):
        job = _job(user, pk, version, set(ImportState))
        failed = ImportItem.objects.filter(job=job, state=ItemState.FAILED)
        there = Q(original__isnull=False) | ~Q(text="") | Q(payload__has_key=ADDRESS)
        # What failed before its first turn was a row that couldn't be read out of its file, or a file that
        # wasn't kept: the file must be mended, reading it again is no use.
        again = failed.filter(there, attempts__gt=0)
        if not again.exists():
            raise Conflict("Nothing that failed can be tried again.", code="nothing_to_retry")
        again.update(
            state=ItemState.PENDING,
            attempts=0,
            failure="",
            failure_code="",
            finished_at=None,
            leased_until=None,
        )
        job.state = ImportState.RUNNING
        job.finished_at = None
        save_version(job, ["state", "finished_at"])
        return job


def _job(user: User, pk: UUID, version: int | None, allowed: set[ImportState]) -> ImportJob:
    job = locked(ImportJob.objects.visible_to(user).select_related("project"), pk, version)
    require(user, "article.import", job.project)
    if job.state not in allowed:
        message = f"The import is {ImportState(job.state).label.lower()}."
        raise Conflict(message, code="state", state_now=job.state)
    return job
