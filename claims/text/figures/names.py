"""Numbers that belong to a name: M16, COVID-19, Channel 4, Resolution 2170, 82nd Airborne."""

from claims.text.figures.modifiers import modifier_after, modifier_before
from claims.text.figures.nouns import DEMONYMS, STOPS, VERBS, noun_phrase
from claims.text.figures.numeral import CARDINALS, MAGNITUDES, Numeral
from claims.text.figures.tokens import Tokens
from claims.text.figures.units import measured_thing
from claims.text.figures.vocabulary import words

DESIGNATORS = words("designators")
NUMBERED_NAMES = words("numbered_names")
STREET_TYPES = words("street_types")
_SUFFIXES_OF_NUMBERS = words("number_suffixes")
_ABBREVIATIONS = words("designator_abbreviations") | {"no", "nos"}
_CALENDAR = words("weekdays") | words("months")
_COMPOUND_ENDS = words("compound_ends")
_HYPHENS = frozenset("-‑")
_SENTENCE_OPENERS = STOPS | words("participles") | words("between_adverbs")
_HEADLINE_REACH = 16
_LONGEST_DATELINE = 16
_DASHES = frozenset("—–-")
_BEFORE_HYPHENS = frozenset(("to", "in", "or", "magnitude", "mag"))
_PLACING = frozenset(("in", "on", "at", "by", "from", "near", "to", "since"))


def is_glued_to_letters(tokens: Tokens, numeral: Numeral) -> bool:
    """M16, Shariah4Belgium, 3D, COVID-19, F-35, 747-400: digits within a word."""
    before = numeral.first - 1
    if tokens.touches(before):
        if tokens.texts[before][-1].isalpha() or tokens.texts[before] in "_#@\\":
            return True
        if (
            tokens.texts[before] in "-–‑"
            and tokens.touches(before - 1)
            and tokens.texts[before - 1][-1].isalpha()
        ):
            return tokens.lowers[before - 1] not in _BEFORE_HYPHENS
    if numeral.form == "ordinal" or not tokens.touches(numeral.last):
        return False
    after = numeral.last + 1
    if tokens.texts[after][0].isalpha():
        return tokens.lowers[after] not in _SUFFIXES_OF_NUMBERS or tokens.texts[after] == "G"
    if tokens.texts[after] == "-" and tokens.touches(after):
        return tokens.texts[after + 1].isupper() and len(tokens.texts[after + 1]) <= 2
    return tokens.texts[after] == "_"


def is_in_compound(tokens: Tokens, numeral: Numeral) -> bool:
    """Father-of-two, two-up: a number word tied by hyphens into a word of its own."""
    before, after = numeral.first - 1, numeral.last + 1
    if numeral.form == "vague":
        return False
    if tokens.texts[before] in _HYPHENS and tokens.touches(before) and tokens.touches(before - 1):
        return tokens.texts[before - 1][-1].isalpha() and tokens.lowers[before - 1] not in ("to", "in", "or")
    is_tied = tokens.texts[after] in _HYPHENS and tokens.touches(numeral.last) and tokens.touches(after)
    return is_tied and tokens.lowers[after + 1] in _COMPOUND_ENDS


def is_designated(tokens: Tokens, numeral: Numeral) -> bool:
    """Page 4, Channel 4, Boeing 747, Phase One."""
    before = numeral.first - 1
    if tokens.texts[before] == "." and _is_dotted(tokens, before):
        is_verb = tokens.lowers[numeral.last + 1] in VERBS
        if is_verb or not counts_something(tokens, numeral):
            return True
    if tokens.texts[before] in ".:" and tokens.touches(before - 1):
        is_short = tokens.lowers[before - 1] in _ABBREVIATIONS
        before -= tokens.texts[before] == ":" or is_short
    lower = tokens.lowers[before]
    if lower == "no" and before < numeral.first - 1:
        return _is_serial_number(tokens, numeral, before)
    if tokens.texts[numeral.first - 1] == "-":
        return False
    if lower in NUMBERED_NAMES and tokens.is_capitalised(before):
        return True
    if tokens.lowers[numeral.last + 1] == "index" and tokens.is_capitalised(before):
        return True
    if lower in ("§", "¶"):
        return True
    if lower not in DESIGNATORS or tokens.texts[before] in ("A", "a", "I", "Q"):
        return False
    if numeral.form == "words" and not tokens.is_capitalised(numeral.first):
        return numeral.low < 13 and not tokens.texts[numeral.last + 1][0].isalpha()
    return tokens.is_capitalised(before) or not counts_something(tokens, numeral)


def _is_dotted(tokens: Tokens, index: int) -> bool:
    """H.R. 158: letters, each with its full stop."""
    letters = tokens.texts[index - 3 : index : 2]
    stops = tokens.texts[index - 2 : index + 1 : 2]
    return stops == [".", "."] and all(len(letter) == 1 and letter.isupper() for letter in letters)


def counts_something(tokens: Tokens, numeral: Numeral) -> bool:
    """Last week 20 people died: what follows is counted, whatever stands before."""
    if measured_thing(tokens, numeral.last) is not None:
        return True
    return noun_phrase(tokens, numeral.last + 1, several=True) is not None


