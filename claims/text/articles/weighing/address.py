"""Whether a text talks to its reader, as guides do and news doesn't."""

import re

QUOTED = re.compile(r"“[^”]{0,600}”|\"[^\"\n]{0,600}\"")
READER = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
FEWEST, WORDS_APART = 6, 60


def addresses_reader(text: str, start: int, words: int) -> bool:
    """Whether "you" and its forms stand six times outside quotations, and once in 60 words, from `start` on.

    `words` is how many words the paragraphs there have.
    """
    told = len(READER.findall(text, start))
    if told < FEWEST or told * WORDS_APART < words:
        return False
    told -= sum(len(READER.findall(text, *quoted.span())) for quoted in QUOTED.finditer(text, start))
    return told >= FEWEST and told * WORDS_APART >= words
