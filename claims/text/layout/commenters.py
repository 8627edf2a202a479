"""Readers' comments: what heads them, who wrote each, as the line above it says, and buttons to answer."""

import re
from itertools import pairwise

from claims.text.layout.bars import plain_label
from claims.text.layout.dates import AGO
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE

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

COMMENTS = re.compile(
    r"(?:\d+|leave a|post a|add a|no|reader|user|visitor|readers'|all|recent)? ?"
    r"(?:comments?|repl(?:y|ies)|responses?)(?: \(?\d+\)?| so far| (?:to|on|for) .{1,100}| add your comment)?"
    r"|(?:comments?|discussion|responses?) ?\(?\d*\)?",
    re.IGNORECASE,
)
# "by harbourfan July 3, 2012 3:21 AM EDT", "Reply to this comment", "Report abuse".
COMMENT_MARK = re.compile(
    r"by .{2,40} \w{3,9} \d{1,2},? \d{4},? (?:at )?\d{1,2}:\d{2}.{0,12}"
    r"|(?:reply|respond|answer)(?: to this(?: comment| post)?)?|report (?:abuse|comment|this comment|spam)"
    r"|flag(?: comment| as inappropriate| as offensive)?"
    r"|(?:(?:like|reply|recommend|share)(?: [|·•-] ?| |$)){1,4}",
    re.IGNORECASE,
)
FEWEST_MARKS, MOST_LINES_BETWEEN, LABEL_REACH = 2, 30, 4


def names_commenter(content: str) -> bool:
    """Whether the line says who wrote the reader's comment below it ("Ann said...", "Ann (2 days ago)")."""
    return len(content) <= LONGEST_COMMENTER and COMMENTER.fullmatch(content) is not None


def announces_comments(content: str) -> bool:
    """Whether a line heads the comments of readers: "5 Comments", "Leave a reply"."""
    return COMMENTS.fullmatch(plain_label(content)) is not None


def marks_comment(content: str) -> bool:
    """Whether the line names the writer of a comment, or is a button to answer or report one."""
    return names_commenter(content) or is_comment_button(content)


def is_comment_button(content: str) -> bool:
    """Whether the line stands beside each comment in one form: a writer with the time, or a button."""
    return len(content) <= LONGEST_COMMENTER and COMMENT_MARK.fullmatch(content) is not None


def settle_comments(text: str, lines: list[Line], kinds: list[str], start: int) -> None:
    """Takes what readers wrote, from line `start` on between such lines, for no part of the article."""
    brief = [
        (index, lines[index].slice(text)) for index in range(start, len(lines)) if is_brief(lines[index])
    ]
    marks = [(index, is_comment_button(content)) for index, content in brief if marks_comment(content)]
    if sum(button for _, button in marks) < FEWEST_MARKS:
        return
    places = [index for index, _ in marks]
    near = range(places[0] - LABEL_REACH, places[0])
    places[:0] = [index for index, content in brief if index in near and announces_comments(content)][:1]
    for above, below in pairwise([*places, min(places[-1] + 2, len(lines))]):
        if below - above <= MOST_LINES_BETWEEN:
            kinds[above:below] = [BOILERPLATE] * (below - above)


def is_brief(line: Line) -> bool:
    """Whether the line is short enough to name who wrote a comment."""
    return line.end - line.start <= LONGEST_COMMENTER
