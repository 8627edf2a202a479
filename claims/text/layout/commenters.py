"""Who wrote a reader's comment, as the line above it says."""

import re

from claims.text.layout.dates import AGO

LONGEST_COMMENTER = 90
NAME = r"[\w.’'@-]{1,30}(?: [\w.’'@-]{1,30}){0,3}"
# "Ann Lee said...", "harbourfan (2 days ago)".
SIGNED_COMMENT = (
    rf"(?!(?:He|She|They|We|I|It|You|Who) ){NAME} (?:(?:said|says|wrote|writes) ?(?:\.\.\.|…|:)|\({AGO}\))"
)
COMMENTER = re.compile(
    rf"{SIGNED_COMMENT}|{NAME} says"
    rf"|{NAME} +on +.{{4,30}}\d{{1,2}}[:.]\d{{2}}.{{0,8}} said:?"
    rf"|{NAME},? ?[(·•|,-]? ?{AGO}\)?"
    r"|[Pp]osted by:? [^|,]{1,40}[|,].{0,40}\d{1,2}[:.]\d{2}.{0,6}"
    r"|(?:[Rr]eply|[Pp]ost|[Cc]omment) #\d{1,5}\b.{0,60}"
    r"|[Cc]omment(?: #?\d+)? (?:by|from) .{1,60}"
    rf"|{NAME} ?[·•|] *\d{{4}}-\d\d-\d\dT\d\d:\d\d\S{{0,10}}"
    r"|.{0,40}\d{4},? (?:at )?\d{1,2}[:.]\d{2} ?[APap]\.?[Mm]\.?\W+(?:[Rr]eport|[Rr]eply|[Ff]lag)\b.{0,20}"
)


def names_commenter(content: str) -> bool:
    """Whether the line says who wrote the reader's comment below it ("Ann said...", "Ann (2 days ago)")."""
    return len(content) <= LONGEST_COMMENTER and COMMENTER.fullmatch(content) is not None
