"""Where sentences end inside a line of English."""

import re
from collections.abc import Iterator

from claims.text.sentences.abbreviations import Abbreviation, abbreviation_kind
from claims.text.sentences.context import (
    Stop,
    address_around,
    is_title_case,
    names_speaker,
)
from claims.text.sentences.dashes import dash_boundary
from claims.text.sentences.vocabulary import (
    CLOCK_COMPANIONS,
    EXCLAIMED_NAMES,
    LETTERED_NOUNS,
    LOWER_STARTERS,
    PEOPLE,
    STARTERS,
    TOP_LEVEL_DOMAINS,
)

STOPS = re.compile(r"[.!?…‽。！？｡]+(?:[ \xa0]\.(?!\w))*")
CLOSERS = re.compile(
    r"[\"'”’»›)\]}*_¹²³⁰⁴⁵⁶⁷⁸⁹]*(?:[ \xa0\u2009\u202f]?[”»]+)?(?:[ \xa0]{0,2}\[\d{1,3}\])*"
    r"(?:\d{1,3}(?=[ \xa0][\"“A-Z]))?"
)
# What may follow the stops and still belongs to the sentence: an ellipsis, a note, a source, a smiley.
AFTERTHOUGHT = re.compile(
    r"[ \xa0]*(?:…+|\.{3,}|\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)|\[[a-z][^\]\[\n]{0,60}\]"
    r"|\[[A-Z][^\]\[.!?\n]{0,60}\](?=\s*$|\s+[\"“‘]?[A-Z])"
    r"|\((?!(?:AP|AFP|UPI|PTI|ANI|IANS|Reuters)\)\s*$)(?:[A-Z]{2,6}|Reuters|emphasis [^()\n]{0,30}"
    r"|(?:[^().!?\n]|(?<=[a-z])\.(?= \d)){2,80}\d{1,4}|(?:https?://|www\.)[^()\s]{1,200})\)"
    r"|→+(?=[ \xa0]*$)|\(\d{1,2}\.\d{1,2}\.\d{4}\)"
    r"|[:;=8][-o^']?[)(DP\]/]{1,5}|[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+)(?=\s|$)"
)
# The paper that a paragraph is from: "... in the U.S. (Coast Daily)".
SOURCE_LAST = re.compile(
    r"\((?:[Tt]he )?[A-Z][\w.&’'-]{0,30}(?: (?:(?:of|and|&) )?[A-Z][\w.&’'-]{0,30}){0,4}\)\s*$"
)
# Another full stop behind a quotation that has its own: "... Halden?”."
STRAY = re.compile(r"[ \xa0]{0,2}\.(?=\s|$)")
# Place, day and agency in front of a report: "HALDEN, May 3. /NCA/. The boats".
DATED = re.compile(
    r"[A-Z]{2,24}(?:[ -][A-Z]{2,20}){0,2}[,.] (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)[.,]? "
    r"(?:/[A-Z][\w-]{1,12}/\.?|\([A-Z][\w-]{1,12}\)\.?)(?= )"
)
LONGEST_QUOTED = 2000
SPACES = re.compile(r"\s*")
LIST_MARK = re.compile(r"[\"'“‘(\[]*(?:\d{1,3}(?:\.\d{1,2}){0,3}|[A-Za-z]|[IVXL]{1,5}|[ivx]{1,4})")
ITEM = re.compile(r"\((?:[a-z]|[ivx]{1,4})\) \S")
LOWER_NAME = re.compile(r"[a-z]{1,3}[-’'][A-Z]|[a-z]{1,2}[A-Z]|(?:de|van|von|bin|ibn|el|al|abu|la) [A-Z]")
WIDE_STOPS = "。！？｡"
BULLETS = "•‣▪◦●■►"
DASHES = "-–—"
SHORTEST_NAME = 5  # of two run together: "in Halden.Harbour"
CROWDED = 8
CROWDED_FROM = 10_000


def is_crowded(text: str) -> bool:
    """Whether more than every eighth character of a long text is a stop, so that it can't be prose.

    Only line ends separate units there: it bounds what a hostile text can cost.
    """
    return len(text) > CROWDED_FROM and sum(text.count(stop) for stop in ".!?…") * CROWDED > len(text)


def may_end_within(text: str, start: int, end: int) -> bool:
    """Whether a stop stands in the line before its last character."""
    return STOPS.search(text, start, end - 1) is not None


