"""What stands above a newsletter that was saved as mail: its sender, and its preview."""

import re

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE

MAIL_HEAD = re.compile(r"(?:From|Sender|Reply-To|To|Cc): ?[^<>\n]{0,80}<[^<>\s@]{1,64}@[^<>\s@]{1,64}>")
RULE = re.compile(r"[-–—=_*~]{3,80}")
MOST_HEAD_LINES, MOST_SHOWN_LINES, LONGEST_SHOWN = 12, 6, 250


def heads_mail(content: str) -> bool:
    """Whether the line says from whom or to whom a mail was sent."""
    return content[-1] == ">" and "@" in content and MAIL_HEAD.fullmatch(content) is not None


def settle_mail(text: str, lines: list[Line], kinds: list[str]) -> None:
    """The lines between the rule below a mail's head and the next furniture or date are its preview."""
    head = kinds[:MOST_HEAD_LINES]
    mailed = [
        index for index, kind in enumerate(head) if kind == BYLINE and heads_mail(lines[index].slice(text))
    ]
    if not mailed:
        return
    rules = (
        index
        for index in range(mailed[0], len(head))
        if RULE.fullmatch(text, lines[index].start, lines[index].end)
    )
    first = next(rules, len(kinds)) + 1
    shown = kinds[first : first + MOST_SHOWN_LINES]
    # Up to the date, where it stands near, or to the site's first own words.
    ends = [shown.index(kind) for kind in (BYLINE, BOILERPLATE) if kind in shown]
    for index in range(first, first + (ends[0] if ends else 0)):
        if lines[index].end - lines[index].start <= LONGEST_SHOWN:
            kinds[index] = BOILERPLATE
