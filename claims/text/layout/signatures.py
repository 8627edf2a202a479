"""Who wrote or sent an article, where the place of the line has to tell."""

import re

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, SENTENCE, places

LONGEST, LONGEST_LETTER_WRITER = 90, 60
FEWEST_LETTERS = 2
OPENINGS = "([fvB"
NAME = r"[A-Z][\w.’'-]{0,30}"
NAMES = rf"{NAME}(?: {NAME}){{1,3}}"
# "(Coast Daily: Ann Lee, Bo Dunn)", "(The Coast-Pilot)".
BRACKETED = re.compile(
    rf"[(\[](?!Photo|Image|Picture|Credit)(?:[Tt]he )?{NAME}(?: (?:(?:of|and|&) (?:the )?)?{NAME}){{0,5}}"
    rf": {NAMES}(?:,(?: and)? {NAMES}){{0,4}}[)\]]"
    rf"|[(\[]The {NAME}(?: {NAME}){{0,4}}[)\]]"
)
# "Ann Lee, Halden, N.Y.", below a letter.
LETTER_WRITER = re.compile(
    rf"({NAMES})(?:, (?:{NAME}|\d{{1,4}})(?: (?:[a-z]{{2,3}} )?(?:{NAME}|\d{{1,4}})){{0,4}}){{1,3}}"
)
SENDER = re.compile(rf"(?:from|via) {NAME}(?:[ |]+(?:(?:by |of )?{NAME}|news|blog)){{0,8}}")
# "By a striking docker": the words for a writer who isn't named.
UNNAMED = re.compile(r"By (?:an?|two|three) [\w’'-]{1,20}(?: [\w’'-]{1,20}){0,5}")
# "— Ann Lee", below the last paragraph of a post.
SIGNED_OFF = re.compile(
    rf"[-–—]{{1,2}} {{0,2}}(?!(?:The|A|An)\b){NAME}(?: {NAME}){{0,2}}"
    rf"|[-–—]{{1,2}} {{0,2}}{NAME}(?:(?: (?:of|the|to|and|for)){{0,2}} {NAME}){{1,8}}"
)
DASHES, LONGEST_SIGNED_OFF = "-–—", 90
# "ANN LEE reports on the ferry."
REPORTS = re.compile(
    r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){1,2}(?: and [A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){1,2})?"
    r" (?:reports?|looks?|explains?|examines?|argues?|describes?|interviews?|reviews?|writes?|considers?"
    r"|answers?|tells?|talks?) [^.!?]{4,120}[.:]?"
)


def settle_signatures(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes for bylines what stands below headlines and letters and can name a writer or a paper."""
    for index in (above + 1 for above in places(kinds[:-1], HEADING, BYLINE)):
        line = lines[index]
        opening = text[line.start : line.start + 2]
        if opening[0] not in OPENINGS and not opening.isupper():
            continue
        if kinds[index] == BYLINE or line.end - line.start > LONGEST:
            continue
        if kinds[index + 1 : index + 2] not in ([SENTENCE], [CAPTION], [BYLINE], [HEADING]):
            continue
        if _signs_below(line.slice(text), kinds[index - 1]):
            kinds[index] = BYLINE
    _settle_letter_writers(text, lines, kinds)
    _settle_signed_off(text, lines, kinds)


def _signs_below(content: str, above: str) -> bool:
    """Whether the line names a writer or paper in a form that counts right below a headline or byline."""
    first = content[0]
    if first in "([":
        return above == HEADING and BRACKETED.fullmatch(content) is not None
    if first in "fv":
        return above == HEADING and SENDER.fullmatch(content) is not None
    if content.startswith("By "):
        return UNNAMED.fullmatch(content) is not None
    return content[:2].isupper() and REPORTS.fullmatch(content) is not None


def _settle_letter_writers(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A name and place below a text and above furniture or a headline signs a letter, where several do."""
    signed = []
    for index in places(kinds, HEADING):
        line = lines[index]
        if index == 0 or kinds[index - 1] != SENTENCE or line.end - line.start > LONGEST_LETTER_WRITER:
            continue
        if kinds[index + 1 : index + 2] in ([BOILERPLATE], [HEADING], []) and _is_letter_writer(
            line.slice(text)
        ):
            signed.append(index)
    if len(signed) >= FEWEST_LETTERS:
        for index in signed:
            kinds[index] = BYLINE


def _settle_signed_off(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A name behind a dash below a paragraph signs it, unless others in a row make it a list."""
    for index in places(kinds, HEADING):
        line = lines[index]
        if text[line.start] not in DASHES or line.end - line.start > LONGEST_SIGNED_OFF:
            continue
        listed = index + 1 < len(lines) and text[lines[index + 1].start] in DASHES
        below = index > 0 and kinds[index - 1] == SENTENCE
        if below and not listed and SIGNED_OFF.fullmatch(text, line.start, line.end):
            kinds[index] = BYLINE


def _is_letter_writer(content: str) -> bool:
    return "," in content and LETTER_WRITER.fullmatch(content) is not None
