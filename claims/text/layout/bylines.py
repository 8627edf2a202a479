"""Who wrote an article and when, as its page says it."""

import re
from functools import cache
from itertools import pairwise

from claims.text.layout.dates import AGO, DATE_TEXT, MONTH, WEEKDAY, may_hold_date
from claims.text.wordlists import entries

LONGEST = 200
DATE_LABEL = (
    r"(?:(?:first |originally )?(?:published|posted|updated?|last (?:updated|modified)|modified|date|created"
    r"|issued|filed|released|release date|publication date)(?: on| at| date)?:? *)?"
)
TIME = (
    r"(?:,? ?(?:at|[-–—|@·/])? ?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\d{1,2}(?= ?[ap]\.?m))"
    r" ?(?:[ap]\.?m\.?)? ?(?:\(?(?:[A-Z]{1,4}T|GMT|UTC)(?: ?[+-]\d{1,2}(?::?\d{2})?)?\)?)?)?"
)
PARTICLES = r"(?:de|del|van|von|der|den|bin|ibn|al|el|la|le|da|dos|of|the|and|for|in)\b"
NAME_WORD = rf"(?:[A-Z][\w.’'-]{{0,30}}|{PARTICLES}|&)"
NAMES = rf"{NAME_WORD}(?:,? {NAME_WORD}){{0,9}}"

NAME = r"(?:(?:van|von|de|der|den|bin|al|el|la|le) ){0,2}[A-ZÀ-Þ][\w.’'-]{0,30}"