def _is_serial_number(tokens: Tokens, numeral: Numeral, no: int) -> bool:
    """Briefing No. 12, no. 3, the No. 9 shirt; No. 1 and a noun is a rank."""
    after = tokens.texts[numeral.last + 1]
    if noun_phrase(tokens, numeral.last + 1, several=False) is None:
        return tokens.texts[no] == "no" or numeral.low > 3 or tokens.is_capitalised(no - 1)
    return after in ("shirt", "jersey", "bus", "car") and numeral.low > 1


def is_capitalised_word(tokens: Tokens, numeral: Numeral) -> bool:
    """World War Two, Group of Seven: a number word with a capital letter within a sentence."""
    first = numeral.first
    if numeral.form == "digits" or not tokens.is_capitalised(first) or tokens.texts[first].isupper():
        return False
    if numeral.form == "ordinal" and _names_unit(tokens, numeral.last + 1):
        return True
    if _follows_dateline(tokens, first):
        return False
    return not tokens.begins_sentence(first) and not is_title_case(tokens, first)


def _names_unit(tokens: Tokens, index: int) -> bool:
    """The Fifth Fleet: the noun has a capital letter, too, in a line that isn't set in capitals."""
    is_name = tokens.is_capitalised(index) and tokens.lowers[index] not in DEMONYMS
    return is_name and not is_title_case(tokens, index)


def _follows_dateline(tokens: Tokens, index: int) -> bool:
    """JANDO, Nigeria (AP) — Two bombs: the place in capitals, or the agency in brackets, then a dash."""
    if tokens.texts[index - 1] not in _DASHES:
        return False
    at = index - 2
    while at > index - _LONGEST_DATELINE and not tokens.is_line_end(at - 1):
        at -= 1
    if not tokens.is_line_end(at - 1):
        return False
    place = tokens.texts[at]
    return (len(place) > 2 and place.isupper()) or (place[0].isupper() and tokens.texts[index - 2] == ")")


def is_numbered_title(tokens: Tokens, numeral: Numeral) -> bool:
    """Apollo 11, Counterinsurgency 101, Windows 10: a capitalised word, a number, and nothing counted."""
    before, after = numeral.first - 1, numeral.last + 1
    if numeral.form != "digits" or not tokens.texts[before][0].isupper() or numeral.first != numeral.last:
        return False
    opener = tokens.lowers[before]
    is_word = opener in _SENTENCE_OPENERS or opener.endswith(("ing", "ed", "ly"))
    is_opener = is_word and tokens.begins_sentence(before)
    modifiers = modifier_before(tokens, numeral.first)[1], modifier_after(tokens, numeral.last)[1]
    if is_opener or any(modifiers):
        return False
    if tokens.texts[after][0].isalpha():
        return tokens.lowers[after] in STOPS and not _is_told_of_place(tokens, before)
    return tokens.texts[after] not in "%°-+/" and not is_title_case(tokens, before)


def _is_told_of_place(tokens: Tokens, name: int) -> bool:
    """In Brussels 32 died, on Monday 12 were held: the number isn't part of the name."""
    if tokens.lowers[name] in _CALENDAR:
        return True
    first = name
    while first > name - 4 and tokens.texts[first - 1][0].isupper():
        first -= 1
    return tokens.lowers[first] in _PLACING or tokens.lowers[first - 1] in _PLACING


def is_title(tokens: Tokens, numeral: Numeral) -> bool:
    """60 Minutes, 12 Monkeys, 82nd Airborne, Fifth Avenue: a number and capitalised words, no people."""
    after = numeral.last + 1
    if numeral.form == "ordinal" and tokens.texts[numeral.first][0].isdecimal():
        return (
            tokens.texts[after][0].isupper()
            and tokens.lowers[after] not in DEMONYMS
            and not is_title_case(tokens, after)
        )
    return is_address(tokens, numeral)


def is_calibre(tokens: Tokens, numeral: Numeral) -> bool:
    """A .223 rifle, a .300 hitter: a point before the digits, and no unit behind them."""
    return (
        tokens.texts[numeral.first][0] == "."
        and measured_thing(tokens, numeral.last) is None
        and (tokens.texts[numeral.first - 1] not in "$€£")
    )


def is_address(tokens: Tokens, numeral: Numeral) -> bool:
    """1600 Pennsylvania Avenue."""
    at = numeral.last + 1
    for _ in range(4):
        if not tokens.texts[at][0].isupper():
            return False
        if at > numeral.last + 1 and tokens.lowers[at] in STREET_TYPES:
            return True
        at += 1
    return False


def is_title_case(tokens: Tokens, index: int) -> bool:
    """Whether the line around the token is set in capitals, as headlines are: case tells nothing there."""
    words_seen = capitals = 0
    for step in (-1, 1):
        at = index + step
        for _ in range(_HEADLINE_REACH):
            if tokens.is_line_end(at) or tokens.texts[at] in ".?!":
                break
            if len(tokens.texts[at]) > 3 and tokens.texts[at][0].isalpha():
                words_seen += 1
                capitals += tokens.texts[at][0].isupper()
            at += step
    return words_seen >= 3 and capitals > 0.85 * words_seen


def is_lone_magnitude(tokens: Tokens, numeral: Numeral) -> bool:
    """A magnitude without any number: "the million-dollar question"."""
    return (
        numeral.form == "words"
        and tokens.lowers[numeral.first] in MAGNITUDES
        and numeral.lead == numeral.first
        and not numeral.is_counted
        and tokens.lowers[numeral.first] not in CARDINALS
    )
