"""Where each article of a page begins and ends: proposed, moved and confirmed line by line.

The same page cuts an article that was taken whole, while nobody has worked on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.choices import ItemState
from claims.importing.cuts import Part, confirm_cuts
from claims.importing.recutting import cut_article, proposed_cuts, refuse_worked_on
from claims.models import Article, Cut, ImportItem, Project
from claims.pages.door import page, person, seen, version_of
from claims.permissions import require
from claims.refusals import Invalid
from claims.tasks import wake_importers

BEGINS, CONTINUES, LEFT_OUT = "b", "c", "o"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page that isn't blank, and what it is: the begin of an article, more of it, or neither."""

    start: int
    end: int
    text: str
    mark: str
    cut: Cut | None = None


@page
def import_cuts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text of a page with the proposed cuts; a post confirms them."""
    item = seen(ImportItem.objects.select_related("job", "project"), request, pk)
    require(person(request), "article.import", item.project)
    if item.state != ItemState.AWAITING_CUTS:
        messages.info(request, _("The cuts of this page are confirmed."))
        return redirect("import_detail", item.job_id)
    lines = list(marked_lines(item.text, list(item.cuts.all())))
    error = ""
    if request.method == "POST":
        try:
            parts = list(parts_of(lines, request.POST.get("marks", "")))
            confirm_cuts(person(request), item_id=item.pk, version=version_of(request.POST), parts=parts)
        except Invalid as refusal:
            error = _words(refusal)
        else:
            wake_importers()
            return redirect("import_detail", item.job_id)
    trail = [
        (_("Import"), reverse("import_list", args=[item.project_id])),
        (str(item.job), reverse("import_detail", args=[item.job_id])),
        (_("Cuts"), request.path),
    ]
    shown = {"title": item.name, "version": item.version, "section": "import", "trail": trail}
    return _shown(request, item.project, lines, error, shown)


@page
def article_cuts(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The text of an article with the cuts that are proposed for it; a post cuts it."""
    seen_ones = Article.objects.select_related("project", "current_revision", "origin_item")
    article = seen(seen_ones, request, article_id)
    require(person(request), "article.import", article)
    assert article.current_revision is not None
    lines = list(marked_lines(article.current_revision.text, proposed_cuts(article)))
    error = ""
    if request.method == "POST":
        try:
            parts = list(parts_of(lines, request.POST.get("marks", "")))
            version = version_of(request.POST)
            item = cut_article(person(request), article_id=article_id, version=version, parts=parts)
        except Invalid as refusal:
            error = _words(refusal)
        else:
            wake_importers()
            return redirect("import_detail", item.job_id)
    refuse_worked_on(article)
    trail = [(_("Articles"), reverse("article_list", args=[article.project_id])), (_("Cuts"), request.path)]
    shown = {"title": article.title, "version": article.version, "section": "articles", "trail": trail}
    return _shown(request, article.project, lines, error, shown | {"is_whole": True})


def marked_lines(text: str, cuts: Sequence[Cut]) -> Iterator[Line]:
    """The lines of `text` that aren't blank, each marked after `cuts`, which are in order."""
    waiting = list(reversed(cuts))
    current: Cut | None = None
    start = 0
    for written in text.split("\n"):
        end = start + len(written)
        if written.strip():
            if waiting and waiting[-1].start < end:
                current = waiting.pop()
                yield Line(start, end, written, BEGINS, current)
            else:
                inside = current is not None and start < current.end
                yield Line(start, end, written, CONTINUES if inside else LEFT_OUT)
        start = end + 1


def parts_of(lines: Sequence[Line], marks: str) -> Iterator[Part]:
    """The articles that `marks`, a letter a line, make of the lines.

    Where a line begins an article as was proposed, the proposal's exact edges, headline and byline hold.
    """
    if len(marks) != len(lines) or set(marks) - {BEGINS, CONTINUES, LEFT_OUT}:
        raise Invalid({"marks": [_("The page has changed. Open it again.")]})
    begun: list[Line] = []
    for line, mark in zip(lines, marks, strict=True):
        if mark == BEGINS and begun:
            yield _part(begun)
            begun = []
        if mark == BEGINS or (mark == CONTINUES and begun):
            begun.append(line)
        elif begun:
            yield _part(begun)
            begun = []
    if begun:
        yield _part(begun)


def _shown(
    request: HttpRequest, project: Project, lines: Sequence[Line], error: str, shown: dict[str, Any]
) -> HttpResponse:
    marks = "".join(line.mark for line in lines)
    shown |= {"project": project, "lines": lines, "marks": marks, "error": error}
    return render(request, "claims/import_cuts.html", shown, status=400 if error else 200)


def _words(refusal: Invalid) -> str:
    return " ".join(message for found in refusal.errors.values() for message in found)


def _part(lines: Sequence[Line]) -> Part:
    first, last = lines[0], lines[-1]
    cut = first.cut
    if cut is None:
        return Part(first.start, last.end, first.start, first.end)
    end = cut.end if last.start < cut.end <= last.end else last.end
    return Part(cut.start, end, cut.headline_start, cut.headline_end, cut.byline, cut.published)
