"""Characters that change how a text reads without being seen."""

import unicodedata

# What emoji and several scripts need, and what so changes nothing that anybody could be misled by.
JOINERS = frozenset("\u200c\u200d")


def is_hidden(character: str) -> bool:
    """Whether nobody would see the character, such as an override of direction (Unicode's category Cf)."""
    return unicodedata.category(character) == "Cf" and character not in JOINERS
