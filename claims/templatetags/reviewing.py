"""What the pages of review show in their own way: figures in words, hidden characters, safe addresses."""

import unicodedata
from typing import cast

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.models import Figure
from claims.text.figures.figure import Modifier
from claims.text.figures.wording import figure_sentence
from claims.text.hidden import is_hidden

register = template.Library()


@register.filter
def hidden_shown(text: str) -> SafeString:
    """The text with characters that nobody would see, such as overrides of direction, named in place."""
    if text.isascii() or not any(is_hidden(character) for character in text):
        return format_html("{}", text)
    return format_html_join("", "{}", ((_name(each) if is_hidden(each) else each,) for each in text))


@register.filter
def figure_words(figure: Figure) -> str:
    """What a figure says, from its parsed parts: “at least 59 fighters in Syria, as of April 2016”."""
    return figure_sentence(
        value_low=figure.value_low,
        value_high=figure.value_high,
        modifier=cast("Modifier", figure.modifier),
        measure=figure.measure or None,
        counted=figure.counted or None,
        qualifier=figure.qualifier or None,
        base=figure.base or None,
        scope_place=figure.scope_place or None,
        scope_group=figure.scope_group or None,
        as_of_from=figure.as_of_from,
        as_of_to=figure.as_of_to,
        attributed_to=figure.stated_by or None,
    )


@register.filter
def web_address(url: str) -> str:
    """The address when it is one of the web's, else nothing: no other scheme ever becomes a link."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _name(character: str) -> SafeString:
    name = unicodedata.name(character, "")
    return format_html('<span class="unseen" title="{}">U+{}</span>', name, f"{ord(character):04X}")
