"""Text whose lines were broken at a column: mail, old .txt files, text taken out of a PDF."""

import re
from collections import Counter
from itertools import pairwise

from claims.text.hyphens import joint, written_in

NARROWEST, WIDEST = 28, 132  # characters of a line: a column of a newspaper, a printout
# In narrower lines a word fills so much that a list of phrases seems full too, so they must run on as prose.
PROVEN_FROM = 40
SHARE_RUNNING_ON = 1 / 16
FEWEST_PAIRS = 4
SHARE_FULL = 0.6
SHARE_MIDDLE = 0.5
SLACK = 0.8

QUOTE_MARK = re.compile(r"(?:> ?)*")
ITEM = re.compile(r"\s*(?:[•‣▪◦●■*+-]|[-–—]|\d{1,3}[.)]|\(\w{1,3}\)|\[\d{1,3}\]|[A-Za-z][.)])\s")
HEADER = re.compile(r"[A-Z][\w-]{1,20}: ")
COLUMNS = re.compile(r"\S\s{3,}\S|\t")
STOP_INSIDE = re.compile(r"[a-z0-9][.!?][\"'”’)\]]* +[\"'“‘(\[]*[A-Z]")
ENDS_UNIT = re.compile(r"[.!?:][\"'”’)\]]*$")


def joined_lines(text: str) -> tuple[str, int, int]:
    """`text` with wrapped lines joined by a space; how many were joined, and how many words mended.

    The evidence is that of greedy filling: a line is full where the first word of the next one would
    not have fitted into the width of the text. The text counts as wrapped where most lines that are
    followed by another one are full, and most of these stop in the middle of a sentence. Where that
    doesn't hold, nothing is changed. `claims.text.hyphens` says which hyphens at line ends go.
    """
    lines = text.split("\n")
    width = _width(lines)
    if not width or not _is_wrapped(lines, width):
        return text, 0, 0
    written = written_in(text)
    pieces = [lines[0]]
    joins = mended = 0
    for before, line in pairwise(lines):
        if not _continues(before, line, width):
            pieces += ["\n", line]
            continue
        rest = line[len(_quote_mark(line)) :].lstrip()
        whole = pieces[-1].rstrip()
        glue, shorter = joint(whole, rest, written)
        pieces[-1] = whole[:-1] if shorter else whole
        pieces += [glue, rest]
        joins += 1
        mended += shorter
    return "".join(pieces), joins, mended


def _width(lines: list[str]) -> int:
    """The column at which most lines were broken; 0 where there is none."""
    lengths = sorted(len(line.rstrip()) for line, after in pairwise(lines) if line.strip() and after.strip())
    if len(lengths) < FEWEST_PAIRS:
        return 0
    width = lengths[len(lengths) * 9 // 10]
    return width if NARROWEST <= width <= WIDEST and lengths[-1] <= 2 * width else 0


def _is_wrapped(lines: list[str], width: int) -> bool:
    seen: Counter[str] = Counter()
    for before, line in pairwise(lines):
        # Short lines (a signature, the parts of an address) and headers of mail say nothing either way.
        if 2 * len(before.rstrip()) < width or not line.strip() or HEADER.match(before):
            continue
        seen["pairs"] += 1
        if _continues(before, line, width):
            seen["full"] += 1
            seen["middle"] += not ENDS_UNIT.search(before.rstrip()) or _rest(line)[:1].islower()
            seen["lower"] += _rest(line)[:1].islower()
            seen["running_on"] += STOP_INSIDE.search(before) is not None
    if width < PROVEN_FROM and seen["running_on"] < SHARE_RUNNING_ON * seen["full"]:
        return False
    enough = seen["full"] >= FEWEST_PAIRS and seen["full"] >= SHARE_FULL * seen["pairs"]
    return enough and min(seen["middle"], 2 * seen["lower"]) >= SHARE_MIDDLE * seen["full"]


def _continues(before: str, line: str, width: int) -> bool:
    """Whether `line` carries on the line before it: same quotation depth, no item, and that one is full."""
    rest = _rest(line)
    if not rest or not before.strip() or _quote_mark(before).count(">") != _quote_mark(line).count(">"):
        return False
    indented = len(line) - len(line.lstrip()) > len(before) - len(before.lstrip()) + 1
    if indented or ITEM.match(rest) or HEADER.match(rest) or COLUMNS.search(before) or COLUMNS.search(line):
        return False
    first = rest.split(None, 1)[0]
    return (
        len(before.rstrip()) <= width + width // 8 and len(before.rstrip()) + 1 + len(first) > SLACK * width
    )


def _rest(line: str) -> str:
    return line[len(_quote_mark(line)) :].strip()


def _quote_mark(line: str) -> str:
    match = QUOTE_MARK.match(line)
    return match.group() if match else ""
