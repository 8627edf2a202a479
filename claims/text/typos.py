"""Telling the mending of a typo from a change of what is said."""

import re

# Between digits a point or a comma is part of the number, and so is a sign or a dash before one.
TOKENS = re.compile(r"[-+−]?\d(?:[\d.,]*\d)?|[^\W\d_]+|[^\w\s.,;:!?'\"“”‘’()]")


def only_mends_typing(before: str, after: str) -> bool:
    """Whether two texts differ in nothing but punctuation and spacing.

    Letters are never taken for a typo: "million" and "billion", "legal" and "illegal", "US" and "us" are a
    letter or two apart.
    """
    return TOKENS.findall(before) == TOKENS.findall(after)
