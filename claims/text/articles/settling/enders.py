"""Titles told by what stands above: a wide gap, a link, a text that is cut off."""

import re

from claims.text.layout.headings import is_title_case
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, HEADING, SENTENCE

LONGEST_TITLE = 110
LONGEST_ENDER = 60
# How a text ends that is cut off in a list of posts.
CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[\.\.\.\]|\[…\]|(?:…|\.\.\.) ?(?:[Cc]ontinue [Rr]eading|[Rr]ead [Mm]ore)\W{0,4})$"
)
CUT_REACH = 30
DIGITS = re.compile(r"\d+")


def settle_apart(text: str, lines: list[Line], kinds: list[str], usual_gap: int) -> None:
    """Takes a short line between wide gaps, or below a link and without a stop, for a headline.

    A paragraph that is cut off is as good as a link to its rest; a question, a shout or capitals may follow.
    """
    wide = max(2, usual_gap)
    for index in range(1, len(lines) - 1):
        line = lines[index]
        if kinds[index : index + 2] != [SENTENCE, SENTENCE] or line.end - line.start > LONGEST_TITLE:
            continue
        above = lines[index - 1]
        cut_off = CUT_OFF.search(text, max(above.start, above.end - CUT_REACH), above.end) is not None
        linked = cut_off or kinds[index - 1] == BOILERPLATE
        last = text[line.end - 1]
        titled = last in "?!" or (last == "." and is_title_case(text[line.start : line.end]))
        open_ended = (linked and last.isalnum()) or (cut_off and titled)
        apart = (line.ends_before > wide or linked) and lines[index + 1].ends_before > wide
        if apart or open_ended:
            kinds[index] = HEADING