def sentence_ends(text: str, start: int, end: int, _language: str = "en") -> Iterator[tuple[int, int]]:
    """The inner boundaries of the line `text[start:end]` in order: a sentence's end, the next one's start.

    Only white space lies between the two. Each decision reads a bounded number of characters around
    the stops, so that the work is linear in the length of the line.
    """
    dated = DATED.match(text, start, end)
    position = dated.end() if dated else start
    begin = counted = start
    quotes = 0
    while match := STOPS.search(text, position, end):
        position = match.end()
        if position == end:
            return
        if text[position].isalnum() and not _deserves_a_look(text, match.start(), position):
            continue
        close, following = _reach(text, match, end)
        if close == following < end and close > position and text[close - 1] == '"':
            quotes += text.count('"', counted, close - 1)
            counted = close - 1
            # Run together, a straight quotation mark opens the next sentence where none is open.
            close = following = close - (quotes % 2 == 0)
        if following >= end:
            return
        if text[following] == '"' and _closes_late(text, max(start, close - LONGEST_QUOTED), following, end):
            close = following + 1
            following = close + 1
        if text[following] == "-" and (dashed := dash_boundary(text, match, (begin, end), close)):
            yield dashed
            begin, position = dashed[1], dashed[0]
            continue
        if _is_boundary(Stop(text, (start, end), begin, match.span(), (close, following))):
            yield close, following
            begin = following
            position = close


def _deserves_a_look(text: str, stop: int, position: int) -> bool:
    """Whether stops with a letter or digit right after them may still end a sentence."""
    after = text[position]
    if after.isdigit():
        return stop > 0 and text[stop - 1].islower()
    return after.isupper() or text[position - 1] in WIDE_STOPS


def _reach(text: str, match: re.Match[str], end: int) -> tuple[int, int]:
    """Where the sentence closes after its stops, with quotes, brackets, references and a lone ellipsis,
    and where the character after the white space is."""
    close = match.end()
    if closers := CLOSERS.match(text, close, end):
        close = closers.end()
    if close > match.end() and (stray := STRAY.match(text, close, end)):
        close = stray.end()
    while (more := AFTERTHOUGHT.match(text, close, end)) and more.end() > close:
        close = more.end()
    spaces = SPACES.match(text, close, end)
    return close, spaces.end() if spaces else close


def _closes_late(text: str, begin: int, quote: int, end: int) -> bool:
    """Whether a straight quotation mark between two spaces closes what was opened in the sentence."""
    spaced = (
        text[quote - 1] == " " and quote + 2 < end and text[quote + 1] == " " and text[quote + 2].isupper()
    )
    return spaced and text.count('"', begin, quote) % 2 == 1


def _is_boundary(stop: Stop) -> bool:
    if stop.run[-1] in WIDE_STOPS:
        return True
    if stop.before in "([":
        return False
    if stop.close == stop.following:
        return _glued_boundary(stop)
    if stop.is_ellipsis:
        return _ellipsis_boundary(stop)
    return _full_stop_boundary(stop) if stop.run[-1] in ". \xa0" else _exclaimed_boundary(stop)


def _exclaimed_boundary(stop: Stop) -> bool:
    """After "!" or "?": always, save before an attribution, in a name, or where spaces set the mark off."""
    if f"{stop.word}{stop.run}" in EXCLAIMED_NAMES and stop.next_word not in STARTERS:
        return False
    if stop.next_character.islower():
        after_name = stop.word[:1].isupper() and stop.next_word in ("and", "but")
        return stop.next_word in LOWER_STARTERS and not (stop.closers or stop.before.isspace() or after_name)
    if stop.closers.strip("*_)]"):
        return not _is_attributed(stop)
    return stop.next_character not in DASHES


def _is_attributed(stop: Stop) -> bool:
    """Whether a quotation closes here and its speaker follows: "Why?” Ms. Lee asked"."""
    return bool(stop.closers.strip("*_)]")) and names_speaker(stop.text, stop.following)


def _ellipsis_boundary(stop: Stop) -> bool:
    if not stop.opens_sentence or _is_attributed(stop):
        return False
    pauses = stop.next_word in ("I", "I’m", "I'm", "I’ve", "I've") and len(stop.run.strip()) < 4
    return not pauses or bool(stop.closers)


def _full_stop_boundary(stop: Stop) -> bool:
    if (not stop.closers and _ends_list_mark(stop)) or _in_brackets(stop):
        return False
    kind = abbreviation_kind(stop.word)
    quoted = kind is Abbreviation.NUMBERED and stop.closers
    if kind is Abbreviation.NONE or quoted or stop.closers.strip("'\"’”»"):
        return _plain_boundary(stop, kind)
    return _abbreviation_boundary(stop, kind)


