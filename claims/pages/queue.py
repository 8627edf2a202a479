"""The review queue: what waits, in saved filters, and "take next"."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.models import Article, Project
from claims.pages.door import open_project, page, person, seen
from claims.reviewing.batch import DECISIONS, MOST_AT_ONCE, decide_each
from claims.reviewing.filters import FILTERS, saved_filter
from claims.reviewing.listing import Cursor, counts, listed
from claims.reviewing.queue import MODELS, held_by, take_article, take_next
from claims.reviewing.queue import release_all as release_every
from claims.workflow import Item


@page
def queue(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """What waits for review, one saved filter at a time."""
    user, project = person(request), open_project(request, project_id, "queue.view")
    saved = saved_filter(request.GET.get("filter", ""))
    rows, following = listed(user, project, saved, Cursor.parse(request.GET.get("after", "")))
    how_many = counts(user, project)
    return render(
        request,
        "claims/queue.html",
        {
            "project": project,
            "section": "review",
            "saved": saved,
            "filters": [(each, how_many[key]) for key, each in FILTERS.items()],
            "rows": rows,
            "following": following,
            "held": held_by(user, project),
            "decisions": DECISIONS.values(),
        },
    )


@require_POST
@page
def take(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Take the next item and open it."""
    project = open_project(request, project_id, "queue.view")
    return open_next(request, project, request.POST.get("filter", ""))


@require_POST
@page
def take_whole_article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Take all that waits in an article, and open the first of it."""
    article = seen(Article.objects.select_related("project"), request, article_id)
    items = take_article(person(request), article=article)
    if not items:
        messages.info(request, _("Nothing in this article waits for you."))
        return redirect("review_queue", article.project_id)
    messages.success(request, _("You have %(count)s items of this article.") % {"count": len(items)})
    return redirect(decision_address(items[0]))


@require_POST
@page
def decide_chosen(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Decide the chosen items, each checked and recorded singly."""
    project = open_project(request, project_id, "queue.view")
    saved = saved_filter(request.POST.get("filter", ""))
    chosen = _chosen(request)
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None or not chosen:
        messages.error(request, _("Choose items and what to do with them."))
    else:
        comment = request.POST.get("comment", "")
        outcomes = decide_each(person(request), decision, chosen, comment=comment)
        for outcome in outcomes:
            if outcome.refusal is not None:
                messages.warning(request, f"{outcome.name or _('Unknown item')}: {outcome.refusal.detail}")
        if done := sum(outcome.refusal is None for outcome in outcomes):
            text = ngettext("%(count)s item decided.", "%(count)s items decided.", done) % {"count": done}
            messages.success(request, text)
    return redirect(reverse("review_queue", args=[project.pk]) + f"?filter={saved.key}")


def _chosen(request: HttpRequest) -> list[tuple[type[Item], str]]:
    models = {str(model._meta.model_name): model for model in MODELS}
    written = [entry.partition(":") for entry in request.POST.getlist("item")[:MOST_AT_ONCE]]
    return [(models[noun], rest) for noun, _colon, rest in written if noun in models]


@require_POST
@page
def release_all(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give back all that one has taken."""
    project = open_project(request, project_id, "queue.view")
    release_every(person(request), project=project)
    messages.info(request, _("Given back to the queue."))
    return redirect("review_queue", project.pk)


def open_next(request: HttpRequest, project: Project, filter_key: str) -> HttpResponse:
    """Go to what the person has taken already, else take the next item; to the queue when none is left."""
    user = person(request)
    held = held_by(user, project)
    saved = saved_filter(filter_key)
    item = held[0] if held else take_next(user, project=project, only=saved)
    query = f"?filter={saved.key}"
    if item is None:
        messages.info(request, _("Nothing more waits for you here."))
        return redirect(reverse("review_queue", args=[project.pk]) + query)
    return redirect(decision_address(item) + query)


def decision_address(item: Item) -> str:
    """Where an item is decided."""
    return reverse(f"{item._meta.model_name}_decision", args=[item.pk])
