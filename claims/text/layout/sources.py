"""Lines right below headlines that name who wrote or published what follows, known by their repetition."""

from claims.text.layout.bylines import may_name_writer_and_outlet
from claims.text.layout.lines import Line

FEWEST_WRITERS, FEWEST_OUTLETS = 3, 2
MOST_OUTLET_SPACES, LONGEST_OUTLET, FEWEST_HEADLINE_SPACES = 2, 30, 4
LONGEST_QUESTION = 100


def source_lines(text: str, lines: list[Line], headings: list[bool]) -> list[int]:
    """The indices of the lines that stand between a headline and its text and name its source.

    `headings` tells which lines look like headings. "Ann Lee, Coast Paper" and "Coast TV" do, too, so the
    page must have several in the same place.
    """
    below = [
        index
        for index, heads in enumerate(headings)
        if heads and index and (headings[index - 1] or _asks(text, lines[index - 1]))
    ]
    writers = [index for index in below if may_name_writer_and_outlet(lines[index].slice(text))]
    outlets = [index for index in below if _may_be_outlet(text, lines, headings, index)]
    found = writers if len(writers) >= FEWEST_WRITERS else []
    return found + (outlets if len(outlets) >= FEWEST_OUTLETS else [])


def _asks(text: str, line: Line) -> bool:
    """Whether the line is a question as short as a headline, which isn't known for a heading by its form."""
    return text[line.end - 1] == "?" and line.end - line.start <= LONGEST_QUESTION


def _may_be_outlet(text: str, lines: list[Line], headings: list[bool], index: int) -> bool:
    """Whether a name of up to three words stands on the next line below a headline, and a gap below it."""
    above, line = lines[index - 1 : index + 1]
    if line.ends_before != 1 or line.end - line.start > LONGEST_OUTLET or index + 1 == len(lines):
        return False
    if headings[index + 1] or lines[index + 1].ends_before < 2:
        return False
    words = line.slice(text).split()
    headline = text.count(" ", above.start, above.end) >= FEWEST_HEADLINE_SPACES
    return headline and len(words) <= MOST_OUTLET_SPACES + 1 and all(word[0].isupper() for word in words)