# Every date holds a year, or three numbers; what has neither is not searched for one.
YEAR = re.compile(r"\d{4}(?![^\W_])|\d[-/.]\d{1,2}[-/.]\d{2}")
DATE = re.compile(DATE_TEXT, re.IGNORECASE)
# "Published 3 May 2011 4:15 PM, updated a year ago", with or without what parts the two.
DATE_LINE = re.compile(
    rf"\(?{DATE_LABEL}{DATE_TEXT}{TIME}\W*"
    rf"(?:(?:last )?(?:updated|modified|revised)(?: on| at)?:? *(?:{AGO}|{DATE_TEXT}{TIME})\W*)?",
    re.IGNORECASE,
)
# "HALDEN, Norway (8 November 2024, Friday)".
PLACED_DATE = re.compile(rf"[A-Z][\w.’'-]+(?:,? [A-Z][\w.’'-]+){{0,4}} \((?i:{DATE_TEXT})(?:, \w{{6,9}})?\)")
# The office first or behind the name: "Contributing Writer, Harbour Post", "Ann Lee, Writer / Editor".
RANK = (
    r"(?:(?:Contributing|Senior|Chief|Associate|Assistant|Deputy|Managing|Executive|Guest|Staff|Special|Foreign"
    r"|Political|National|News|Sports|Business|Science|Health|City|Court|Freelance|Features?|Digital|Online"
    r"|Photo|Video|Opinion|Copy|Web) ){0,3}(?:Writer|Editor|Reporter|Correspondent|Columnist|Contributor"
    r"|Producer|Photographer|Journalist|Analyst|Publisher|Blogger|Fellow)s?(?:[ -]in[ -]Chief)?"
)
RANKED = re.compile(
    rf"{RANK}(?: for|, | at | of )(?:the |The )?{NAME}(?:,? (?:of |and |& )?{NAME}){{0,5}}"
    rf"|{NAME}(?: {NAME}){{1,3}},? {RANK}(?: ?[/,&] ?{RANK}){{0,2}}"
    rf"(?:(?:, | at | for | of )(?:the |The )?{NAME}(?: (?:of |and |& )?{NAME}){{0,4}})?"
)
BY_LINE = re.compile(
    r"(?:[Bb]y|BY|[Aa]uthors?:?|(?:[Ww]ritten|[Pp]osted|[Rr]eported|[Ww]ords) by:?)[: ]+"
    rf"(?!(?:the|The) (?!Associated Press|(?i:editors?|editorial|staff|newsroom)\b)|Numbers\b)({NAMES})"
)
# A date without its year, or a time of day alone, as above the entries of a live blog.
STAMP = re.compile(
    rf"(?:{WEEKDAY}(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}){TIME}"
    r"|(?:(?:last |first )?(?:updated|published|posted|modified)(?: at)?:? )?"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,4}\)?)?"
    rf"|\d{{1,2}} ?[ap]\.?m\.?|(?:(?-i:[A-Z]{{2,8}}|Reuters|Bloomberg) ?[-–—|·] ?)?{AGO})\W*",
    re.IGNORECASE,
)
# "Posted by harbourfan at 11:50 AM | Comments (79)", whatever the writer calls himself.
POSTED = re.compile(
    r"(?:posted|submitted|added|written) by:? [^.!?|]{1,40}? (?:at|on) [^!?]{0,30}"
    r"\d{1,2}[:.]\d{2}[^.!?]{0,40}",
    re.IGNORECASE,
)
# The issue of a paper, without the year: "The Harbour Brief, 5 December".
ISSUE = re.compile(
    r"(?:[A-Z][\w.’'-]{0,30} ){1,5}?[A-Z][\w.’'-]{0,30}, "
    rf"(?:(?i:{MONTH}) \d{{1,2}}|\d{{1,2}} (?i:{MONTH}))"
)
# "The Guardian 8/17/2006".
DATED_OUTLET = re.compile(rf"The {NAME}(?: {NAME}){{0,3}},? \d{{1,2}}/\d{{1,2}}/\d{{2,4}}")
# "from Ann Lee, Harbour Workers".
FROM = re.compile(rf"from {NAME}(?: {NAME}){{1,3}}(?:, (?:the )?{NAME}(?: {NAME}){{0,4}})?")
# Who wrote it, by office alone: "By correspondents in the region", "Court Reporter".
OFFICE = re.compile(
    r"(?:(?:[Bb]y|BY) (?:(?:[Oo]ur|[Aa]|[Tt]he) )?(?:[A-Za-z]+ ){0,3}"
    r"|(?!(?:Our|My|Your|No) )(?:[A-Z][a-z]+ ){0,3})"
    r"(?:[Ss]taff [Ww]riters?, [Ww]ith [Aa]gencies"
    r"|[Ss]taff(?: (?:[Ww]riters?|[Rr]eporters?|and [Aa]gencies))?|(?:[Ss]pecial )?[Cc]orrespondents?"
    r"|[Rr]eporters?|(?:[Nn]ews|[Ww]ire) (?:[Ss]ervices?|[Rr]eports?)|[Ss]taff and wire reports"
    r"|[Nn]ews [Dd]esk|[Nn]ewsroom|[Aa]gencies|[Ee]ditors|[Ee]ditorial [Bb]oard)"
    r"(?: (?:in|at|for) (?:the )?[\w.-]{2,20}(?: [\w.-]{2,20}){0,2}| \([A-Z][\w. ]{2,20}\))?"
)
SOURCE = re.compile(
    r"(?:Source|Publication|Publisher|Outlet|Published in|Published by): ?(?:the |The )?[A-Z][^.!?]{1,50}"
)
BARE_NAMES = re.compile(
    rf"{NAME}(?: {NAME}){{1,3}}(?:(?:, | [Aa]nd |, and | & ){NAME}(?: {NAME}){{1,3}}){{0,3}}"
)
WRITER_AND_PAPER = re.compile(
    rf"{NAME}(?: {NAME}){{1,2}}(?:(?:, | [Aa]nd |, and | & ){NAME}(?: {NAME}){{1,2}}){{0,3}}"
    rf"(?: ?\| ?(?:The |the )?{NAME}(?: {NAME}){{0,4}}|, The {NAME}(?: {NAME}){{0,4}})"
    rf"|(?:The )?{NAME}(?: {NAME}){{1,3}} / {NAME}(?: {NAME}){{1,2}}"
)
# The byline that a scraper ran together with the words of a picture: "FILE PHOTOby Ann Lee".
GLUED = re.compile(
    rf"[^.!?]{{2,60}}[A-Z\d)\]]by {NAME}(?: {NAME}){{1,3}}"
    r"|[^.!?]{0,60}\b(?!(?:ba|rug|der|hob|lob|near|stand|ru|tab|passer|there|where|here)by)[a-z]{2,20}by "
    rf"{NAME}(?: {NAME}){{1,3}}"
)
WRITER_AND_OUTLET = re.compile(
    rf"{NAME}(?: {NAME}){{1,2}}(?:(?:, | [Aa]nd |, and | & ){NAME}(?: {NAME}){{1,2}}){{0,3}}"
    rf", {NAME}(?: {NAME}){{0,2}}"
)
AFTER_NAMES = re.compile(
    r"\W*(?:$|[,|·•@(–—/-]|\d|(?:on|updated|published|posted|staff|special|desk|team|newsroom|at \d+"
    r"|to the|and agencies|correspondent|editor|reporter|in|ph\.?d)\b)",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(r"contributed (?:to this|reporting)", re.IGNORECASE)
CREDIT = re.compile(
    r"contributing: [A-Z]"
    r"|\(?(?:(?:additional |with )?reporting|writing|editing|edited|compiled|translated|text|story|produced"
    r"|interview(?:ed)?)(?: from [^.!?;]{2,40}?)?(?:,? (?:and|&) \w+)? by[: ]"
    r"|from (?:staff|wire|news)\b.{0,30}reports?\b"
    r"|\W{0,3}with (?:files|reports?|reporting|additional|material|inputs?) (?:reporting )?(?:from|by) "
    r"|to contact the (?:[a-z]+ ){1,5}(?:on|of|for|responsible for) this (?:story|article|report):"
    r"|(?-i:[A-Z][\w’'-]+(?:(?:,| and|, and) [A-Z][\w’'-]+){0,3}) reported from (?-i:[A-Z])[^.!?;:]{2,60}\.?$"
    r"|follow .{2,40} on (?:twitter|facebook|x|instagram)"
    r"|.{3,60} can be (?:reached|contacted|followed) (?:at|on|by|via)\b"
    r"|(?-i:[a-z]{2,4}(?:-[a-z]{2,4})?(?:/[a-z]{2,4}){1,3})$"
    r"|@\w{1,30}\W*$|^(?:the )?associated press\W*$|reuters\W*$",
    re.IGNORECASE,
)
OCCUPATION = (
    r"(?:journalist|reporter|editor|writer|author|fellow|professor|columnist|correspondent|contributor"
    r"|analyst|researcher|lecturer|blogger|student|scholar|freelancer|photographer)"
)
BIOGRAPHY = re.compile(
    rf"(?:{NAME_WORD}(?:,? {NAME_WORD}){{1,9}}|The author|The writer),? (?:"
    r"(?:is|was|has been|serves as|works as) (?:(?:an?|the|our|co-)\b|[A-Z])[^.!?]{0,60}"
    rf"\b(?i:{OCCUPATION})s?\b"
    r"|(?:writes|reports|blogs) (?:for|on|about|from)\b|covers\b)"
)
SIGNED = re.compile(
    r"^(?:[Ff]iled|[Pp]osted|[Pp]ublished|[Ww]ritten|[Ss]ubmitted|[Aa]dded)\b.{0,100}\b[Bb]y:? [A-Z]"
    r"|[—–|·,:-] ?[Bb]y:? [A-Z]"
)
WORD = re.compile(r"[^\W\d_][\w’'.-]*")
SEPARATED = re.compile(r"[|·•–—/,(]|(?<= )- ")
CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\b\.?|\b(?:[ECMP][SD]?T|BST|GMT|UTC|CEST|CET)\b", re.IGNORECASE
)
MOST_SIGNATURE_WORDS = 24
NAME_PARTICLES = frozenset(
    {"de", "del", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le", "da"}
)
WEAK_WORDS = frozenset({"for", "of", "in", "from", "the", "a", "have", "no"})
MOST_NAMES, MOST_BARE_NAMES = 8, 4
DIGIT = re.compile(r"\d")
SHORTEST_BIOGRAPHY = 20
RANK_ENDED = re.compile(r" \((?:[Rr]et|[Rr]etd|[Rr]es)\.\)$")
TERMINAL = re.compile(r"[.!?][\"'”’)]*$")


def is_byline(content: str) -> bool:
    """Whether the line names its article's author or date, or credits who contributed."""
    if len(content) > LONGEST:
        return False
    if DIGIT.search(content) and (
        STAMP.fullmatch(content)
        or DATE_LINE.fullmatch(content)
        or ISSUE.fullmatch(content)
        or PLACED_DATE.fullmatch(content)
        or POSTED.fullmatch(content)
        or _is_dated_signature(content)
    ):
        return True
    if is_credit(content) or OFFICE.fullmatch(content) or RANKED.fullmatch(content):
        return True
    if SOURCE.fullmatch(content) or DATED_OUTLET.fullmatch(content) or FROM.fullmatch(content):
        return True
    if "by " in content and GLUED.fullmatch(content):
        return True
    match = BY_LINE.match(content)
    if match is None or not AFTER_NAMES.match(content, match.end()):
        return False
    return bool(DATE.search(content)) or not TERMINAL.search(RANK_ENDED.sub("", content))


def names_people(content: str) -> bool:
    """Whether the line is nothing but what can be the names of one to four people."""
    return len(content) <= LONGEST and BARE_NAMES.fullmatch(content) is not None


def names_writer_and_paper(content: str) -> bool:
    """Whether the line is the name of a person and, behind a bar or comma, that of a paper."""
    return len(content) <= LONGEST and WRITER_AND_PAPER.fullmatch(content) is not None


def may_name_writer_and_outlet(content: str) -> bool:
    """Whether the line has the form "Ann Lee, Coast Paper", as some headlines have, too."""
    return len(content) <= LONGEST and WRITER_AND_OUTLET.fullmatch(content) is not None


def is_credit(content: str) -> bool:
    """Whether the line credits who contributed or edited, or who wires it."""
    contributed = "ontributed" in content or "CONTRIBUTED" in content
    return CREDIT.match(content) is not None or (contributed and CONTRIBUTED.search(content) is not None)


def is_date_line(content: str) -> bool:
    """Whether the line is a date, perhaps with a time or a word such as "posted", and names nobody."""
    return len(content) <= LONGEST and bool(STAMP.fullmatch(content) or DATE_LINE.fullmatch(content))


def is_signed(content: str) -> bool:
    """Whether a label or a sign leads to "by", a name and a date: "Filed under Ports — by Ann Lee, ..."."""
    return len(content) <= LONGEST and SIGNED.search(content) is not None and DATE.search(content) is not None


def _is_dated_signature(content: str) -> bool:
    """Whether the line holds a date and, besides, only names and words such as "posted", "by" or "at"."""
    date = DATE.search(content) if YEAR.search(content) and may_hold_date(content) else None
    if date is None:
        return False
    rest = content[: date.start()] + " " + content[date.end() :]
    words = WORD.findall(CLOCK.sub(" ", rest))
    signed = {after for word, after in pairwise(words) if word.casefold() == "by"}
    known = [word for word in words if word.casefold() in _byline_words() or word in signed]
    small = (word for word in words if word[0].islower() and word not in known)
    if len(words) > MOST_SIGNATURE_WORDS or any(word not in NAME_PARTICLES for word in small):
        return False
    names = len(words) - len(known)
    marked = bool(signed) or SEPARATED.search(rest) is not None
    if names > (MOST_NAMES if marked else MOST_BARE_NAMES):
        return False
    said = any(word.casefold() not in WEAK_WORDS for word in known)
    return marked or bool(not words or said or date.start() == 0)


@cache
def _byline_words() -> frozenset[str]:
    return frozenset(entries("byline_words"))


def is_biography(content: str) -> bool:
    """Whether the line says who the author is, as at the foot of an article."""
    return SHORTEST_BIOGRAPHY <= len(content) <= 2 * LONGEST and BIOGRAPHY.match(content) is not None
