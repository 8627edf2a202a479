"""How a report begins: with its place, its day or its source."""

import re

AGENCY = r"\((?:[A-Z]{2,6}(?:[/ ][A-Z]\w+)?|Reuters|Bloomberg|Xinhua|Associated Press)\)"
ANY_AGENCY = r"\([A-Z][\w.&’/ -]{1,28}\)"
DAY = r"(?:, \w{3,9}\.? \d{1,2})?"
DATELINE = re.compile(
    rf"[A-Z][A-Z.’'/ -]{{2,30}}(?:, [A-Z][\w. ]{{1,25}})?{DAY} ?(?:{ANY_AGENCY})? ?[—–-]{{1,2}} ?\S"
    rf"|(?:[A-Z][\w.’-]+(?:,? [A-Z][\w.’-]+){{0,3}}{DAY} )?{AGENCY} ?(?:[—–-]{{1,2}} ?\S|[A-Z“\"])"
    r"|\([A-Z][\w.&’ -]{2,28}\) ?[—–-]{1,2} ?\S"
    r"|(?:The )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}(?: news)? (?:reports|writes):$"
    r"|[A-Z][\w.’-]+(?: [A-Z][\w.’-]+)?, [A-Z][a-z]{2,8}\.? \d{1,2} ?: [A-Z“\"]"
    r"|[A-Z]{2,6}: [A-Z“]|(?:[Vv]ia|[Ff]rom|FROM|VIA) (?:the )?[A-Z][\w ’.]{1,40}[:—–] ?\S"
)
# "COLOMBO: Troops ...", which only what stands above it tells from who speaks or from a label.
PLACE_BEFORE_COLON = re.compile(
    r"(?!UPDATE|EXCLUSIVE|BREAKING|NOTE|WATCH|VIDEO|PHOTO|EDITOR|ANALYSIS|OPINION|CORRECTION|QUESTION|ANSWER)"
    r"[A-Z]{5,} ?: (?=[A-Z“\"])"
)
