"""The kinds of units that a page is made of, and what a line's own words leave open."""

SENTENCE, HEADING, BYLINE, CAPTION = "sentence", "heading", "byline", "caption"
LIST_ITEM, FOOTNOTE, BOILERPLATE = "list_item", "footnote", "boilerplate"

# What the lines around settle: a leading number or dash, the heading of notes, who the author is, the mark
# of a picture.
NUMBER_LED, DASH_LED, NOTES, BIOGRAPHY, PICTURE = "number", "dash", "notes", "biography", "picture"
NUMBERED = "numbered"  # a whole paragraph with a number before it


def places(kinds: list[str], *wanted: str) -> list[int]:
    """The indices of what is of one of the `wanted` kinds now, in order: most passes ask for few lines."""
    if len(wanted) == 1:
        only = wanted[0]
        return [index for index, kind in enumerate(kinds) if kind == only]
    return [index for index, kind in enumerate(kinds) if kind in wanted]
