"""What stands around a full stop."""

import re

from claims.text.sentences.vocabulary import SPEECH_VERBS

OPENERS = "\"'“‘«‹„([{*_¿¡"
OPENED_WORD = re.compile(r"[\"'“‘«‹„(\[{*_¿¡]{0,6}([^\W_]{1,40}(?:[’'-][^\W_]{1,20}){0,3})?")
ROMAN_NUMERAL = re.compile(r"[IVXLC]{1,6}|[A-Z]")
SPEAKER = re.compile(
    r"(?:I|(?:[A-Z][\w.’'-]{0,30} (?:de |al-|el-|van |von |bin )?){1,4}) ?"
    r"(?:(?:then|also|later|once) )?([a-z]{2,12})\b"
)
WORD_REACH = 40
RUN_REACH = 10
ADDRESS_REACH = 60
TITLE_LINE_REACH = 200
DASHES = "-–—"
NUMBER_SIGNS = "+#$€£("
SMALL_TITLE_WORD, FEWEST_TITLE_WORDS = 4, 2


class Stop:
    """A run of stops `text[start:end]` in a line, and where its sentence would close and the next follow.

    Plain slots filled at once or on first use: hundreds of thousands of these are made for a hostile
    megabyte, and `functools.cached_property` takes a lock.
    """

    __slots__ = (
        "_next_word", "_word", "before", "begin", "close", "closers", "end", "following", "is_ellipsis",
        "line_end", "line_start", "next_character", "run", "start", "text",
    )  # fmt: skip

    def __init__(
        self, text: str, line: tuple[int, int], begin: int, run: tuple[int, int], after: tuple[int, int]
    ):
        self.text = text
        self.line_start, self.line_end = line
        self.begin = begin
        self.start, self.end = run
        self.close, self.following = after
        self.run = text[self.start : min(self.end, self.start + RUN_REACH)]
        self.closers = text[self.end : min(self.close, self.end + RUN_REACH)].strip()
        self.before = text[self.start - 1] if self.start > self.line_start else " "
        self.next_character = text[self.following]
        self.is_ellipsis = "…" in self.run or self.run.count(".") > 2
        self._word: str | None = None
        self._next_word: str | None = None

    @property
    def word(self) -> str:
        """The word that the stops follow, without openers; empty when white space precedes them."""
        if self._word is None:
            piece = self.text[max(self.begin, self.start - WORD_REACH) : self.start]
            self._word = _last_word(piece) if piece and not piece[-1].isspace() else ""
        return self._word

    @property
    def word_before(self) -> str:
        """The word before `word`, case-folded; empty where there is none nearby."""
        words = self.text[max(self.begin, self.start - 2 * WORD_REACH) : self.start].split()
        return words[-2].casefold() if len(words) > 1 else ""

    @property
    def next_word(self) -> str:
        """The word that follows, without the quotes and brackets before it; empty for other signs."""
        if self._next_word is None:
            match = OPENED_WORD.match(self.text, self.following, self.line_end)
            self._next_word = (match and match.group(1)) or ""
        return self._next_word

    @property
    def opens_sentence(self) -> bool:
        """Whether what follows can begin a sentence: a capital, a digit, a caseless letter or a sign."""
        if self.next_word:
            return not self.next_word[0].islower()
        return self.next_character not in DASHES and self.next_character not in ",;:)]}"

    @property
    def next_is_number(self) -> bool:
        """Whether a number follows, with or without a sign before it."""
        if self.next_character in NUMBER_SIGNS:
            return self.text[self.following + 1 : self.following + 2].isdigit()
        return self.next_character.isdigit()

    @property
    def next_is_numeral(self) -> bool:
        """Whether the next word is a number, a Roman numeral or a single capital."""
        return self.next_is_number or bool(ROMAN_NUMERAL.fullmatch(self.next_word))

    @property
    def next_looks_like_prose(self) -> bool:
        """Whether the next word is capitalised as at the start of a sentence, not all in capitals."""
        word = self.next_word
        return word in ("A", "I") or (len(word) > 1 and word[1:].lower() == word[1:])


def _last_word(piece: str) -> str:
    word = piece.split()[-1].lstrip(OPENERS)
    for dash in "–—/":
        word = word.rpartition(dash)[2]
    return word.lstrip(OPENERS)


def address_around(text: str, start: int, end: int) -> bool:
    """Whether the unbroken run of characters around `text[start:end]` is a web or mail address."""
    before = text[max(0, start - ADDRESS_REACH) : start].split(" ")[-1]
    after = text[end : end + ADDRESS_REACH].split(" ")[0]
    return any(mark in before for mark in ("@", "://", "www.")) or "@" in after


def is_title_case(text: str, start: int, end: int) -> bool:
    """Whether the line is set as a title: nearly all of its longer words begin with a capital."""
    if end - start > TITLE_LINE_REACH:
        return False
    words = [
        word
        for word in text[start:end].split()
        if len(word.rstrip(".,")) > SMALL_TITLE_WORD and word[0].isalpha() and "." not in word[:-1]
    ]
    return len(words) >= FEWEST_TITLE_WORDS and sum(word[0].islower() for word in words) * 6 <= len(words)


def names_speaker(text: str, start: int) -> bool:
    """Whether a name and a verb of speech follow: `"Why?" Ms. Lee asked.`"""
    match = SPEAKER.match(text, start)
    return match is not None and match.group(1) in SPEECH_VERBS
