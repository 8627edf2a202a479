"""The list of articles, its filters and its search, and who works on what."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.annotating.assignments import assign_article, balance, next_article, take_back, visible_article
from claims.annotating.search import FILTERS, STATES, ArticleFilters, found_articles, row_facts
from claims.models import Membership, Project, User
from claims.pages.door import open_project, page, person, version_of, whole_number
from claims.permissions import may
from claims.refusals import Invalid, Refusal

PAGE = 40
MOST_BALANCED = 500


@page
def article_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The project's articles; the address holds the filters, so it can be shared."""
    user, project = person(request), open_project(request, project_id)
    filters = ArticleFilters.parse(request.GET)
    pages = Paginator(found_articles(user, project, filters), PAGE)
    shown = pages.get_page(request.GET.get("page"))
    manages = bool(may(user, "assignment.create", project))
    return render(
        request,
        "claims/articles.html",
        {
            "project": project,
            "section": "articles",
            "page": shown,
            "rows": row_facts(user, list(shown), filters),
            "filters": filters,
            "states": STATES,
            "query": _rest_of_address(request.GET),
            "publishers": _choices(project, "publisher"),
            "languages": _choices(project, "language"),
            "members": _members(user, project),
            "manages": manages,
            "reviews": bool(may(user, "queue.view", project)),
            "imports": bool(may(user, "article.import", project)),
        },
    )


@require_POST
@page
def take_next_article(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Open what the person works on next."""
    project = open_project(request, project_id)
    article = next_article(person(request), project=project)
    if article is None:
        messages.info(request, _("No article lacks an annotator now. A manager can assign more."))
        return redirect("article_list", project.pk)
    return redirect("workspace", article.pk)


@require_POST
@page
def assign(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Give an article to an annotator."""
    user = person(request)
    article = visible_article(user, article_id)
    annotator = _member(article.project, request.POST.get("annotator", ""))
    assign_article(user, article=article, annotator=annotator)
    messages.success(request, _("Assigned to %(name)s.") % {"name": annotator})
    return _back_to_list(request, article.project)


@require_POST
@page
def take_assignment_back(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Take an assignment back from its annotator."""
    assignment = take_back(person(request), pk=assignment_id, version=version_of(request.POST))
    messages.success(request, _("Taken back from %(name)s.") % {"name": assignment.annotator})
    return _back_to_list(request, assignment.project)


@require_POST
@page
def balance_assignments(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give articles that lack annotators to the chosen people, the least loaded first."""
    project = open_project(request, project_id, "assignment.create")
    try:
        limit = whole_number(request.POST, "limit", required=True) or 0
        if not 1 <= limit <= MOST_BALANCED:
            raise Invalid({"limit": [_("Between 1 and %(most)s at once.") % {"most": MOST_BALANCED}]})
        chosen = [_member(project, pk) for pk in request.POST.getlist("annotators")]
        if not chosen:
            raise Invalid({"annotators": [_("Choose at least one person.")]})
        made = balance(person(request), project=project, annotators=chosen, limit=limit)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return redirect("article_list", project.pk)
    message = ngettext("%(count)s article assigned.", "%(count)s articles assigned.", len(made))
    messages.success(request, message % {"count": len(made)})
    return redirect("article_list", project.pk)


def _members(user: User, project: Project) -> list[User]:
    rows = Membership.objects.visible_to(user).active().filter(project=project, user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("user__name")]


def _member(project: Project, pk: str) -> User:
    """The member of `project`; anybody else is unknown, whether they exist or not."""
    try:
        known = UUID(pk)
    except ValueError:
        raise Invalid({"annotator": [_("Choose a member of the project.")]}) from None
    row = Membership.objects.active().filter(project=project, user=known).select_related("user").first()
    if row is None:
        raise Invalid({"annotator": [_("Choose a member of the project.")]}, code="unknown_reference")
    return row.user


def _choices(project: Project, name: str) -> list[str]:
    values = project.articles.exclude(**{name: ""}).order_by(name).values_list(name, flat=True)
    return list(values.distinct()[:200])


def _rest_of_address(query: Any) -> str:
    kept = [(name, value) for name, value in query.items() if name in FILTERS and value]
    return urlencode(kept) + "&" if kept else ""


def _back_to_list(request: HttpRequest, project: Project) -> HttpResponse:
    address = reverse("article_list", args=[project.pk])
    query = request.POST.get("query", "")
    # Only what is a query of ours is sent back into the address.
    return redirect(f"{address}?{urlencode(ArticleFilters.parse_written(query).given())}")
