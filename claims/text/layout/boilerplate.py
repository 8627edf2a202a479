"""What a page carries around its articles: links, share bars, marks of pictures, rules."""

import re
from functools import cache, lru_cache

from claims.text.layout.bars import (
    EDGES,
    MOST_BAR_WORDS,
    is_bar,
    is_glued_bar,
    is_rail_label,
    is_trail,
    is_whole_line,
)
from claims.text.layout.notices import TALK
from claims.text.layout.verbs import pasts
from claims.text.wordlists import entries

LONGEST, LONGEST_TAGS = 120, 400
FEW_WORDS, FEWEST_WIDE = 7, 6
WIDE = re.compile(r"\w {3,}\w")
LONGEST_OPENING = 5

NO_WORDS = re.compile(r"[\W_]+")
COUNT = re.compile(
    r"(?:\d[\d,.]*[km]?|one) (?:comment(?:s|\(s\)?)?|replies|reply|responses?|shares?|views?|likes?|retweets?"
    r"|followers?|total|votes?(?:\(s\)?)?(?: - \d+ average)?|photos?|images|videos|slides|hits|reads"
    r"|reactions|downloads|stories|articles|posts)"
    r"(?: (?:displayed|shown|so far|on this (?:story|article|post)))?"
    r"|(?:slide |photo |image )?\d+ ?(?:of|/) ?\d+|\d+ min(?:ute)?s? read|page \d+(?: of \d+)?"
    r"|(?:slideshow|gallery|photos|pictures):? ?\( ?\d+ (?:images|photos|pictures)"
    r"|(?:stories|results|items|articles|posts|pages?|showing) \d+ ?[-–] ?\d+\b.{0,40}"
    r"|(?:estimated )?reading time:? .{1,20}"
    r"|listen\W+\d+(?: min|:\d\d)"
    r"|(?:retweets?|tweets?|shares?|likes?|comments?|pins?|views?|replies) ?:? ?\d[\d,.]*[km]?"
    r"|(?:[\w']+ )?(?:comments?|replies|responses|photos|videos|reviews|votes|shares|likes) ?\( ?\d[\d,.]*"
    r"|(?:\d+|one|two|three|no) (?:responses?|comments?|replies|thoughts?) (?:to|on|for) .{1,100}"
)
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}|pic\.twitter\.com/\S+|\[email.protected\]"
    r"|(?:[\w-]{1,40}\.){1,3}(?:com|org|net|info|news|tv|co\.uk|gov|edu)"
)
ARCHIVE = re.compile(r"[▼►▸▾▶+-]?\s*(?:[^\W\d_]{2,9} )?(?:\d{4}|[^\W\d_]{3,9})\s*\(\d{1,4}\)")
# Where a film lasts so long and who made it, and where a page stands among others: "Page 3 of 17 ... 23 4 5".
CLIP = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\W+(?:source|credit)s?\b.{0,40}", re.IGNORECASE)
PAGES = re.compile(
    r"page \d+ of \d+\b[\W\d]*(?:(?:first|last|next|previous|prev)\b[\W\d]*){0,4}", re.IGNORECASE
)
FIGURES_ALONE = re.compile(r"0|\d{1,4}(?:[\s.«»<>|…-]+\d{1,4}){2,30}[\s.«»<>|…-]*")
TAGGED = re.compile(
    r"(?:(?:posted|filed) (?:in|under)|tagged|tags|categories|category|labels|topics)\b:? [^.!?]{1,400}",
    re.IGNORECASE,
)
TELEPHONE = re.compile(r"[^\d.!?]{3,60}(?:\+\d{1,3}|\(\d{3,5}\)|0\d{2,4})[\d ()/.-]{6,16}")
# "Harbour Post, 12 Pier Road, Halden, NY 10003, USA".
POSTAL = re.compile(r", [A-Z]{2},? \d{5}(?:-\d{4})?(?:,? (?:USA|United States))?$")
POSTAL_ENDS = frozenset("0123456789As")
RIGHTS = re.compile(r"(?:™ ?& ?)?©|\(c\) ?\d{4}|(?:copyright|all rights reserved)\b")
OWNED_SINCE = re.compile(r"© ?(?:copyright )?\d{4}|copyright \(c\) ?\d{4}", re.IGNORECASE)
WRITE_TO = re.compile(r"(?:write to|contact|e-?mail) [^.!?]{2,60} at \S{1,64}@\S{1,64}", re.IGNORECASE)
# Sites and sections, the wider one first: "example.com : Harbour : One Thread".
PATH = re.compile(r"[^:.!?]{2,40}(?:\.[a-z]{2,4})?(?: : [^:.!?]{2,60}){2,6}")
# The weather beside the name of a page: "12°C Light rain", "Tarn, 54 °F".
SKY = r"(?:[A-Z\d][\w/,°.-]{0,12}|rain|sun|sunny|cloudy?|clouds|clear|snow|showers?|fog|wind|haze|sky)"
WEATHER = re.compile(
    r"(?:[A-Z][\w.]{1,20} |(?:[A-Z][\w.]{1,20} ){0,2}[A-Z][\w.]{1,20} ?[,|·] ?"
    r"|(?:[A-Z]\w{2,8}, )?[A-Z]\w{2,8}\.? \d{1,2},? \d{4},? )?-?\d{1,3}(?:\.\d)? ?(?:[°º](?: ?[CF]\b)?"
    rf"|[CF]\b)(?:[,|·]? ?{SKY}(?:(?:[,|·] ?| ){SKY}){{0,5}})?"
)
# Names of files and of wire stories, key words with signs, times of players, links in brackets.
NAMED_FILE = re.compile(
    r"\S{1,100}\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|mp[34])(?:\?\S*)?"
    r"|(?:Screen ?[Ss]hot|Screenshot|IMG|DSC|image|Image)[ _-]?\d[\w. _-]{3,40}"
    r"(?: at \d[\d.:]{3,8}(?: ?[AP]M)?)?"
)
# The foot of a post with its link: "Posted at 5:02 PM in Boats, Ports | Permalink | Comments (3)".
PERMANENT = re.compile(r"(?!.*\bby )[^|]{0,200}\| ?permalink\b.{0,60}", re.IGNORECASE)
LABELLED_LINK = re.compile(r"[\w-]+(?: [\w-]+){0,3}: ?(?:https?://|www\.)\S+")
NO_TAGS = re.compile(r"(?:tags?|labels?|topics?): ?[,; ]*", re.IGNORECASE)
ELEMENT = re.compile(
    r"(?:</?[a-z]{1,10}(?: [^<>]*)?/?>[^\w<>]*){1,8}|<[a-z]{1,10}(?: [^<>]*)?>[^<>]*</[a-z]{1,10}>"
)
SECTIONS = re.compile(r"[A-Z][\w&]+(?: [A-Z&][\w&]*){0,2} ?[>»›] ?[A-Z][\w&]+(?: [A-Z&][\w&]*){0,2}")
WHERE = re.compile(r"(?:watch|listen|read|see|view|download)\b[^.!?]{0,60}\bhere[:.]?", re.IGNORECASE)
SPACED = re.compile(r"[\w&'’-]+(?: [\w&'’-]+)?(?:(?: {2,}|\t+)[\w&'’-]+(?: [\w&'’-]+)?){2,12}")
RATING = re.compile(r"[•*] ?\d{1,3}")
SLUG = re.compile(r"(?!\d)[A-Z\d]{2,12}(?:-[A-Z\d]{1,20}){2,8}")
# What a forum tells of its members, and where more is: "Joined: May 2005", "Visit us at www.example.com".
PROFILE = re.compile(
    r"(?:joined|join date|posts|location|registered|reputation|member since|threads|messages|karma|gender)"
    r" ?: ?[^.!?]{1,40}",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"(?:visit|find more|read more|see more|get more) [^.!?]{2,60}? (?:at|on) "
    r"(?:https?://|www\.)?[\w-]+\.\S{2,60}",
    re.IGNORECASE,
)
HASHTAGS = re.compile(r"(?:#[\w-]{1,40}[, ]*){2,40}")
PLAYER = re.compile(
    r"edition: ?[\w. ]{2,30}|0?0:\d{2}|\d{1,2}:\d{2} ?/ ?\d{1,2}:\d{2}(?::\d{2})?", re.IGNORECASE
)
SEE_ASIDE = re.compile(
    r"\[?\(?(?:MORE|READ|SEE|WATCH|RELATED|LISTEN|PHOTOS|VIDEO)(?: [A-Z]+){0,2}: .{3,150}\)\]?"
)
ACCESS = re.compile(
    r"get (?:(?:full|unlimited|digital|premium|instant|all)[\w-]* )(?:[\w-]+ ){0,3}access\b.{0,60}",
    re.IGNORECASE,
)
WIRE_MARK = re.compile(r"\(?(?:CNN|AP|AFP|UPI|BBC|NPR|PTI|ANI|IANS|Reuters|REUTERS)\)? ?[—–-]{1,2}")
# The foot of an entry in a feed, and the pages beside an archive's: "« May 2004 | Home | July 2004 »".
FIRST_ON = re.compile(r"The (?:post|article) .{2,300} (?:appeared|was published) first on .{2,80}")
TURNS = re.compile(r"[«‹←<]{1,2} ?[^|«»]{2,60}(?: \| ?[^|«»]{2,40}){1,5} ?[»›→>]{1,2}")
# What programs for weblogs write below an archive.
ARCHIVE_FOOTS = ("This page is an archive of ", "Find recent content on the main index")
ARCHIVE_TURNS = tuple(
    f" is the {turn} {part}." for turn in ("previous", "next") for part in ("archive", "entry")
)
ICONS = re.compile(r"icons? [\w-]+(?: [\w-]+)?icon\b")
FORMS = (
    *(WEATHER, NO_WORDS, ADDRESS, TELEPHONE, ARCHIVE, CLIP, PAGES, FIGURES_ALONE, PATH, WRITE_TO),
    *(
        NAMED_FILE,
        SLUG,
        RATING,
        HASHTAGS,
        PROFILE,
        ELSEWHERE,
        PLAYER,
        SEE_ASIDE,
        ACCESS,
        WIRE_MARK,
        LABELLED_LINK,
        NO_TAGS,
        ELEMENT,
        SECTIONS,
        SPACED,
        WHERE,
        TURNS,
    ),
)
ANY_FORM = re.compile(
    "|".join(f"(?{'' if form.flags & re.IGNORECASE else '-'}i:{form.pattern})" for form in FORMS)
)
DIGIT = re.compile(r"\d")
# Words with nothing but commas and quotation marks between: none of the forms, unless such a word opens them.
LETTERED = re.compile(
    r"(?!(?i:watch|listen|read|see|view|download|get)\b)[A-Za-z][A-Za-z ,'’“”\"]*[.!?]?", re.ASCII
)
# How a line with the name of a paper and a link to its article ends.
LAST_WORDS = (
    " read article",
    " read more",
    " read full article",
    " read full story",
    " view article",
    " view all posts",
)
# "See all", "More on", "Get the": long lines that begin so may as well be headlines.
WEAK_OPENERS = frozenset({"see", "show", "view", "get", "more", "latest", "watch", "find"})
CALLS = frozenset({"call", "phone", "telephone", "e-mail"})
FEWEST_KNOWN, FEWEST_TOLD = 3, 4
FEWEST_LINKS = 6
VERB = re.compile(r"\b(?:was|were|had|has|said|says|told|did|would|could)\b")
MARKED = re.compile(r"[›»>→]+ ")


