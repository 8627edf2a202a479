"""Tweets that an article quotes: what was said, and below it a dash, the name, the handle and the day."""

import re

from claims.text.layout.lines import Line
from claims.text.layout.units import BYLINE, CAPTION, HEADING, SENTENCE

LONGEST_SIGNATURE = 110
SIGNATURE = re.compile(r"[—–-]+ ?[^()]{1,60}\(@\w{1,20}\)")


def settle_tweets(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes what stands right above the signature of a tweet for its words: neither heading nor caption."""
    for index in range(1, len(lines)):
        line = lines[index]
        if line.end - line.start > LONGEST_SIGNATURE or not signs_tweet(text, line):
            continue
        kinds[index] = BYLINE
        if kinds[index - 1] in (HEADING, CAPTION):
            kinds[index - 1] = SENTENCE


def signs_tweet(text: str, line: Line) -> bool:
    """Whether the line begins with a dash, a name and a handle in brackets."""
    return text[line.start] in "—–-" and SIGNATURE.match(text, line.start, line.end) is not None
