"""Captions and credits of pictures."""

import re

SHORTEST, LONGEST = 8, 400
LONGEST_CREDIT = 90
TAKEN = (
    r"(?:undated|recent|still|satellite|combination|composite|handout|file|\d{4},?|\w{3,9}day,?"
    r"|\w{3,9}\.? \d{1,2},? \d{4},?) ?"
)
LABEL = re.compile(
    r"(?:photo|image|picture|pic|photograph|photographer|screenshot|screengrab|illustration|graphic|video"
    r"|caption|credit|above|below|pictured|left|right|top|bottom|cover|chart|map)s?\b"
    r"(?: (?:by|credit|courtesy|caption|source|from|via|above|below|left|right|top|bottom))?(?: of)? ?[:|/(]"
    r"|(?:photo|image|photograph|illustration|graphic|video)s? (?:by|courtesy|credit|via)\b"
    r"|courtesy of\b|file ?[-–—]|file photo\b"
    rf"|in (?:this (?:{TAKEN}){{0,4}}|an? (?:{TAKEN}){{1,4}})"
    r"(?:photo|image|picture|photograph|frame|screenshot)\b",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^Credit [A-Z]"
    r"|\b(?:AP Photo|Getty Images|AFP PHOTO|Shutterstock|iStock|Wikimedia Commons|EPA-EFE|Alamy|Unsplash)\b"
    r"|/ ?(?:AP|AFP|Getty|Reuters|REUTERS|EPA|Redux|Corbis|Magnum|Bloomberg)\b"
    r"|\b(?:REUTERS|AFP|Getty|EPA) ?/"
    r"|\((?:[Pp]hoto|[Ii]mage|[Pp]icture|[Cc]redit|[Ss]creenshot|[Ii]llustration|[Cc]ourtesy)\b[^()]{0,80}\)\W*$"
    r"|\b(?:[Ff]ile [Pp]hoto|[Ff]ile [Pp]icture|[Pp]hoto [Cc]ourtesy)\b"
    r"|\b[Hh]andout (?:[Pp]hoto|[Ii]mage|[Pp]icture)\b"
    r"|\b(?:is|are) (?:shown|seen|pictured) "
    r"(?:here|in|at|on|with|during|above|after|before|outside|inside)\b"
    r"|\((?:pictured|left|right|centre|center|above|below|top|bottom)\)"
    r"|, (?:pictured|seen here|seen in|shown)\b"
    r"|[.”] (?:Photo|Image|Photograph|Picture|Credit)s?(?::| by| courtesy| credit)? ?[A-Z]"
)
# "Harbour photo of two suspects from the police.", with a stop or in small letters, and without a verb.
PICTURED = re.compile(
    r"(?i:(?!an? |the )(?:\w{1,20} )?)(?:(?=[a-z])|(?=[^.!?]{0,200}\.$))"
    r"(?i:photo|photograph|image|picture|map)s? of "
    r"(?:(?!(?:is|are|was|were|has|have|had|shows?|showed|went)\b)[^.!?\s]{1,40} ?){1,25}\.?"
)
# A scene in the present, with its agency at the end or a credit on the line below.
SHOWN = re.compile(
    r"[^.!?]{3,90}?(?:\b[A-Z]\. [^.!?]{3,60}?)?\b(?:walks|stands|holds|sits|waves|looks|gestures|poses|wades"
    r"|works|sorts|carries|inspects|watch(?:es)?|rides|arrives|leaves|reacts|smiles|kneels|displays|wears"
    r"|raises|patrols|climbs|pulls|pushes|clears|digs|sells|waits|picks|loads|hangs|lays|signs|shovels"
    r"|sweeps)\b "
)
AGENCY_END = re.compile(r"\((?:Associated Press|[A-Z]{2,6}|Reuters|[A-Z][\w ./-]{2,40})\)$")
BARE_CREDIT = re.compile(r"[A-Z][\w.’' -]{2,40} ?/ ?[A-Z][\w .’'/-]{2,40}")
SCENE_VERB = (
    r"(?:walks?|stands?|holds?|sits?|waves?|looks?|gestures?|poses?|speaks?|attends?|carry|carries|inspects?"
    r"|gathers?|watch(?:es)?|rides?|runs?|fires?|arrives?|leaves?|listens?|reacts?|shakes?|smiles?|mourns?"
    r"|prays?|kneels?|lies?|displays?|wears?|raises?|march(?:es)?|patrols?)"
)
SCENE = re.compile(
    rf"(?:An? |The |Two |Three |Some |[A-Z][\w’-]+ )[^.!?]{{0,80}}?\b{SCENE_VERB}\b"
    r"[^.!?]{0,200}\b(?:in|on|at|near|outside|during)\b[^.!?]{0,120}(?:\d{4}|day)\.?"
)
MARKERS = frozenset({"photo", "photos", "image", "images", "picture", "pictures", "enlarge this image"})


def is_caption(content: str) -> bool:
    """Whether the line describes or credits a picture, by its own words."""
    if not SHORTEST <= len(content) <= LONGEST:
        return False
    return bool(
        LABEL.match(content)
        or CREDIT.search(content)
        or SCENE.fullmatch(content)
        or PICTURED.fullmatch(content)
    )


def shows_scene(content: str, above: str, below: str) -> bool:
    """Whether a line of prose describes a picture, by itself and by the kinds or words around it.

    `above` is the kind of the line above, `below` the text of the line below: the picture of an article
    stands under its headline or byline and ends with an agency, or a line follows that only credits it.
    """
    if len(content) > LONGEST or not SHOWN.match(content):
        return False
    opens = above in ("heading", "byline") and AGENCY_END.search(content) is not None
    return opens or (len(below) <= LONGEST_CREDIT and BARE_CREDIT.fullmatch(below) is not None)


def marks_picture(content: str) -> bool:
    """Whether the line only marks the place of a picture, so that its caption follows."""
    return content.casefold().strip(" .:|") in MARKERS
