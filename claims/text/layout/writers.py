"""Lines beside a headline that say who wrote or sent what follows, without "by"."""

import re
from functools import cache

from claims.text.layout.bylines import names_people, names_writer_and_paper
from claims.text.layout.commenters import SIGNED_COMMENT
from claims.text.layout.lines import Line
from claims.text.layout.outlets import names_outlet
from claims.text.layout.sources import source_lines
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE, places
from claims.text.wordlists import entries

HEADLINE_SPACES = 3
# How nouns for things end, and names of people hardly ever.
THING_ENDINGS = ("tion", "sion", "ness", "ment", "ity", "ies", "ism", "ics", "hood", "ship")
LONGEST_NAME, LONGEST_SENDER, LONGEST_PLACE = 40, 40, 30
MOST_SENDER_SPACES = 4
LONGEST_SIGNATURE = 120
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
NAME = r"[A-Z][\w.’'-]{0,30}"
SIGNATURE = re.compile(
    r"(?:[Ww]ritten|[Cc]ompiled|[Rr]eported|[Ss]ubmitted) by:?|[Aa]uthor:?"
    rf"|[Ss]pecial (?:to|for) (?:the )?{NAME}(?: {NAME}){{0,5}}"
    r"|(?:Analysis|Opinion|Commentary|Column|Essay|Perspective|Report|Story|Review|Interview"
    rf"|(?:A )?[Gg]uest post|Blog|Editorial|Dispatch|Illustrations?|Research) by:? {NAME}(?: {NAME}){{1,3}}"
    rf"(?:,? (?:and )?{NAME}){{0,12}}"
    rf"|(?:The[ -])?{NAME}[ -]Wire"
    rf"|{MONTH} \d{{1,2}} ?[-–] ?(?:{MONTH} )?\d{{1,2}}, ?\d{{4}}"
    rf"|\d{{1,2}} ?[-–] ?\d{{1,2}} {MONTH},? \d{{4}}"
    # "Words and pictures: Ann Lee", "(With agency inputs)".
    r"|(?i:words|text|story|pictures|photos|photography|video)"
    r"(?:(?:,|,? and|,? &) (?i:words|text|pictures|photos|photography|video|illustrations))*"
    rf"(?:: ?(?:by )?| by ){NAME}(?: {NAME}){{1,3}}"
    r"|\(?[Ww]ith (?:(?:additional |agency |agencies |wire |PTI |ANI |IANS |AP |AFP |Reuters )?inputs?"
    r"|agency reports)\.?\)?"
    # "By the night desk", "From our correspondent", "Web Desk", an agency alone.
    r"|[Bb]y (?:(?:the|our|an?) )?(?:[A-Za-z-]{1,20} ){0,4}(?:desk|staff|team|bureau|newsroom|correspondents?"
    r"|editors?|reporters?|agencies|wires|writers?)"
    r"|(?:From |By )?[Oo]ur (?:own )?(?:[A-Za-z]{1,20} ){0,2}(?:[Cc]orrespondents?|[Bb]ureau)"
    r"|(?:Web|News|Online|Night|Sports|City|Foreign|World|National|Digital|Business|Political) "
    r"(?:News )?(?:[Dd]esk|[Bb]ureau)|Staff [Rr]eports?"
    r"|(?:AFP|UPI|PTI|ANI|IANS|DPA|Xinhua|Kyodo|ANSA|Agence France-Presse|Bloomberg(?: News)?)"
    rf"|From: ?{NAME}(?: {NAME}){{1,3}}"
    r"|(?i:(?:online )?sources?)(?::| ?[-–—]) ?[^.!?]{3,110}"
    # "Based on a harbour office press release", "Extra material from: Coast Post".
    r"|Based on (?:an? |the )?[^.!?:]{2,70} (?:press|news|media) releases?"
    rf"|(?:[Ee]xtra|[Aa]dditional|[Ff]urther) (?:[Mm]aterial|[Rr]eporting|[Ss]ources?) from:? {NAME}.{{0,60}}"
    rf"|(?:{NAME} ){{1,6}}[Pp]osted (?:at|on) .{{0,30}}\d{{1,2}}:\d{{2}}.{{0,30}}"
    r"|(?:[A-Z][a-z]+ ){0,2}\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?"
    rf"|(?:As told to|As told by|Adapted by) {NAME}(?: {NAME}){{1,3}}"
    rf"|{SIGNED_COMMENT}"
)
# The end of a tweet: "— night gull (@nightgull) March 20, 2018".
TWEETED = re.compile(rf"[—–-]* ?[^.!?()]{{1,40}} \(@\w{{1,20}}\),? {MONTH} \d{{1,2}}, \d{{4}}")
# Above a digest's item: "Ann Lee / Coast Paper:".
SLASHED = re.compile(rf"{NAME}(?: {NAME}){{1,3}} / {NAME}(?: {NAME}){{0,4}}:")
# "In Halden and in Oslo".
PLACES = re.compile(
    rf"(?:In|From|Reporting from|in|reporting from) {NAME}(?: {NAME}){{0,2}}"
    rf"(?:(?:,|,? and)(?: in)? {NAME}(?: {NAME}){{0,2}}){{0,3}}"
)
# "Ann Lee, Coast Press", "Ann Lee for the Coast Daily".
NAME_AND_OUTLET = re.compile(rf"{NAME}(?: {NAME}){{1,2}}(?:,| for| \|) (?:[Tt]he )?{NAME}(?: {NAME}){{0,3}}")
# "by The Night Gull", below a headline.
PEN_NAME = re.compile(r"by \w[\w’'-]*(?: \w[\w’'-]*){0,4}")
DIGIT = re.compile(r"\d")