@lru_cache(maxsize=8192)
def is_boilerplate(content: str) -> bool:
    """Whether the line or sentence `content` is part of the page and not of its articles."""
    if len(content) > LONGEST:
        return _is_long_furniture(content)
    if _is_written_by_program(content):
        return True
    lettered = LETTERED.fullmatch(content) is not None and "  " not in content
    if lists_icons(content, 0) or (not lettered and ANY_FORM.fullmatch(content)):
        return True
    if content[-1] in POSTAL_ENDS and not lettered and _is_postal(content):
        return True
    plain = content.casefold().replace("’", "'")
    bare = plain.strip(EDGES)
    if is_whole_line(bare) or RIGHTS.match(plain) or COUNT.fullmatch(bare.strip("{} ")) or _is_owned(content):
        return True
    words = bare.replace("...", " ").split(maxsplit=MOST_BAR_WORDS)
    if len(words) <= FEW_WORDS and bare.endswith(LAST_WORDS) and content[:1].isupper():
        return True
    if is_bar(words) or is_rail_label(words) or is_glued_bar(content) or (not lettered and is_trail(plain)):
        return True
    if "? " in content and is_boilerplate(content.partition("? ")[2]):
        return True
    opening = 0 if _says_where_to_ask(words) else _opening(words)
    if not opening and not MARKED.match(plain):
        return False
    announces = opening > 0 and any(
        word.endswith((":", "|")) for word in words[opening - 1 : LONGEST_OPENING]
    )
    if len(words) > FEW_WORDS and opening and words[opening - 1].endswith(","):
        return False
    weak = words[0] in WEAK_OPENERS and not (announces and (words[0] == "more" or opening > 1))
    if len(words) > FEW_WORDS and weak and opening < FEWEST_KNOWN:
        return False
    brief = len(words) <= FEW_WORDS or not VERB.search(" ".join(words[opening:]))
    return announces or (brief and not _tells(content, words, opening))


