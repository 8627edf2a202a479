"""What became of a document, in words."""

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.choices import ItemState
from claims.importing.foreign import NOT_PLACED
from claims.importing.moving.tags import NO_SUCH_VERDICT
from claims.importing.readers.mail import ATTACHMENTS
from claims.importing.readers.spans import OTHERS, RELATIONS, TOO_MANY
from claims.models import ImportItem

NAMED = 5  # of the articles of one page
# What was done to a document that its reader should know of, beside what became of it.
NOTES: dict[str, Callable[[int], str]] = {
    NOT_PLACED: lambda count: ngettext(
        "%(count)s tag that came with it has no place in the text",
        "%(count)s tags that came with it have no place in the text",
        count,
    ),
    RELATIONS: lambda count: ngettext(
        "%(count)s relation between its tags was left out; it stands in the file that is kept",
        "%(count)s relations between its tags were left out; they stand in the file that is kept",
        count,
    ),
    OTHERS: lambda count: ngettext(
        "%(count)s annotation that is no tag on some characters was left out",
        "%(count)s annotations that are no tags on some characters were left out",
        count,
    ),
    TOO_MANY: lambda count: ngettext(
        "%(count)s tag too many was left out: split the text",
        "%(count)s tags too many were left out: split the text",
        count,
    ),
    NO_SUCH_VERDICT: lambda count: ngettext(
        "%(count)s verdict isn't on this project's scale: it is kept as said elsewhere",
        "%(count)s verdicts aren't on this project's scale: they are kept as said elsewhere",
        count,
    ),
    ATTACHMENTS: lambda count: ngettext(
        "%(count)s attachment was left out: import it by itself",
        "%(count)s attachments were left out: import them by themselves",
        count,
    ),
    "nuls_removed": lambda count: ngettext(
        "%(count)s NUL character was removed", "%(count)s NUL characters were removed", count
    ),
    "declared_encoding_overruled": lambda count: _("its text isn't in the encoding that was named"),
}


def outcome_of(item: ImportItem) -> str:
    """What became of a document, and what was done to it on the way."""
    if item.state == ItemState.FAILED:
        return item.failure
    return " · ".join(part for part in (_became(item), *_notes(item)) if part)


def shown_items(items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    """Items with what their rows show."""
    return (
        items.defer("text", "payload")
        .select_related("duplicate_of")
        .prefetch_related("articles__near_duplicate_of", "cuts")
    )


def _became(item: ImportItem) -> str:
    if item.state == ItemState.DUPLICATE:
        return _("The project has this text: %(title)s") % {"title": item.duplicate_of or _("deleted since")}
    if item.state == ItemState.AWAITING_CUTS:
        return _("It holds several articles. Confirm where each begins.")
    if item.state != ItemState.MADE:
        return ""
    if item.duplicate_of is not None:
        return _("A new revision of: %(title)s") % {"title": item.duplicate_of}
    made = item.articles.all()
    titles = [article.title for article in made]
    if len(titles) > 1:
        counted = ngettext("%(count)s article", "%(count)s articles", len(titles)) % {"count": len(titles)}
        return f"{counted}: {'; '.join(titles[:NAMED])}{' …' if len(titles) > NAMED else ''}"
    if titles and (first := made[0].near_duplicate_of):
        return _("%(title)s · nearly the same as: %(first)s") % {"title": titles[0], "first": first}
    return titles[0] if titles else ""


def _notes(item: ImportItem) -> Iterator[str]:
    if item.state not in {ItemState.MADE, ItemState.DUPLICATE}:
        return
    for name, said in NOTES.items():
        if count := item.canonical_changes.get(name):
            yield said(count) % {"count": count}
