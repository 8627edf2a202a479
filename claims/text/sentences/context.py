"""What stands around a full stop."""

import re
from dataclasses import dataclass
from functools import cached_property

from claims.text.sentences.vocabulary import SPEECH_VERBS

OPENERS = "\"'“‘«‹„([{*_¿¡"
OPENED_WORD = re.compile(r"[\"'“‘«‹„(\[{*_¿¡]{0,6}([^\W_]{1,40}(?:[’'-][^\W_]{1,20}){0,3})?")
ROMAN_NUMERAL = re.compile(r"[IVXLC]{1,6}|[A-Z]")
SPEAKER = re.compile(
    r"(?:I|(?:[A-Z][\w.’'-]{0,30} (?:de |al-|el-|van |von |bin )?){1,4}) ?"
    r"(?:(?:then|also|later|once) )?([a-z]{2,12})\b"
)
WORD_REACH = 40
ADDRESS_REACH = 60
TITLE_LINE_REACH = 200
DASHES = "-–—"
SMALL_TITLE_WORD = 4


@dataclass(frozen=True)
class Stop:
    """A run of stops `text[start:end]` in a line, and where its sentence would close and the next follow."""

    text: str
    line_start: int
    begin: int
    start: int
    end: int
    close: int
    following: int
    line_end: int

    @cached_property
    def run(self) -> str:
        """The stops themselves, such as "." or "?!"; at most ten of them."""
        return self.text[self.start : min(self.end, self.start + 10)]

    @cached_property
    def closers(self) -> str:
        """What closes after the stops: quotes, brackets, references; at most ten characters."""
        return self.text[self.end : min(self.close, self.end + 10)].strip()

    @cached_property
    def before(self) -> str:
        """The character before the stops, a space at the beginning of the line."""
        return self.text[self.start - 1] if self.start > self.line_start else " "

    @cached_property
    def next_character(self) -> str:
        """The character that follows the white space."""
        return self.text[self.following]

    @cached_property
    def is_ellipsis(self) -> bool:
        """Whether the stops are an ellipsis, as one character or as full stops."""
        return "…" in self.run or self.run.count(".") > 2

    @cached_property
    def opened(self) -> bool:
        """Whether the bracket that closes right after the stops was opened right before them."""
        return self.before in "(["

    @cached_property
    def word(self) -> str:
        """The word that the stops follow, without openers; empty when white space precedes them."""
        piece = self.text[max(self.begin, self.start - WORD_REACH) : self.start]
        if not piece or piece[-1].isspace():
            return ""
        word = piece.split()[-1].lstrip(OPENERS)
        for dash in "–—/":
            word = word.rpartition(dash)[2]
        return word.lstrip(OPENERS)

    @cached_property
    def _opened_word(self) -> re.Match[str] | None:
        return OPENED_WORD.match(self.text, self.following, self.line_end)

    @cached_property
    def next_word(self) -> str:
        """The word that follows, without the quotes and brackets before it; empty for other signs."""
        return (self._opened_word and self._opened_word.group(1)) or ""

    @cached_property
    def opens_sentence(self) -> bool:
        """Whether what follows can begin a sentence: a capital, a digit, a caseless letter or a sign."""
        if self.next_word:
            return not self.next_word[0].islower()
        return self.next_character not in DASHES and self.next_character not in ",;:)]}"

    @cached_property
    def next_is_number(self) -> bool:
        """Whether the next character is a digit."""
        return self.next_character.isdigit()

    @cached_property
    def next_is_numeral(self) -> bool:
        """Whether the next word is a number, a Roman numeral or a single capital."""
        return self.next_is_number or bool(ROMAN_NUMERAL.fullmatch(self.next_word))

    @cached_property
    def next_looks_like_prose(self) -> bool:
        """Whether the next word is capitalised as at the start of a sentence, not all in capitals."""
        word = self.next_word
        return word in ("A", "I") or (len(word) > 1 and word[1:].lower() == word[1:])


def address_around(text: str, start: int, end: int) -> bool:
    """Whether the unbroken run of characters around `text[start:end]` is a web or mail address."""
    before = text[max(0, start - ADDRESS_REACH) : start].split(" ")[-1]
    after = text[end : end + ADDRESS_REACH].split(" ")[0]
    return any(mark in before for mark in ("@", "://", "www.")) or "@" in after


def is_title_case(text: str, start: int, end: int) -> bool:
    """Whether the line is set as a title: nearly all of its longer words begin with a capital."""
    if end - start > TITLE_LINE_REACH:
        return False
    words = [word for word in text[start:end].split() if len(word) > SMALL_TITLE_WORD and word[0].isalpha()]
    return sum(word[0].islower() for word in words) * 6 <= len(words)


def names_speaker(text: str, start: int) -> bool:
    """Whether a name and a verb of speech follow: `"Why?" Ms. Lee asked.`"""
    match = SPEAKER.match(text, start)
    return match is not None and match.group(1) in SPEECH_VERBS
