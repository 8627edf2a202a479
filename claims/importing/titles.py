"""A title for a document that came without one."""

from claims.importing.documents import plain_field

LONGEST = 200


def title_of(text: str, name: str) -> str:
    """The first line with a letter in it, cut at a word; else the name of the file."""
    for line in text[:20_000].split("\n"):
        title = plain_field(line, len(line))
        if any(character.isalpha() for character in title):
            return title if len(title) <= LONGEST else f"{title[:LONGEST].rsplit(' ', 1)[0]} …"
    return name.rsplit(".", 1)[0] or "Untitled"
