"""Numbers that come from the layout of a page: footnotes, lists, phones, web addresses."""

import re

from claims.text.figures.numeral import Numeral
from claims.text.figures.tokens import LINE_ENDS, Tokens
from claims.text.figures.units import measured_thing
from claims.text.figures.vocabulary import words
from claims.text.layout.boilerplate import LONGEST, is_boilerplate

_PHONE_LINKS = frozenset("-–.() ")
_REST_OF_LINE = re.compile(rf"[^\n\r\u2028\u2029]{{1,{LONGEST}}}+(?=[\n\r\u2028\u2029]|\Z)")
_CHUNK = 120
_FILE_ENDINGS = words("file_endings")
_EMERGENCY = frozenset(("911", "999", "112"))
_DIALLING = words("dialling")


def is_footnote(tokens: Tokens, numeral: Numeral) -> bool:
    """[5], and a 5 set right behind a full stop or a closing quotation mark."""
    before, after = tokens.texts[numeral.first - 1], tokens.texts[numeral.last + 1]
    if before == "[" and after in ("]", ",", "-", "–"):
        return True
    if before in (",", "-", "–") and after == "]":
        return True
    if before in '.”’"!?)' and tokens.touches(numeral.first - 1):
        return tokens.touches(numeral.first - 2) and tokens.texts[numeral.first - 2][0] not in "$£€"
    return False


def is_list_number(tokens: Tokens, numeral: Numeral) -> bool:
    """A number with a full stop or bracket at the start of its line, alone in its line, or (1) within it."""
    before, after = numeral.first - 1, numeral.last + 1
    if tokens.texts[before] == "(" and tokens.texts[after] == ")":
        return numeral.low < 10 and numeral.low == int(numeral.low)
    while tokens.texts[before] in "(•*·-–—#>":
        before -= 1
    if tokens.texts[before] not in LINE_ENDS or numeral.form == "fraction":
        return False
    if _is_section_number(tokens, numeral):
        return True
    mark = tokens.texts[after]
    return mark in LINE_ENDS or (mark in ".):" and tokens.touches(numeral.last) and numeral.low < 1000)


def _is_section_number(tokens: Tokens, numeral: Numeral) -> bool:
    """2.1 Who bought what: two short numbers and a capital letter, at the start of a line."""
    chapter, point, section = tokens.texts[numeral.first].partition(".")
    is_short = bool(point) and numeral.first == numeral.last and len(chapter) < 3 and len(section) < 3
    is_measured = measured_thing(tokens, numeral.last) is not None
    return is_short and tokens.is_capitalised(numeral.last + 1) and not is_measured


def is_in_furniture(tokens: Tokens, numeral: Numeral) -> bool:
    """Page 3 of 17, 718 Comments, 7 minute read: the line belongs to the page and not to its article."""
    place, text = tokens.starts[numeral.first], tokens.text
    if not tokens.line_ends and len(text) > LONGEST:
        return False
    first = max(0, place - LONGEST)
    start = max([text.rfind(end, first, place) for end in tokens.line_ends], default=-1) + 1
    if place - start >= LONGEST or (start == 0 and place > LONGEST):
        return False
    match = _REST_OF_LINE.match(text, start)
    return match is not None and is_boilerplate(match.group().strip())


def is_phone_number(tokens: Tokens, numeral: Numeral) -> bool:
    """Digits in groups: +44 20 7946 0958, 555-0143, (202) 555-0143; and "dial 999"."""
    if tokens.texts[numeral.first] in _EMERGENCY and tokens.lowers[numeral.last + 1] in _DIALLING:
        return True
    if tokens.lowers[numeral.first - 1] in _DIALLING and len(tokens.texts[numeral.first]) == 3:
        return not tokens.texts[numeral.last + 1][0].isalpha()
    one = numeral.first == numeral.last
    if one and tokens.texts[numeral.first - 1][0].isalpha() and tokens.texts[numeral.last + 1][0].isalpha():
        return False
    groups_left, digits_left, plus = _digit_groups(tokens, numeral.first, -1)
    groups_right, digits_right, _ = _digit_groups(tokens, numeral.last, 1)
    if one and not (groups_left or groups_right or plus):
        return False
    own = [len(text) for text in tokens.texts[numeral.first : numeral.last + 1] if text.isdecimal()]
    groups = len(own) + groups_left + groups_right
    digits = sum(own) + digits_left + digits_right
    return (
        (plus and digits >= 7)
        or (groups >= 3 and digits >= 9)
        or (groups == 2 and digits == 7 and _has_line_number(tokens, numeral))
    )


def _digit_groups(tokens: Tokens, index: int, step: int) -> tuple[int, int, bool]:
    groups = digits = 0
    for _ in range(5):
        index += step
        while tokens.texts[index] in _PHONE_LINKS:
            index += step
        if not tokens.texts[index].isdecimal():
            break
        groups, digits = groups + 1, digits + len(tokens.texts[index])
    return groups, digits, tokens.texts[index] == "+"


def _has_line_number(tokens: Tokens, numeral: Numeral) -> bool:
    """Three digits, a hyphen, four digits."""
    left, right = numeral.first, numeral.first
    if tokens.texts[left - 1] == "-":
        left -= 2
    else:
        right += 2
    return tokens.texts[left + 1] == "-" and [len(tokens.texts[left]), len(tokens.texts[right])] == [3, 4]


def is_in_address(tokens: Tokens, numeral: Numeral) -> bool:
    """Within a URL, an e-mail address, a handle or a file name."""
    if not tokens.touches(numeral.first - 1) and not tokens.touches(numeral.last):
        return False
    start, end = tokens.starts[numeral.first], tokens.end(numeral.last)
    before = tokens.text[max(0, start - _CHUNK) : start].rsplit(None, 1)
    after = tokens.text[end : end + _CHUNK].split(None, 1)
    left = before[-1] if before and not tokens.text[start - 1].isspace() else ""
    right = after[0] if after and not tokens.text[end : end + 1].isspace() else ""
    chunk = left + "0" + right
    return "://" in chunk or "www." in chunk.lower() or "@" in chunk or _ends_as_file(right)


def _ends_as_file(right: str) -> bool:
    _, dot, ending = right.rpartition(".")
    return bool(dot) and ending.lower() in _FILE_ENDINGS
