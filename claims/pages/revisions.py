"""An article that came again with changed text: its earlier tags, and where they stand in the new text."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.annotating.assignments import visible_article
from claims.annotating.placements import carry_tag, placed_tags
from claims.models import Claim, Figure
from claims.pages.door import page, person
from claims.refusals import Conflict, Missing

NOUNS: dict[str, type[Claim | Figure]] = {"claim": Claim, "figure": Figure}


@require_safe
@page
def article_revisions(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The tags of earlier revisions: those that have a place in the newest, and those that need a person."""
    user = person(request)
    article = visible_article(user, article_id)
    tags = placed_tags(user, article)
    return render(
        request,
        "claims/revisions.html",
        {
            "project": article.project,
            "section": "articles",
            "article": article,
            "revisions": article.revisions.defer("text", "search").order_by("-number"),
            "placed": [one for one in tags if one.placement is not None],
            "unplaced": [one for one in tags if one.placement is None],
            "trail": [
                (_("Articles"), reverse("article_list", args=[article.project_id])),
                (article.title, reverse("workspace", args=[article.pk])),
                (_("Revisions"), request.path),
            ],
        },
    )


@require_POST
@page
def carry(request: HttpRequest, article_id: UUID, noun: str, pk: UUID) -> HttpResponse:
    """Carry one of one's own tags over to the newest revision."""
    user = person(request)
    article = visible_article(user, article_id)
    if noun not in NOUNS:
        raise Missing
    try:
        carry_tag(user, article=article, model=NOUNS[noun], pk=pk)
    except Conflict as refusal:
        messages.error(request, refusal.detail)
    else:
        messages.success(request, _("Carried over as a draft."))
    return redirect("article_revisions", article.pk)
