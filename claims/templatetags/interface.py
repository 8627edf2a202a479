"""The tags of every page: icons, the import map and what stands beside a value."""

import functools
import json
from pathlib import Path
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt

from claims.shortcuts import shortcuts_on

register = template.Library()

SCRIPTS = Path(__file__).resolve().parent.parent / "static" / "claims" / "js"
MODERATE_FROM = 50
HIGH_FROM = 80


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing of that name from our one sheet; screen readers skip it, so its control speaks."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("claims/icons.svg"),
        name,
    )


@register.simple_tag
def import_map() -> SafeString:
    """The import map of our modules: `claims/request` is the hashed address of js/request.js.

    Hashed static files don't have the imports inside them rewritten, so no module names another by its path.
    """
    return _import_map()


@register.simple_tag(takes_context=True)
def shortcuts(context: dict[str, Any], place: str = "everywhere") -> SafeString:
    """The actions of a page's keys with the person's own keys, as JSON that claims/shortcuts reads."""
    return json_script(shortcuts_on(place, context.get("user")), "shortcuts")


@register.filter
def markdown(text: str) -> SafeString:
    """A person's Markdown as HTML: tables too, raw HTML not, and only links that lead to the web."""
    # The renderer escapes what it doesn't make itself, and refuses addresses such as javascript:.
    return mark_safe(_renderer().render(text))  # noqa: S308


@register.filter
def initials(name: object) -> str:
    """The first letters of a name's first and last word, for the round sign beside it."""
    words = str(name).replace("@", " ").split()
    letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else "") if words else "?"
    return letters.upper()


@register.filter
def as_words(value: object) -> str:
    """A list with commas, anything else as it is written."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@register.filter
def confidence_word(percent: int | None) -> str:
    """A confidence in percent as the word shown for it: low under 50, high from 80."""
    if percent is None:
        return gettext("none given")
    if percent < MODERATE_FROM:
        return gettext("low")
    return gettext("moderate") if percent < HIGH_FROM else gettext("high")


@functools.cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


@functools.cache
def _import_map() -> SafeString:
    modules = sorted(path.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.rglob("*.js"))
    imports = {f"claims/{name.removesuffix('.js')}": static(f"claims/js/{name}") for name in modules}
    # The addresses are our own file names, so nothing in them can close the script element.
    return mark_safe(json.dumps({"imports": imports}, separators=(",", ":")))  # noqa: S308
