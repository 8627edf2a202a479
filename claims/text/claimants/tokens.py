"""A sentence as words and marks, each with its place and whether it stands inside a quotation."""

import re
from dataclasses import dataclass
from functools import cache

from claims.text.lexicon import lexicon
from claims.text.wordlists import entries

OPENING_QUOTES = "“«„"
CLOSING_QUOTES = "”»"
STRAIGHT_QUOTE = '"'


@cache
def words_of(*names: str) -> frozenset[str]:
    """The entries of word lists that are one word, in all their forms, in lower case."""
    found = lexicon(names).continuations.items()
    return frozenset(first for first, rests in found if any(not rest for rest, _ in rests))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of one sentence; `quoted` says which stand inside a quotation."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    quoted: list[bool]
    quotation_open_at_end: bool

    def __len__(self) -> int:
        return len(self.words)

    def lowered(self, index: int) -> str:
        """The word at `index` in lower case, or nothing beyond either end."""
        return self.words[index].lower() if 0 <= index < len(self.words) else ""

    def is_name_part(self, index: int) -> bool:
        """Whether the token at `index` could be part of a name: a capital, an initial, `al-Baghdadi`."""
        if not 0 <= index < len(self.words) or self.quoted[index]:
            return False
        word = self.words[index]
        return word[0].isupper() or any(part[:1].isupper() for part in word.split("-")[1:])

    def begins_quoted(self) -> bool:
        """Whether the first token belongs to a quotation."""
        return bool(self.quoted) and self.quoted[0]

    def wholly_quoted(self) -> bool:
        """Whether no word of the sentence stands outside quotations."""
        return all(
            quoted or not word[0].isalnum() for word, quoted in zip(self.words, self.quoted, strict=True)
        )


def tokens_of(text: str, start: int, end: int, *, inside_quotation: bool) -> Tokens:
    """The tokens of `text[start:end]`; `inside_quotation` when one is open where it begins."""
    words, starts, ends, quoted = [], [], [], []
    inside = inside_quotation or _closes_before_it_opens(text, start, end)
    for match in _token().finditer(text, start, end):
        word = match.group()
        if word in OPENING_QUOTES:
            inside = True
        elif word == STRAIGHT_QUOTE:
            inside = not inside
        elif word in CLOSING_QUOTES:
            inside = False
        words.append(word)
        starts.append(match.start())
        ends.append(match.end())
        quoted.append(inside)
    return Tokens(words, starts, ends, quoted, inside)


def _closes_before_it_opens(text: str, start: int, end: int) -> bool:
    closing = text.find("”", start, end)
    return closing >= 0 and text.find("“", start, closing) < 0


@cache
def _token() -> re.Pattern[str]:
    """Initials (`J.`, `U.S.`), short titles with their full stop, words, and single marks."""
    titles = "|".join(re.escape(title) for title in entries("titles") if title.endswith("."))
    initials = r"(?:[^\W\d_]\.)+"
    word = r"[^\W_]+(?:['’\-&/.][^\W_]+)*"
    return re.compile(rf"{initials}|\b(?:{titles})|{word}|[^\w\s]")
