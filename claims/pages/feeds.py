"""Watched feeds and sitemaps: what is looked at, how the last look went, and the form for another."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.importing.feeds import watching
from claims.importing.feeds.checking import FIRST_UNDATED
from claims.importing.progress import progress_of
from claims.importing.turns import workers_are_silent
from claims.models import Feed, ImportJob
from claims.pages.door import open_project, page, person, seen, version_of
from claims.refusals import Conflict, Invalid, Stale
from claims.tasks import wake_watchers

INTERVALS = [
    (15, gettext_lazy("every 15 minutes")),
    (60, gettext_lazy("every hour")),
    (6 * 60, gettext_lazy("every 6 hours")),
    (24 * 60, gettext_lazy("every day")),
    (7 * 24 * 60, gettext_lazy("every week")),
]
ACTIONS = {
    "change": watching.change_feed,
    "pause": watching.pause_feed,
    "resume": watching.resume_feed,
    "check": watching.check_feed_now,
    "remove": watching.remove_feed,
}


class FeedForm(forms.Form):
    """What to watch, how often, and how far back it begins."""

    url = forms.CharField(
        max_length=2000,
        label=gettext_lazy("Address"),
        help_text=gettext_lazy(
            "Of an RSS or Atom feed, a sitemap or an index of sitemaps; or of a web page that offers a feed"
        ),
        widget=forms.TextInput(attrs={"type": "url", "placeholder": "https://"}),
    )
    minutes = forms.TypedChoiceField(
        choices=INTERVALS, coerce=int, initial=watching.USUAL_MINUTES, label=gettext_lazy("Look at it")
    )
    days = forms.IntegerField(
        min_value=0,
        max_value=watching.MOST_DAYS,
        initial=watching.USUAL_DAYS,
        label=gettext_lazy("Days to go back"),
        help_text=gettext_lazy("Pages that are dated before that are never imported. 0: only what is new."),
    )


@page
@require_http_methods(["GET", "HEAD", "POST"])
def feed_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The watched addresses with what came of them, and the form for another; a post watches one."""
    project = open_project(request, project_id, "feed.change")
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            watching.watch_address(person(request), project=project, **form.cleaned_data)
            wake_watchers()
            return redirect("feed_list", project.pk)
        except Invalid as refusal:
            for name, said in refusal.errors.items():
                form.add_error(name if name in form.fields else None, said)
    jobs = Prefetch("imports", ImportJob.objects.order_by("-created_at"), to_attr="latest")
    feeds = Feed.objects.visible_to(person(request)).filter(project=project).select_related("created_by")
    shown: dict[str, Any] = {
        "project": project,
        "section": "import",
        "form": form,
        "rows": [_row(feed) for feed in feeds.prefetch_related(jobs)],
        "intervals": INTERVALS,
        "being_checked": _being_checked(project.pk),
        "workers_silent": workers_are_silent(),
        "first_undated": FIRST_UNDATED,
    }
    return render(request, "claims/feeds.html", shown, status=400 if form.errors else 200)


@require_safe
@page
def feed_progress(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Whether any feed of the project is still to be looked at; for the live page."""
    project = open_project(request, project_id, "feed.change")
    left = _being_checked(project.pk)
    return JsonResponse(
        {"finished": not left, "done": 0, "total": left, "message": _("Feeds are being looked at.")}
    )


@page
@require_POST
def change_feed(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Pause, resume, check now, change how often, or remove."""
    feed = seen(Feed.objects.select_related("project"), request, pk)
    form = FeedForm(request.POST)
    form.full_clean()
    options = {"minutes": form.cleaned_data.get("minutes", 0)} if action == "change" else {}
    try:
        ACTIONS[action](person(request), pk=pk, version=version_of(request.POST), **options)  # type: ignore[operator]
    except (Stale, Conflict) as refusal:
        messages.error(request, refusal.detail)
    else:
        if action in {"resume", "check"}:
            wake_watchers()
        if action == "remove":
            messages.success(
                request, _("%(feed)s is watched no more. What was imported stays.") % {"feed": feed}
            )
    return redirect("feed_list", feed.project_id)


def _row(feed: Feed) -> dict[str, Any]:
    latest: ImportJob | None = next(iter(feed.latest), None)  # type: ignore[attr-defined]
    return {
        "feed": feed,
        "state": _state(feed),
        "is_due": feed.next_check_at <= timezone.now(),
        "latest": latest,
        "progress": progress_of(latest) if latest else None,
        "often": dict(INTERVALS).get(feed.minutes, _("every %(count)s minutes") % {"count": feed.minutes}),
    }


def _state(feed: Feed) -> tuple[str, str]:
    """The tone and the word for how a feed stands."""
    if feed.paused:
        return "warn", _("Paused")
    if feed.failures:
        return "bad", _("Failing")
    if feed.checked_at is None:
        return "", _("Being looked at")
    return "good", _("Watched")


def _being_checked(project_id: UUID) -> int:
    return Feed.objects.filter(project=project_id, paused=False, next_check_at__lte=timezone.now()).count()