def _in_brackets(stop: Stop) -> bool:
    """Whether one abbreviated word stands in brackets within a sentence: "Col. (ret.) Orr"."""
    opening = stop.start - len(stop.word) - 1
    return stop.closers[:1] == ")" and opening > stop.begin and stop.text[opening] == "("


def _ends_list_mark(stop: Stop) -> bool:
    """Whether the stop belongs to the mark of an item: "1." at the beginning or after a colon."""
    if LIST_MARK.fullmatch(stop.text, stop.begin, stop.start):
        return True
    mark = stop.start - len(stop.word)
    return stop.word.isdigit() and stop.text[max(stop.begin, mark - 2) : mark] in (": ", "; ")


def _plain_boundary(stop: Stop, kind: Abbreviation) -> bool:
    """After an ordinary word: before a capital, a digit or a sign, and before a few small words."""
    if not stop.next_character.islower():
        return stop.opens_sentence or ITEM.match(stop.text, stop.following, stop.line_end) is not None
    if LOWER_NAME.match(stop.text, stop.following):
        return kind is Abbreviation.NONE
    sloppy = stop.word.isalpha() and stop.word.islower() and len(stop.word) > 2 and not stop.closers
    return sloppy and kind is Abbreviation.NONE and stop.next_word in LOWER_STARTERS


def _abbreviation_boundary(stop: Stop, kind: Abbreviation) -> bool:
    if kind in (Abbreviation.INNER, Abbreviation.TITLE) or not stop.opens_sentence:
        return False
    if _initial_follows(stop):
        return False
    if stop.next_is_number:
        return kind is Abbreviation.NONE
    if kind is Abbreviation.NUMBERED:
        return not stop.next_is_numeral
    if is_title_case(stop.text, stop.line_start, stop.line_end):
        return False
    if kind is Abbreviation.INITIAL and stop.word_before in LETTERED_NOUNS:
        return True
    if kind is Abbreviation.CLOCK:
        return stop.next_word not in CLOCK_COMPANIONS
    if stop.next_character == "(":
        return SOURCE_LAST.match(stop.text, stop.following, stop.line_end) is not None
    return stop.next_word in STARTERS or _begins_with_people(stop)


def _initial_follows(stop: Stop) -> bool:
    """Whether another initial follows, so that "A" or "I" is no word: "J. A. Wells", "the U.S. A."."""
    after = stop.following + 1
    return len(stop.next_word) == 1 and stop.text[after : after + 1] == "."


def _begins_with_people(stop: Stop) -> bool:
    """Whether a common noun for people and a small word follow: "the U.S. Farmers laughed"."""
    after = stop.following + len(stop.next_word)
    behind = stop.text[after : min(after + 2, stop.line_end)]
    return stop.next_word in PEOPLE and behind[:1] == " " and behind[1:].islower()


def _glued_boundary(stop: Stop) -> bool:
    """Whether stops with no white space after them end a sentence that a scraper ran into the next."""
    following = stop.next_character
    if following in BULLETS:
        return True
    if (
        not stop.opens_sentence
        or following.isdigit()
        or address_around(stop.text, stop.start, stop.following)
    ):
        return False
    # A quotation mark or another sign that was lost on the way: "the ?Ferry war?", `abroad,"?Lund said`.
    if stop.run == "?" and (
        stop.before.isspace() or (stop.before in '"”' and stop.text[stop.start - 2] not in ".!?")
    ):
        return False
    if stop.is_ellipsis:
        return stop.before.isalnum() and stop.next_word not in (stop.word, "I")
    if stop.closers or stop.run != ".":
        return following.isupper() or bool(stop.closers)
    return _glued_full_stop(stop)


def _glued_full_stop(stop: Stop) -> bool:
    named = stop.next_word.lower() in TOP_LEVEL_DOMAINS and stop.next_word not in STARTERS
    if named or _initial_follows(stop) or not stop.next_looks_like_prose:
        return False
    kind = abbreviation_kind(stop.word)
    if kind is not Abbreviation.NONE:
        return kind in (Abbreviation.ACRONYM, Abbreviation.CLOSING, Abbreviation.CLOCK) and (
            stop.next_word in STARTERS
        )
    if LIST_MARK.fullmatch(stop.text, stop.begin, stop.start):
        return False
    if stop.word.islower() and len(stop.word) > 1:
        return True
    named = min(len(stop.word), len(stop.next_word)) >= SHORTEST_NAME and stop.word[1:].islower()
    return len(stop.word) > 1 and (named or stop.next_word in STARTERS)