def _is_long_furniture(content: str) -> bool:
    """Whether a line too long for a label is an element, tags, icons or links, or tells where a post is."""
    if content[0] in "<T" and (ELEMENT.fullmatch(content) or FIRST_ON.fullmatch(content)):
        return True
    if lists_icons(content, 0):
        return True
    return len(content) <= LONGEST_TAGS and (
        TAGGED.fullmatch(content) is not None or is_trail(content.casefold(), FEWEST_LINKS)
    )


def _is_written_by_program(content: str) -> bool:
    """Whether the line is what programs for weblogs write below a post or an archive."""
    if content.startswith("The ") and FIRST_ON.fullmatch(content):
        return True
    return content.startswith(ARCHIVE_FOOTS) or content.endswith(ARCHIVE_TURNS)


def _is_postal(content: str) -> bool:
    """Whether the line is the address of a house in a street."""
    place = POSTAL.search(content)
    return place is not None and DIGIT.search(content, 0, place.start()) is not None


def _is_owned(content: str) -> bool:
    """Whether the line says since when the site is whose, or is an address with words of a bar beside it.

    So is the foot of a post with a link to it.
    """
    if ("©" in content or "(C)" in content or "(c)" in content) and OWNED_SINCE.search(content):
        return True
    if "ermalink" in content and PERMANENT.fullmatch(content):
        return True
    address = ADDRESS.match(content) if "." in content else None
    rest = content[address.end() :].strip(EDGES).casefold().split() if address else []
    return bool(rest) and is_bar(rest)


