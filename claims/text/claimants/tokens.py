"""A sentence as words and marks, each with its place and whether it stands inside a quotation."""

import re
from dataclasses import dataclass
from functools import cache

from claims.text.lexicon import lexicon
from claims.text.wordlists import entries

OPENING_QUOTES = "“«„"
CLOSING_QUOTES = "”»"
STRAIGHT_QUOTE = '"'
QUOTE = re.compile(f"[{OPENING_QUOTES}{CLOSING_QUOTES}{STRAIGHT_QUOTE}]")


@cache
def words_of(*names: str) -> frozenset[str]:
    """The entries of word lists that are one word, in all their forms, in lower case."""
    return lexicon(names).single_words()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of one sentence; `quoted` says which stand inside a quotation."""

    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    quoted: list[bool]
    quotation_open_at_end: bool

    def __len__(self) -> int:
        return len(self.words)

    def lowered(self, index: int) -> str:
        """The word at `index` in lower case, or nothing beyond either end."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def is_name_part(self, index: int) -> bool:
        """Whether the token at `index` could be part of a name: a capital, an initial, `al-Baghdadi`."""
        if not 0 <= index < len(self.words) or self.quoted[index]:
            return False
        word = self.words[index]
        return word[0].isupper() or ("-" in word and any(part[:1].isupper() for part in word.split("-")[1:]))

    def name_parts(self) -> list[int]:
        """The tokens that could be parts of names."""
        possible = [index for index, word in enumerate(self.words) if word[0].isupper() or "-" in word]
        return [index for index in possible if self.is_name_part(index)]

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
    matches = list(_token().finditer(text, start, end))
    words = [match[0] for match in matches]
    inside = inside_quotation or _closes_before_it_opens(text, start, end)
    quoted = _quoted(words, inside) if QUOTE.search(text, start, end) else [inside] * len(words)
    lowers = [word.lower() for word in words]
    starts, ends = [match.start() for match in matches], [match.end() for match in matches]
    return Tokens(words, lowers, starts, ends, quoted, quoted[-1] if quoted else inside)


class TextTokens:
    """The tokens of a text's sentences, cut once though speakers and statements are both read from them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._cut: dict[tuple[int, int, bool], Tokens] = {}

    def between(self, start: int, end: int, *, inside_quotation: bool) -> Tokens:
        """`tokens_of` the text from `start` to `end`."""
        key = (start, end, inside_quotation)
        if key not in self._cut:
            self._cut[key] = tokens_of(self._text, start, end, inside_quotation=inside_quotation)
        return self._cut[key]


def _quoted(words: list[str], inside: bool) -> list[bool]:
    """Which of the words stand inside a quotation; `inside` when one is open where they begin."""
    quoted = []
    for word in words:
        if word in OPENING_QUOTES:
            inside = True
        elif word == STRAIGHT_QUOTE:
            inside = not inside
        elif word in CLOSING_QUOTES:
            inside = False
        quoted.append(inside)
    return quoted


def _closes_before_it_opens(text: str, start: int, end: int) -> bool:
    closing = text.find("”", start, end)
    return closing >= 0 and text.find("“", start, closing) < 0


@cache
def _token() -> re.Pattern[str]:
    """Initials (`J.`, `U.S.`), short titles with their full stop, words, and single marks."""
    titles = [title for title in entries("titles") if title.endswith(".")]
    listed = "|".join(map(re.escape, titles))
    initials = r"(?:[^\W\d_]\.)+"
    word = r"[^\W_]+(?:['’\-&/.][^\W_]+)*"
    # Only where a few letters and a full stop stand is the long list of titles gone through.
    stopped = rf"(?=[^\W\d_]{{1,{max(map(len, titles)) - 1}}}\.)"
    return re.compile(rf"{stopped}(?:{initials}|\b(?:{listed}))|{word}|[^\w\s]")
