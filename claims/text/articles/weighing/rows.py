"""A page whose headings are set alike, with nothing to mark them: all of them begin articles, or none."""

from claims.text.articles.headlines import Headline
from claims.text.articles.headlines.choice import AUTHOR, word_count
from claims.text.articles.headlines.form import UNFIT
from claims.text.articles.page import Page
from claims.text.articles.weighing.briefs import nearly_all_name_places
from claims.text.layout.headings import is_title_case

# A report that opens with its place has sub-headings more often than a text that doesn't.
# A page that is titled as a list of posts holds several, unless next to nothing speaks for it.
FEWEST, LEAST_MEAN, REPORTED, LEAST_LISTED = 2, 1.15, 0.4, -1.0
LEAST_ALIKE, LONG_SHARE, SAME_SHARE = 0.0, 0.75, 0.75
MOST_WORDS = 150
LEAST_TOLD, MOST_TOLD = -2.0, 4.0
IN_A_ROW = "all headings of the page are set alike, and most of them could begin an article"

ABOVE_QUOTATION = "a quotation alone stands below each heading of the page"

FEWEST_QUOTED = 4
FEWEST_WRITERS, MOST_FOREWORDS = 3, 60
BY_WRITERS = "a writer stands below this and other headings of the page, each time another one"


def raised_in_row(page: Page, found: list[Headline], weighed: list[Headline]) -> list[Headline]:
    """The headlines `weighed`, those of a row raised over the threshold together.

    `found` has the same headings before they were weighed. A heading that is set closer to its text than
    the first one, or that can't be a headline by its words, is no part of the row.
    """
    if not found or _are_told_apart(page, found[1:]) or _are_long(page, found):
        return weighed
    placed = nearly_all_name_places(page, found[1:])
    if found[0].signed and not placed:
        return weighed
    rest = found if page.has_body_above(found[0].line) else found[1:]
    row = [item for item in rest if _is_set_alike(page, item)]
    if page.bulleted:
        row = [item for item in row if item.line in page.bulleted]
    if len(row) < FEWEST:
        return weighed
    least = LEAST_LISTED if page.lists_posts or page.bulleted else _least_mean(page, found[0], row)
    if _mean(row) < least and not (placed or nearly_all_name_places(page, found)):
        return weighed
    lines = {item.line for item in row}
    return [item.raised(IN_A_ROW) if item.line in lines else item for item in weighed]


def raised_by_writers(page: Page, found: list[Headline]) -> list[Headline]:
    """The headings right above a line that says who wrote what follows, raised where the writers differ.

    A heading above all these with a few words below it is the title of the page.
    """
    written = {
        item.line: page.content(item.line + 1)
        for item in found
        if item.signed and AUTHOR.match(page.content(item.line + 1))
    }
    if len(set(written.values())) < FEWEST_WRITERS:
        return found
    titled = found[0].line not in written and page.prose_words(0, found[1].line) <= MOST_FOREWORDS
    if titled and len(written) == len(found) - 1:
        found = found[1:]
    return [item.raised(BY_WRITERS) if item.line in written else item for item in found]


def raised_above_quotations(page: Page, found: list[Headline]) -> list[Headline]:
    """The headings raised where each of four or more has one paragraph below it, and that a quotation."""
    if len(found) < FEWEST_QUOTED or any(not UNFIT.isdisjoint(item.reasons) for item in found):
        return found
    stops = [*(item.line for item in found[1:]), len(page.lines)]
    for item, stop in zip(found, stops, strict=True):
        texts = [index for index in range(item.body, stop) if page.is_prose(index)]
        if len(texts) != 1 or not page.content(texts[0]).startswith(("“", '"')):
            return found
    return [item.raised(ABOVE_QUOTATION) for item in found]


def _are_told_apart(page: Page, found: list[Headline]) -> bool:
    """Whether some headings have a writer or a date, and others not; or a source, save in a list."""
    signed = [item.signed for item in found]
    if any(signed):
        return not all(signed)
    return not page.lists_posts and any(item.introduced for item in found)


def _least_mean(page: Page, first: Headline, row: list[Headline]) -> float:
    """What the row has to reach: less where its headings are as long as the first, in the same capitals.

    Sub-headings are shorter than the headline above them, and often in other capitals.
    """
    titled = is_title_case(page.content(first.line))
    same = sum(is_title_case(page.content(item.line)) == titled for item in row)
    long = sum(word_count(page, item.line) for item in row) >= LONG_SHARE * word_count(
        page, first.line
    ) * len(row)
    alike = long and same >= SAME_SHARE * len(row)
    return (LEAST_ALIKE if alike else LEAST_MEAN) + REPORTED * first.introduced


def _is_set_alike(page: Page, item: Headline) -> bool:
    apart = not page.first_is_set_apart or page.is_set_apart(item.line)
    return apart and UNFIT.isdisjoint(item.reasons)


def _mean(row: list[Headline]) -> float:
    """The mean of the scores, of which none may outweigh all others."""
    return sum(min(MOST_TOLD, max(LEAST_TOLD, item.score)) for item in row) / len(row)


def _are_long(page: Page, found: list[Headline]) -> bool:
    """Whether the texts below the headings are mostly longer than the items of a row."""
    stops = [*(item.line for item in found[1:]), len(page.lines)]
    words = sorted(page.prose_words(item.line, stop) for item, stop in zip(found, stops, strict=True))
    return words[len(words) // 2] > MOST_WORDS
