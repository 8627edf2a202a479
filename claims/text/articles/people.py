"""The given names that tell people from other names."""

from functools import cache

from claims.text.wordlists import entries


@cache
def given_names() -> frozenset[str]:
    """The given names that are known, in small letters."""
    return frozenset([*entries("given_names_female"), *entries("given_names_male")])
