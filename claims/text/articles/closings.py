"""Where the body of an article is over although the page goes on: links to other articles, comments."""

import re

from claims.text.articles.page import Page
from claims.text.articles.settling.bullets import EXCERPT
from claims.text.layout.bars import link_sections
from claims.text.layout.boilerplate import is_boilerplate
from claims.text.layout.bylines import is_credit
from claims.text.layout.commenters import announces_comments
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, SENTENCE

AUTHOR_BOX = re.compile(r"avatar|about .{2,60}\bview all posts|about the authors?", re.IGNORECASE)
AUTHOR_LABEL = re.compile(r"(?:[Aa]bout the )?(?:[Bb]y|[Aa]uthors?|[Ww]ritten by|[Pp]osted by)\b:? *")
MORE_FROM = re.compile(r"more (?:from|in|on) \w+(?: \w+){0,3}")
EDGES = " .:;,!…|·•›»→>-–—()"
LEAST_BODY = 30
LONGEST_BLURB, MOST_BLURB_LINES = 45, 3
LAST_SENTENCE = re.compile(r"(?<=[.!?…”\"]) (?=[^ ])")
LAST_REACH = 120
SHORTEST_FOOTER = 150
# "Ann Lee is a reporter for The Coast Paper", below the article.
WORKS = re.compile(
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3},? (?:is|was|has been|writes|reports|covers|works|serves)\b"
    r".{0,60}\b(?:correspondents?|reporters?|writers?|editors?|columnists?|journalists?|contributors?|authors?"
    r"|professors?|fellows?|bloggers?|producers?|for|of)\b"
)
BIOGRAPHY_LINES = 4


def article_end(page: Page, first: int, following: int) -> int:
    """The offset where the article ends that begins at line `first`, before line `following`.

    Links, share bars, dates of the next article and headings below its last line stay outside.
    """
    last = _closing_line(page, first, following) - 1
    outside = (BOILERPLATE, HEADING, CAPTION) if page.captions_stand_above else (BOILERPLATE, HEADING)
    while last > first and (
        page.kinds[last] in outside
        or _is_long_footer(page, last)
        or page.kinds[last - 1 : last + 1] == [BOILERPLATE, CAPTION]
    ):
        last -= 1
    line = page.lines[last]
    if page.kinds[last] == BYLINE or last == first:
        return line.end
    cuts = list(LAST_SENTENCE.finditer(page.text, max(line.start, line.end - LAST_REACH), line.end))
    if cuts and is_boilerplate(page.text[cuts[-1].end() : line.end]):
        return cuts[-1].start()
    return line.end


def _is_long_footer(page: Page, index: int) -> bool:
    """Whether the line says who posted the text above when, with all its tags."""
    line = page.lines[index]
    return page.kinds[index] == BYLINE and line.end - line.start >= SHORTEST_FOOTER


def _closing_line(page: Page, first: int, following: int) -> int:
    """The first line of the links or comments below the body; `following` where there are none."""
    for index in range(first + 1, following):
        if page.prose_words(first, index) < LEAST_BODY:
            continue
        if page.names_commenter(index) or _opens_author_box(page, index, following):
            return index
        if page.kinds[index] not in (BOILERPLATE, HEADING) or index in page.rails:
            continue
        content = page.content(index).casefold().replace("’", "'").strip(EDGES)
        if announces_comments(content) and page.kinds[index] == BOILERPLATE:
            return index
        if content.startswith("search ") and SENTENCE not in page.kinds[index:following]:
            return index
        boxed = content in link_sections() or AUTHOR_BOX.fullmatch(content)
        if boxed and only_blurbs(page, index + 1, following):
            return index
    return following


def _opens_author_box(page: Page, index: int, following: int) -> bool:
    """Whether the line names the author, and the last paragraph, right below it, says who that is."""
    if page.kinds[index] != BYLINE or index + 1 >= following or page.prose_words(index + 2, following):
        return False
    name = AUTHOR_LABEL.sub("", page.content(index))
    told = re.match(rf"{re.escape(name)},? (?:is|was|has|writes|reports|covers)\b", page.content(index + 1))
    return " " in name and told is not None


def last_line(page: Page, first: int, last: int) -> int:
    """The last line of the text in the lines `first` to `last`, without what a site says below of its author.

    Who helped to write it belongs to the text, and so does a paragraph that is cut off.
    """
    for index in range(last - 1, max(first, last - BIOGRAPHY_LINES), -1):
        told = page.content(index + 1)
        if page.kinds[index] == BOILERPLATE and page.is_prose(index + 1) and WORKS.match(told):
            while index > first and page.kinds[index] == BOILERPLATE:
                index -= 1
            return index
    below = last + 1
    if page.kinds[below : below + 1] == [SENTENCE] and page.content(below).endswith(EXCERPT):
        below += 1
    while page.kinds[below : below + 1] == [BYLINE] and _credits_help(page.content(below)):
        below += 1
    return below - 1


def _credits_help(content: str) -> bool:
    """Whether the line says who helped, and not how to reach them."""
    return is_credit(content) and "@" not in content and not content.startswith("Follow ")


def is_closing_label(page: Page, index: int) -> bool:
    """Whether the line heads what stands below an article: links to others, comments, a box on its author."""
    if page.kinds[index] not in (BOILERPLATE, HEADING):
        return False
    content = page.content(index).casefold().replace("’", "'").strip(EDGES)
    return (
        content in link_sections()
        or announces_comments(content)
        or AUTHOR_BOX.fullmatch(content) is not None
        or MORE_FROM.fullmatch(content) is not None
    )


def links_below(page: Page) -> int | None:
    """The line that heads the links at the end of the page ("More stories"), where only blurbs follow."""
    end = len(page.lines)
    for index in range(end - 1, 0, -1):
        if not page.has_body_above(index):
            return None
        if page.prose_words(index, index + 1) > LONGEST_BLURB:
            return None
        if page.kinds[index] not in (BOILERPLATE, HEADING):
            continue
        content = page.content(index).casefold().replace("’", "'").strip(EDGES)
        if content in link_sections() or MORE_FROM.fullmatch(content):
            return index
    return None


def only_blurbs(page: Page, start: int, end: int) -> bool:
    """Whether no paragraph in the lines is longer than the blurb of a link, and few follow one another."""
    run = 0
    for index in range(start, end):
        if page.prose_words(index, index + 1) > LONGEST_BLURB:
            return False
        run = run + 1 if page.is_prose(index) else 0
        if run > MOST_BLURB_LINES:
            return False
    return True
