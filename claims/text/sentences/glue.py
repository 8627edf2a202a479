"""Words that a scraper ran together: "in LimaThe boats", "port of LimaLima is"."""

import re
from collections import Counter

from claims.text.sentences.vocabulary import JOINED_NAMES, STARTERS

# The capital comes first and what must stand before it second, because capitals are looked for faster.
LOOSE_SEAM = re.compile(r"[A-ZÀ-ÖØ-Þ](?<=[a-zß-öø-ÿ\d)\]”’%].)")
REST_OF_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]*+(?![A-Za-zÀ-ÿ\d])")
SMALL_START = re.compile(r"(?:The|This|That|These|There|They|It|But|He|She|We|In|When|While|After)(?= [a-z])")
TWO_CAPITALS = re.compile(r"[A-Z]{2}")
# What a scraper sets right before the next words: the name of a picture's file, a caption before a dateline,
# and the credit behind a caption's full stop.
FILE_END = re.compile(r"\.(?i:jpe?g|png|gif|webp|svg|pdf|mp[34])(?=[A-Z“\"])")
# Behind the first capital.
CITY = r"[A-Z]{2,24}(?:[ .’'-]{1,2}[A-Z]{2,20}){0,3}(?:, [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20}){0,2})?"
DATELINE = rf"{CITY} (?:\((?:[A-Z]{{2,6}}|Reuters)\) ?[—–-]{{1,2}}|[—–]|--) ?[A-Z“\"]"
DATELINE_SEAM = re.compile(rf"[A-Z](?<=[a-z\d)].)(?={DATELINE})")
CREDIT_SEAM = re.compile(
    r"[.”](?=[A-Z][\w’'-]{1,20} (?:[A-Z][\w.’'-]{0,20} ){0,2}[A-Z][\w’'-]{1,20} ?[—–/] ?"
    r"(?:AP|AFP|Associated Press|Getty|Reuters|REUTERS|EPA|Bloomberg|Magnum|Redux|Corbis)\b)"
)
# A picture's agency, and the paper in front of its text: "[Coast Daily]The boats".
AGENCY_ENDED = re.compile(r"(?:/ ?|\bvia )(?:Reuters|Getty(?: Images)?|Bloomberg|Xinhua)$")
LABEL = re.compile(r"(?:^|[\n\r])[ \t]*\[[A-Z][\w .&’'-]{1,38}\]$")
LABEL_REACH, AGENCY_REACH, PLACE_REACH = 48, 24, 60
# Where a report is from, which belongs to its first sentence: "Halden (CNN)The boats".
PLACED = re.compile(
    r"(?:^|[\n\r])[ \t]*(?:[A-Z][\w.’'-]{1,20}(?:,? [A-Z][\w.’'-]{1,20}){0,3} ?)?"
    r"\((?:[A-Z]{2,6}|Reuters|CNN [A-Z]\w+)\)$"
)
WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
FIRST_HALF = re.compile(r"[A-Za-zÀ-ÿ]{1,30}$")
PROSE = re.compile(r" [a-zA-Z0-9“\"‘]|[,’']")
OPENING_QUOTES = " \t\n\xa0“‘\"'"
SHORTEST_WORD = 4
# Up to so many unlike seams, their words are looked for one by one; nothing asks for more than two of one.
FEW_SEAMS, MORE_THAN_ONCE, HALF_REACH = 40, 2, 31
# Words behind which no sentence has a comma: "PredictIt, a site".
NEVER_PAUSING = frozenset({"A", "An", "At", "He", "It", "On", "She", "The", "They", "To", "Up", "We", "You"})
WEAK_STARTERS = frozenset(
    {"In", "On", "At", "As", "Up", "Of", "To", "For", "So", "No", "Now", "One", "All", "Is"}
)


def loose_seams(text: str) -> list[int]:
    """Where a capital stands right behind a small letter, a figure or a closing sign, in order."""
    return [match.start() for match in LOOSE_SEAM.finditer(text)]