def is_wide(content: str) -> bool:
    """Whether gaps part the words of a line that ends without a stop, as a scraper leaves them in menus."""
    if "   " not in content or content[-1] in '.!?:"”' or DIGIT.search(content):
        return False
    return content.count(" ") >= FEWEST_WIDE and WIDE.search(content) is not None


def lists_icons(text: str, start: int) -> bool:
    """Whether the names of icons begin at `start`, which a scraper took for text."""
    return text.startswith("icon", start) and ICONS.match(text, start) is not None


def is_page_bar(content: str) -> bool:
    """Whether the line says which page of several it is, with links to the others."""
    return len(content) <= LONGEST and PAGES.fullmatch(content) is not None


def is_clip_length(content: str) -> bool:
    """Whether the line says how long a film amid the text lasts, and whose it is."""
    return CLIP.fullmatch(content) is not None


def _tells(content: str, words: list[str], opening: int) -> bool:
    """Whether the line is a whole sentence with a verb, said to nobody: "Loading took two days."."""
    if content[-1] != "." or len(words) < FEWEST_TOLD or not TALK.isdisjoint(words):
        return False
    known = pasts() if len(words) <= FEW_WORDS else pasts() | {"is", "are"}
    return not known.isdisjoint(words[max(1, opening) :])


def _says_where_to_ask(words: list[str]) -> bool:
    """Whether a sentence of a report says whom to call or write to for more."""
    asks = words[:1] == ["for"] and "information" in words[1:3]
    return asks and len(words) > FEW_WORDS and not CALLS.isdisjoint(words)


def _opening(words: list[str]) -> int:
    """How many of the first words are one of the listed openings; 0 where none is."""
    if not words or words[0].strip(",:;!?.…") not in _first_words():
        return 0
    first = [word.strip(",:;!?.…") for word in words[:LONGEST_OPENING]]
    return next((count for count in range(len(first), 0, -1) if " ".join(first[:count]) in _openings()), 0)


@cache
def _openings() -> frozenset[str]:
    return frozenset(entries("furniture_openings"))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(opening.split()[0] for opening in _openings())