def settle_writers(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes for bylines the names below a headline, above a date, and of papers below a writer."""
    for settle in (
        _settle_papers,
        _settle_dated_names,
        _settle_names,
        _settle_senders,
        _settle_letters,
        _settle_beside_bylines,
        _settle_outlets,
    ):
        settle(text, lines, kinds)


def _settle_papers(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A writer with a paper below a headline, and what the page has below several, is a byline."""
    for index in places(kinds, HEADING):
        below_heading = index > 0 and kinds[index - 1] in (HEADING, BYLINE)
        if below_heading and names_writer_and_paper(lines[index].slice(text)):
            kinds[index] = BYLINE
    for index in source_lines(text, lines, [kind == HEADING for kind in kinds]):
        kinds[index] = BYLINE


def _settle_dated_names(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Names between a headline or a question and the date below them are a byline."""
    for index in places(kinds[:-1], HEADING):
        if index == 0 or kinds[index + 1] != BYLINE or lines[index + 1].ends_before > 1:
            continue
        above, line = lines[index - 1], lines[index]
        if text.startswith(("By ", "BY ", "by "), lines[index + 1].start):
            continue
        asks = text[above.end - 1] in "?!"
        long = kinds[index - 1] == HEADING and text.count(" ", above.start, above.end) >= HEADLINE_SPACES
        if (asks or long) and names_people(line.slice(text)):
            kinds[index] = BYLINE


def _settle_names(text: str, lines: list[Line], kinds: list[str]) -> None:
    """The name of a person directly below a headline, or below the teaser of one, is its writer's."""
    for index in places(kinds, HEADING):
        above, line = lines[index - 1], lines[index]
        if index == 0 or line.end - line.start > LONGEST_NAME:
            continue
        if line.ends_before > 1:
            apart = kinds[index - 1] == HEADING and kinds[index + 1 : index + 2] == [SENTENCE]
            if apart and _is_long_title(text, above) and _signs_below_gap(line.slice(text)):
                kinds[index] = BYLINE
            continue
        headline = kinds[index - 1] == HEADING and text.count(" ", above.start, above.end) >= HEADLINE_SPACES
        teaser = (
            kinds[index - 1] == SENTENCE
            and index > 1
            and kinds[index - 2] == HEADING
            and kinds[index + 1 : index + 2] != [SENTENCE]
        )
        content = line.slice(text)
        if (headline or (teaser and has_given_name(content))) and names_person(content):
            kinds[index] = BYLINE


def _is_long_title(text: str, line: Line) -> bool:
    return text.count(" ", line.start, line.end) > HEADLINE_SPACES


def _signs_below_gap(content: str) -> bool:
    """Whether the line is a name with a known given name, and perhaps a paper or place behind a comma."""
    return has_given_name(content) and (
        names_people(content) or NAME_AND_OUTLET.fullmatch(content) is not None
    )


def _settle_senders(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A few words directly below a writer, and not a date, are the writer's paper or office."""
    for index in places(kinds[:-1], HEADING):
        above, line = lines[index - 1], lines[index]
        if index < 2 or kinds[index - 1] != BYLINE or line.ends_before > 1:
            continue
        signed = kinds[index - 2] in (HEADING, BYLINE) and not DIGIT.search(above.slice(text))
        short = line.end - line.start <= LONGEST_SENDER and line.slice(text).count(" ") < MOST_SENDER_SPACES
        if signed and short and kinds[index + 1] in (SENTENCE, BYLINE, BOILERPLATE):
            kinds[index] = BYLINE


def _settle_letters(text: str, lines: list[Line], kinds: list[str]) -> None:
    """The name below the last paragraph of a letter is its writer's, with the place below the name.

    It is one where the page ends there, or where two stand so.
    """
    signed = [index for index in places(kinds, HEADING) if _may_sign(text, lines, kinds, index)]
    last = len(kinds) - 1
    for index in signed:
        place = kinds[index + 1 : index + 2] == [HEADING] and _is_place(text, lines[index + 1])
        if index + place == last or (place and len(signed) > 1):
            kinds[index : index + 1 + place] = [BYLINE] * (1 + place)
        elif len(signed) > 1:
            kinds[index] = BYLINE


def _settle_beside_bylines(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A name that the byline right above or below holds, and the places from which its writers report."""
    last = len(kinds) - 1
    for index in places(kinds, HEADING, SENTENCE):
        line = lines[index]
        if line.end - line.start > LONGEST_NAME:
            continue
        near = []
        if index and line.ends_before == 1 and kinds[index - 1] == BYLINE:
            near.append(index - 1)
        if index < last and kinds[index + 1] == BYLINE and lines[index + 1].ends_before == 1:
            near.append(index + 1)
        pen_name = index > 0 and kinds[index - 1] == HEADING and text.startswith("by ", line.start)
        if not near and not pen_name:
            continue
        content = line.slice(text)
        again = kinds[index] == HEADING and any(content in lines[other].slice(text) for other in near)
        placed = index - 1 in near and PLACES.fullmatch(content)
        if (again and names_people(content)) or placed or (pen_name and PEN_NAME.fullmatch(content)):
            kinds[index] = BYLINE


def _settle_outlets(text: str, lines: list[Line], kinds: list[str]) -> None:
    """The name of a paper right below a writer or headline, or between its text and the next headline."""
    for index in places(kinds, HEADING):
        if index == 0 or not names_outlet(lines[index].slice(text)):
            continue
        below = kinds[index + 1 : index + 2]
        ends = kinds[index - 1] == SENTENCE and below in ([HEADING], [])
        signs_text = kinds[index - 1] == HEADING and below in ([SENTENCE], [BYLINE])
        if kinds[index - 1] == BYLINE or ends or signs_text:
            kinds[index] = BYLINE


def _may_sign(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    line = lines[index]
    if index == 0 or kinds[index - 1] != SENTENCE or line.ends_before < 2:
        return False
    content = line.slice(text)
    return line.end - line.start <= LONGEST_NAME and names_people(content) and has_given_name(content)


def _is_place(text: str, line: Line) -> bool:
    return line.end - line.start <= LONGEST_PLACE and text.count(" ", line.start, line.end) < HEADLINE_SPACES


def names_person(content: str) -> bool:
    """Whether the line is the names of people, by the given name or for want of other words."""
    if not names_people(content) or content.isupper():
        return False
    words = [word.casefold() for word in content.replace(",", " ").split()]
    unknown = len(words) == 2 and _impersonal().isdisjoint(words)
    return has_given_name(content) or (unknown and not any(word.endswith(THING_ENDINGS) for word in words))


def has_given_name(content: str) -> bool:
    """Whether the first word is a common given name."""
    return content.partition(" ")[0].partition("-")[0].casefold() in _given_names()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(entries("given_names_female") + entries("given_names_male"))


@cache
def _impersonal() -> frozenset[str]:
    lists = (
        "impersonal_names",
        "common_words",
        "bodies",
        "furniture_lines",
        "furniture_words",
        "small_words",
    )
    return frozenset(entry for name in lists for entry in entries(name))


def signs(content: str) -> bool:
    """Whether the line says in another way than "by" who wrote or sent what stands beside it."""
    if content.startswith(("From ", "from ", "Via ")) and names_outlet(content.partition(" ")[2]):
        return True
    if len(content) > LONGEST_SIGNATURE:
        return False
    tweeted = "(@" in content and TWEETED.fullmatch(content)
    slashed = content[-1] == ":" and SLASHED.fullmatch(content)
    return bool(tweeted or slashed or SIGNATURE.fullmatch(content))
