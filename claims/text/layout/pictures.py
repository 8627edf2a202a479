"""Which lines describe a picture, by where they stand."""

import re

from claims.text.layout.bylines import names_people
from claims.text.layout.captions import LONGEST, STOP, is_bare_credit, shows_scene
from claims.text.layout.headings import INNER_STOP, is_title_case
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, PICTURE, SENTENCE, places
from claims.text.layout.verbs import describes, tells_scene
from claims.text.layout.writers import has_given_name, names_person

LONGEST_CREDIT, SHORTEST_SCENE = 60, 80
LONGEST_ALTERNATIVE, MOST_VERBLESS, FEW_WORDS = 160, 16, 5
PREPOSITIONS = frozenset(
    {"in", "on", "at", "by", "from", "for", "to", "via", "with", "under", "of", "and", "or"}
)
TERMINAL = ".!?"
BRACKETED_CREDIT = re.compile(r"\([^()]{2,80}\)")
NAMED_OWNER = re.compile(r"© ?(?!.{0,60}\b(?:Inc|Ltd|LLC|Corp|rights|reserved)\b)[A-Z][^\d.!?]{1,60}")
# The agency at the very end, behind a dash: "... in the valley.—AP".
AGENCIES = ("AP", "AFP", "EPA", "APP", "Reuters", "REUTERS", "Xinhua", "File", "FILE", "file")
AGENCY_LAST = re.compile(r"[a-z\d][.”\"]* ?[—–] ?\w+$")
# Somebody, somewhere; headlines leave "a" and "the" away.
SOMEBODY = re.compile(
    r"(?:An?|The|One|Two|Three|Four|Some|Several|Residents|People|Women|Men|Children|Members|[A-Z]\w{1,30} "
    r"(?:soldiers|troops|police|workers|officers|officials|firefighters|protesters|agents))\b"
)
SOMEWHERE = re.compile(
    r"\b(?:in front of|outside|near|at|along|past|behind|beside|next to|through|during|inside|aboard|under"
    r"|across)\b"
)
PLACE_LAST = re.compile(r"\b(?:in|at|near|outside) (?:the )?[A-Z][\w.’' -]{2,30}$")
# A month and a day. The capital stands first in the pattern, since that is how it is found soonest.
DAY_OF_MONTH = re.compile(
    r"[JFMASOND](?<!\w.)(?:(?<=J)(?:an|une|uly)|(?<=F)eb|(?<=M)(?:arch|ay)|(?<=A)(?:pril|ug)|(?<=S)ept"
    r"|(?<=O)ct|(?<=N)ov|(?<=D)ec)[a-z]{0,7}\.? \d{1,2}\b",
    re.ASCII,
)
BEING_DONE = re.compile(r"\b(?:is|are) (?:\w+ly )?\w+(?:ed|en)\b")
ABOVE_PICTURES = frozenset({HEADING, BYLINE, CAPTION})
BESIDE_RETOLD = frozenset({SENTENCE, CAPTION})
FEWEST_SCENES, FEWEST_SHARED = 3, 3
LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def settle_alternatives(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A few words in small letters beside a headline tell what its picture shows, where nobody sees it.

    So does a line without a finite verb, but with a participle, right above a headline; and a few words
    right below a paragraph, with a gap between them and the next headline.
    """
    for index in places(kinds[:-1], SENTENCE, HEADING):
        line, above, below = lines[index], kinds[index - 1], kinds[index + 1]
        if index == 0 or above == below == SENTENCE or line.length > LONGEST_ALTERNATIVE:
            continue
        words = text.count(" ", line.start, line.end) + 1
        if kinds[index] == SENTENCE and _is_small_label(text, line, words):
            kinds[index] = CAPTION if above == HEADING or below == HEADING else SENTENCE
        elif kinds[index] == SENTENCE and FEW_WORDS <= words <= MOST_VERBLESS:
            content = line.slice(text)
            beside = above in (BOILERPLATE, CAPTION) or below in (HEADING, CAPTION, PICTURE)
            if beside and not INNER_STOP.search(content) and describes(content):
                kinds[index] = CAPTION
        elif kinds[index - 1 : index + 2] == [SENTENCE, HEADING, HEADING] and words <= FEW_WORDS:
            gaps = [lines[near].ends_before > 1 for near in (index - 1, index, index + 1)]
            kinds[index] = CAPTION if gaps == [True, False, True] else HEADING


def _is_small_label(text: str, line: Line, words: int) -> bool:
    """Whether the line begins with a small letter, which no preposition opens, and ends without a stop."""
    if (
        words < 2
        or "|" in text[line.start : line.end]
        or not text[line.start].islower()
        or not text[line.end - 1].isalnum()
    ):
        return False
    return text[line.start : line.end].split(" ", 1)[0] not in PREPOSITIONS


def settle_pictures(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes for captions what a credit, a row of dated lines or a place below a headline tells to be one."""
    for settle in (
        _settle_scenes,
        _settle_credited,
        _settle_above_credits,
        _settle_portraits,
        _settle_below_captions,
        _settle_owned,
        _settle_opening,
        _settle_galleries,
        _settle_repeated,
        _settle_among_captions,
        _settle_retold,
    ):
        settle(text, lines, kinds)


def _settle_scenes(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A scene told in the present below a headline or above a credit is the caption of a picture."""
    for index in places(kinds[:-1], SENTENCE):
        line, below = lines[index], lines[index + 1]
        if index and (kinds[index - 1] in (HEADING, BYLINE) or kinds[index + 1] in (CAPTION, HEADING)):
            credit = text[below.start : min(below.end, below.start + LONGEST)]
            marked = text[line.end - 1] == ")" or "/" in credit or credit.startswith("(")
            if marked and line.length <= LONGEST and shows_scene(line.slice(text), kinds[index - 1], credit):
                kinds[index] = CAPTION
                kinds[index + 1] = CAPTION if kinds[index + 1] == HEADING else kinds[index + 1]


def _settle_credited(text: str, lines: list[Line], kinds: list[str]) -> None:
    """The names or the words without a stop right above a mere credit are what the picture shows."""
    for index in places(kinds[:-1], HEADING):
        line, below = lines[index], lines[index + 1]
        if index == 0 or kinds[index + 1] != CAPTION or below.ends_before > 1:
            continue
        if below.length > LONGEST_CREDIT or not is_bare_credit(below.slice(text)):
            continue
        if kinds[index - 1] in (BYLINE, BOILERPLATE, CAPTION) or names_people(line.slice(text)):
            kinds[index] = CAPTION


def _settle_above_credits(text: str, lines: list[Line], kinds: list[str]) -> None:
    """One sentence right above a credit that fills its line, in brackets, is what the picture shows."""
    for index in (credit - 1 for credit in places(kinds, CAPTION) if credit):
        line, below = lines[index], lines[index + 1]
        if kinds[index] != SENTENCE or below.ends_before > 1 or below.length > LONGEST_CREDIT:
            continue
        alone = index == 0 or line.ends_before > 1 or kinds[index - 1] != SENTENCE
        short = alone and line.length <= LONGEST and not INNER_STOP.search(text, line.start, line.end)
        if short and BRACKETED_CREDIT.fullmatch(text, below.start, below.end):
            kinds[index] = CAPTION


def _settle_below_captions(text: str, lines: list[Line], kinds: list[str]) -> None:
    """The photographer's name or agency on the line right below a caption, unless the text follows."""
    for index in places(kinds, HEADING, BYLINE):
        line = lines[index]
        if index == 0 or kinds[index - 1] != CAPTION or line.ends_before > 1:
            continue
        content = line.slice(text)
        if line.length > LONGEST_CREDIT or content[:3].casefold() == "by ":
            continue
        ends = kinds[index + 1 : index + 2] in ([CAPTION], [BYLINE], [])
        if is_bare_credit(content) or (ends and names_person(content)):
            kinds[index] = CAPTION


def _settle_portraits(text: str, lines: list[Line], kinds: list[str]) -> None:
    """The name of a person between a paragraph and the heading of the next part stands below a portrait."""
    for index in places(kinds[:-1], HEADING):
        between = index > 0 and kinds[index - 1] == SENTENCE and kinds[index + 1] == HEADING
        short = between and lines[index].length <= LONGEST_CREDIT
        if short and _names_somebody(lines[index].slice(text)):
            kinds[index] = CAPTION


def _settle_owned(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A mere "© Name" amid the text credits a picture, and the line below without a stop tells of it."""
    for index in places(kinds[:-2], BOILERPLATE):
        line, below = lines[index], lines[index + 1]
        if index == 0 or kinds[index - 1] != SENTENCE or line.length > LONGEST_CREDIT:
            continue
        if below.ends_before > 1 or kinds[index + 2] != SENTENCE or below.length > LONGEST:
            continue
        told = kinds[index + 1] == HEADING or text[below.end - 1] not in TERMINAL
        if told and NAMED_OWNER.fullmatch(line.slice(text)):
            kinds[index] = kinds[index + 1] = CAPTION


def _settle_opening(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A scene without a stop, or one with its agency at the end, between a headline and the text."""
    for index in range(1, len(kinds) - 1):
        if kinds[index - 1] not in ABOVE_PICTURES or kinds[index] not in (HEADING, SENTENCE):
            continue
        line = lines[index]
        if line.length > LONGEST:
            continue
        content = line.slice(text)
        shown = kinds[index : index + 2] == [HEADING, HEADING] and _is_long_scene(content)
        placed = kinds[index] == HEADING and _is_placed(content) and tells_scene(content)
        signed = kinds[index + 1] == BYLINE or (kinds[index + 1] == HEADING and DAY_OF_MONTH.search(content))
        told = kinds[index] == SENTENCE and signed and content.endswith(".")
        agency = content.endswith(AGENCIES) and AGENCY_LAST.search(content) is not None
        if (
            agency
            or shown
            or (told and not INNER_STOP.search(content) and tells_scene(content))
            or (placed and kinds[index + 1] in (BYLINE, SENTENCE, CAPTION))
        ):
            kinds[index] = CAPTION


def _is_long_scene(content: str) -> bool:
    """Whether the line tells at length, and in small letters, what is seen, and ends on a place."""
    if len(content) < SHORTEST_SCENE or not PLACE_LAST.search(content, len(content) - SHORTEST_SCENE // 2):
        return False
    return not is_title_case(content) and tells_scene(content)


def _is_placed(content: str) -> bool:
    """Whether the line names somebody and a place, and no stop is in it."""
    if STOP.search(content) or not SOMEBODY.match(content):
        return False
    return SOMEWHERE.search(content) is not None


def _settle_galleries(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Lines in a row that tell in the present of a day that is past belong to a row of pictures."""
    first = scenes = 0
    for index in range(len(kinds) + 1):
        if index < len(kinds) and kinds[index] in (SENTENCE, CAPTION) and _is_dated(text, lines[index]):
            scenes += _is_present(lines[index].slice(text))
            continue
        if scenes >= FEWEST_SCENES:
            kinds[first:index] = [CAPTION] * (index - first)
        first, scenes = index + 1, 0


def _settle_repeated(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A heading thrice in a row stands under as many pictures, and one twice below another under one."""
    for index in (above + 1 for above in places(kinds[:-2], HEADING, BYLINE)):
        above, line, below = lines[index - 1 : index + 2]
        if kinds[index - 1] not in (HEADING, BYLINE) or line.length != below.length:
            continue
        doubled = line.slice(text) == below.slice(text) and line.slice(text) not in above.slice(text)
        short = text.count(" ", line.start, line.end) < FEW_WORDS - 1 or line.length > LONGEST
        if short or not doubled:
            continue
        headline = kinds[index - 1] == BYLINE or text.count(" ", above.start, above.end) >= FEW_WORDS - 2
        if headline and kinds[index] in (SENTENCE, HEADING):
            kinds[index : index + 2] = [CAPTION, CAPTION]
    first = 0
    for index in range(1, len(kinds) + 1):
        same = index < len(kinds) and kinds[first] == kinds[index] == HEADING
        if same and lines[first].slice(text) == lines[index].slice(text):
            continue
        if index - first >= FEWEST_SCENES:
            kinds[first:index] = [CAPTION] * (index - first)
        first = index


def _settle_among_captions(_text: str, lines: list[Line], kinds: list[str]) -> None:
    """What stands on the line between two captions, with no gap, is one, too."""
    for index in range(1, len(kinds) - 1):
        if kinds[index - 1] != CAPTION or kinds[index + 1] != CAPTION:
            continue
        tight = lines[index].ends_before == lines[index + 1].ends_before == 1
        if tight and kinds[index] in (SENTENCE, HEADING):
            kinds[index] = CAPTION


def _settle_retold(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A heading tight beside a caption below the text, with half of its words or a scene, tells the same.

    So does a line with which the caption below it begins.
    """
    for index in (below - 1 for below in places(kinds, CAPTION) if below):
        line = lines[index]
        again = kinds[index] in (HEADING, SENTENCE) and line.length >= SHORTEST_SCENE
        if again and text.startswith(line.slice(text).rstrip(TERMINAL), lines[index + 1].start):
            kinds[index] = CAPTION
    for index in places(kinds[:-1], HEADING):
        if index == 0 or {kinds[index - 1], kinds[index + 1]} != BESIDE_RETOLD:
            continue
        above = kinds[index - 1] == CAPTION and lines[index].ends_before == 1
        below = kinds[index + 1] == CAPTION and lines[index + 1].ends_before == 1
        content = lines[index].slice(text)
        words = set(LONG_WORD.findall(content.casefold()))
        if not (above or below) or len(words) < FEWEST_SHARED or text[lines[index].end - 1] in TERMINAL:
            continue
        caption = lines[index - 1 if above else index + 1].slice(text)[:LONGEST].casefold()
        shared = sum(word in caption for word in words)
        if shared * 2 >= max(len(words), 2 * FEWEST_SHARED) or (below and tells_scene(content)):
            kinds[index] = CAPTION


def _is_dated(text: str, line: Line) -> bool:
    return line.length <= LONGEST and DAY_OF_MONTH.search(text, line.start, line.end) is not None


def _is_present(content: str) -> bool:
    return tells_scene(content) or BEING_DONE.search(content) is not None


def _names_somebody(content: str) -> bool:
    return names_people(content) and has_given_name(content)
