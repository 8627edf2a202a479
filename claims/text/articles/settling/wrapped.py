"""Headlines that a page sets over two lines, the second going on in small letters."""

from claims.text.layout.lines import Line
from claims.text.layout.units import CAPTION, HEADING, SENTENCE

FEWEST, LONGEST = 2, 60


def settle_wrapped_headlines(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes a few words right below a heading for its second line, on a page that has two or more such."""
    found = [index for index in range(1, len(lines) - 1) if _is_second_line(text, lines, kinds, index)]
    for index in found if len(found) >= FEWEST else ():
        kinds[index] = HEADING


def _is_second_line(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is set close to a heading and apart from what follows, without a capital or a stop."""
    if kinds[index] not in (CAPTION, SENTENCE) or kinds[index - 1] != HEADING:
        return False
    above, line, below = lines[index - 1 : index + 2]
    close = line.ends_before == 1 < min(above.ends_before, below.ends_before)
    short = line.end - line.start <= LONGEST and text[line.end - 1].isalnum()
    return close and short and text[line.start].islower()
