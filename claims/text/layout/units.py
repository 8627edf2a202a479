"""The kinds of units that a page is made of, and what a line's own words leave open."""

SENTENCE, HEADING, BYLINE, CAPTION = "sentence", "heading", "byline", "caption"
LIST_ITEM, FOOTNOTE, BOILERPLATE = "list_item", "footnote", "boilerplate"

# What the lines around settle: a leading number or dash, the heading of notes, who the author is, the mark
# of a picture.
NUMBER_LED, DASH_LED, NOTES, BIOGRAPHY, PICTURE = "number", "dash", "notes", "biography", "picture"
NUMBERED = "numbered"  # a whole paragraph with a number before it

RARE = 4  # less than every fourth line is of the kind: then it is sooner found by looking for the next


def places(kinds: list[str], *wanted: str) -> list[int]:
    """The indices of what is of one of the `wanted` kinds now, in order: most passes ask for few lines."""
    if len(wanted) == 1:
        only = wanted[0]
        times = kinds.count(only)
        if times * RARE > len(kinds):
            return [index for index, kind in enumerate(kinds) if kind == only]
        found, place = [], -1
        for _ in range(times):
            place = kinds.index(only, place + 1)
            found.append(place)
        return found
    return [index for index, kind in enumerate(kinds) if kind in wanted]
