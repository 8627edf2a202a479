"""What the pages of review show in their own way: figures in words, hidden characters, safe addresses."""

import unicodedata
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from claims.choices import Modifier
from claims.models import Figure

register = template.Library()

# Characters that change how text reads without being seen: formats, but not the joiners that emoji
# and several scripts need.
JOINERS = {"\u200c", "\u200d"}


@register.filter
def hidden_shown(text: str) -> SafeString:
    """The text with characters that nobody would see, such as overrides of direction, named in place."""
    if text.isascii() or not any(_is_hidden(character) for character in text):
        return format_html("{}", text)
    return format_html_join("", "{}", ((_name(each) if _is_hidden(each) else each,) for each in text))


@register.filter
def amount(value: Decimal | None) -> str:
    """A number as a reader writes it: grouped by thousands, without idle zeros."""
    if value is None:
        return ""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def figure_words(figure: Figure) -> str:
    """What a figure says, from its parsed parts: “at least 50,000 Belgian fighter”."""
    low, high = amount(figure.value_low), amount(figure.value_high)
    modifier = Modifier(figure.modifier)
    value = low or high
    if low and high and low != high:
        value = gettext("%(low)s to %(high)s") % {"low": low, "high": high}
    lead = "" if modifier in {Modifier.EXACT, Modifier.RANGE} else str(modifier.label)
    unit = figure.measure if figure.measure != "%" else ""
    number = f"{value} %" if figure.measure == "%" else value
    parts = [lead, number, unit, figure.qualifier, figure.counted, figure.base]
    return " ".join(part for part in parts if part)


@register.filter
def web_address(url: str) -> str:
    """The address when it is one of the web's, else nothing: no other scheme ever becomes a link."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) == "Cf" and character not in JOINERS


def _name(character: str) -> SafeString:
    name = unicodedata.name(character, "")
    return format_html('<span class="unseen" title="{}">U+{}</span>', name, f"{ord(character):04X}")