def seam_offsets(text: str, loose: list[int]) -> list[int]:
    """Where a reader would put a sentence boundary between two joined words of `text`, in order.

    The words of the text itself decide: "LimaLima" and "BremenThe" are seams where "Lima" and
    "Bremen" also stand alone; a name such as "PayPal" that occurs more than once is none. `loose` are
    the places in question.
    """
    words_at = (REST_OF_WORD.match(text, place) for place in loose)
    seams = [match for match in words_at if match and PROSE.match(text, match.end())]
    capitals = [
        match
        for match in SMALL_START.finditer(text)
        if match.start() > 1 and TWO_CAPITALS.match(text, match.start() - 2)
    ]
    plain = {match.start() for match in DATELINE_SEAM.finditer(text)} if loose else set()
    plain.update(place for place in loose if ends_credit(text, place) or _ends_label(text, place))
    plain |= {match.end() for seam in (FILE_END, CREDIT_SEAM) for match in seam.finditer(text)}
    if not seams and not capitals:
        return sorted(plain)
    asked = {text[max(0, match.start() - HALF_REACH) : match.end()] for match in (*seams, *capitals)}
    words = Occurrences(text) if len(asked) <= FEW_SEAMS else Counter(WORD.findall(text))
    found = {match.start() for match in seams if _is_boundary(text, match, words)}
    for match in capitals:
        first = _first_half(text, match.start())
        if first.isupper() and words[first]:
            found.add(match.start())
    return sorted(found | plain)


def ends_credit(text: str, place: int) -> bool:
    """Whether the name of a picture's agency ends right at `place`, behind a stroke or "via"."""
    agency = text[place - 1] in "sgya" and AGENCY_ENDED.search(text, max(0, place - AGENCY_REACH), place)
    return bool(agency)


def _ends_label(text: str, place: int) -> bool:
    """Whether a paper in brackets opens the line and ends at `place`."""
    return text[place - 1] == "]" and bool(LABEL.search(text, max(0, place - LABEL_REACH), place))


class Occurrences(dict[str, int]):
    """How often words stand in a text: 0, 1 or 2 for more, each looked for when it is asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def __missing__(self, word: str) -> int:
        count, place = 0, self.text.find(word) if word else -1
        while place >= 0 and count < MORE_THAN_ONCE:
            end = place + len(word)
            around = self.text[max(0, place - 1) : place] + self.text[end : end + 1]
            count += WORD.search(around) is None
            place = self.text.find(word, end)
        self[word] = count
        return count


def _first_half(text: str, seam: int) -> str:
    half = FIRST_HALF.search(text[max(0, seam - HALF_REACH) : seam])
    return half.group() if half else ""


def _is_boundary(text: str, match: re.Match[str], words: dict[str, int]) -> bool:
    second = match.group()
    if second in NEVER_PAUSING and text[match.end() : match.end() + 1] == ",":
        return False
    if not text[match.start() - 1].isalpha():
        if text[match.start() - 1] == ")" and PLACED.search(
            text, max(0, match.start() - PLACE_REACH), match.start()
        ):
            return False
        if text[match.start() - 1] in "”’" and not text[max(0, match.start() - 2)].strip(OPENING_QUOTES):
            return False
        return second in STARTERS and len(second) > 1
    first = _first_half(text, match.start())
    if text[max(0, match.start() - len(first) - 1)] == "#":
        return False
    joined = first + second
    if (
        len(first) < 2
        or joined in JOINED_NAMES
        or words[joined] > 1
        or (len(second) == 1 and second not in "AI")
    ):
        return False
    if first == second:
        return True
    if second in STARTERS and second not in WEAK_STARTERS:
        return len(first) >= SHORTEST_WORD or words[first] > 0 or (len(first) == len(second) == 3)
    if not words[first]:
        return False
    if second in STARTERS or words[second.lower()]:
        return len(second) > 1 and (second in STARTERS or len(first) >= SHORTEST_WORD)
    return first[0].isupper() and words[second] > 0
