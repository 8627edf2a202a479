"""The words by which a headline or a foreword says that short items are gathered below it."""

import re

from claims.text.wordlists import entries


def announces_digest(told: str, words_of: str = "digest_words") -> bool:
    """Whether a headline or a foreword has a word for a collection of short items, from that word list."""
    plain = told.casefold().replace("’", "'")
    return any(re.search(rf"\b{re.escape(words)}\b", plain) for words in entries(words_of))
