"""Several annotators' tags side by side, and the decision where they differ."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.models import Article
from claims.pages.decision import MODELS
from claims.pages.door import page, person, seen
from claims.refusals import Invalid, Missing, Refusal
from claims.reviewing.adjudication import adjudicate, merge_agreed, reject_all
from claims.reviewing.comparison import comparison_of

MOST_TAGS = 20


@page
def adjudication(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The tags of all who submitted the article, in groups."""
    article = seen(Article.objects.select_related("project"), request, article_id)
    people, rows = comparison_of(person(request), article)
    values = {
        "project": article.project,
        "section": "review",
        "article": article,
        "people": people,
        "rows": rows,
        "mergeable": sum(row.mergeable for row in rows),
        "to_decide": sum(row.is_open and not row.mergeable for row in rows),
        "decided": sum(row.outcome is not None for row in rows),
    }
    return render(request, "claims/adjudication.html", values)


@require_POST
@page
def merge(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Merge every group in which all agree."""
    article = seen(Article.objects.select_related("project"), request, article_id)
    count = merge_agreed(person(request), article=article)
    text = ngettext("%(count)s group merged.", "%(count)s groups merged.", count) % {"count": count}
    messages.success(request, text)
    return redirect("adjudication", article.pk)


@require_POST
@page
def settle(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Decide one group: one of its tags is chosen, or none of them stands."""
    article = seen(Article.objects.select_related("project"), request, article_id)
    try:
        _settle(request)
    except Missing:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    else:
        messages.success(request, _("Decided."))
    return redirect("adjudication", article.pk)


def _settle(request: HttpRequest) -> None:
    model = MODELS.get(request.POST.get("noun", ""))
    tags = [_seen_tag(written) for written in request.POST.getlist("tag")[:MOST_TAGS]]
    if model is None or not tags:
        raise Invalid({"tag": [_("The form names no tags.")]})
    reason = request.POST.get("reason", "")
    if request.POST.get("none"):
        reject_all(person(request), model, tags=tags, reason=reason)
        return
    chosen, _version = _seen_tag(request.POST.get("chosen", "") + ":0")
    adjudicate(person(request), model, chosen=chosen, tags=tags, reason=reason)


def _seen_tag(written: str) -> tuple[UUID, int]:
    pk, _colon, version = written.partition(":")
    try:
        known = UUID(pk)
    except ValueError:
        raise Invalid({"tag": [_("The form names no tags.")]}) from None
    if not version.isascii() or not version.isdigit() or len(version) > 9:
        raise Invalid({"tag": [_("The form doesn’t say which version it was made from.")]})
    return known, int(version)
