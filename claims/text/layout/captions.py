"""Captions and credits of pictures, by their own words."""

import re

from claims.text.layout.lines import holds_any
from claims.text.layout.verbs import tells_day_in_present, tells_scene

SHORTEST, LONGEST = 8, 400
LONGEST_CREDIT, LONGEST_DEPICTION = 90, 200
FEWEST_TITLE_SPACES = 3
MOST_CREDIT_SPACES = 6
TAKEN = (
    r"(?:undated|recent|still|satellite|combination|composite|handout|file|\d{4},?|\w{3,9}day,?"
    r"|\w{3,9}\.? \d{1,2},? \d{4},?|\w{3,9}\.? \d{1,2},) ?"
)
IN_PHOTO = (
    rf"in (?:this (?:{TAKEN}){{0,4}}|an? (?:{TAKEN}){{1,4}})"
    r"(?:photo|image|picture|photograph|frame|screenshot)\b"
)
OPENING = re.compile(IN_PHOTO, re.IGNORECASE)
PROVIDED = re.compile(
    rf"(?:This|These) (?:{TAKEN}|[a-z]+ ){{0,3}}(?:photo|image|photograph|picture|frame|still|map)s?"
    r" (?:provided|released|made available|taken|shows?|from)\b"
)
LABEL = re.compile(
    r"\(?(?:photo|image|picture|pic|photograph|photographer|screenshot|screengrab|illustration|graphic|video"
    r"|caption|credit|above|below|pictured|left|right|top|bottom|cover|chart|map)s?\b"
    r"(?: (?:by|credit|courtesy|caption|source|from|via|above|below|left|right|top|bottom))?(?: of)? ?[:|/(]"
    r"|(?:photo|image|photograph|illustration|graphic|video)s? (?:by|courtesy|credit|via)\b"
    r"|(?:photo|image|picture|video) (?:copyright|source|caption|credit)\b"
    r"|(?:featured|cover|lead|header|main|top) (?:photo|image|picture)s?\b"
    r"|(?:picture|photo|image|figure|fig\.) ?(?:#|no\.? ?)?\d{1,2}\b[.:)]?(?! of\b)"
    r"|\[(?:photo|image|picture|photograph|map|cartoon)s? (?:at|on|to|above|below|left|right|by|of|from)\b"
    r"[^\]]*\]$"
    r"|media caption\b|(?:screen ?grab|video ?grab)\b|(?:a )?(?:video )?still (?:from|of)\b|cartoon by\b"
    r"|(?:from left(?: to right)?|left to right|clockwise from [\w ]{2,20}) ?[:,]"
    r"|courtesy of\b|file ?[-–—]|file photo\b|\((?:from )?l(?:eft)?[- ](?:to )?r(?:ight)?\)"
    rf"|{IN_PHOTO}",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^Credit [A-Z]"
    r"|\b(?:AP Photo|Getty Images|AFP PHOTO|Shutterstock|iStock|Wikimedia Commons|EPA-EFE|Alamy|Unsplash)\b"
    r"|/ ?(?:AP|AFP|Getty|Reuters|REUTERS|EPA|Redux|Corbis|Magnum|Bloomberg)\b"
    r"|\((?:AP|AFP|EPA|Reuters|[A-Z][\w.’' -]{2,30})/[^()!?]{2,60}\)$"
    r"|\b(?:REUTERS|AFP|Getty|EPA) ?/|^[\w. ]{2,30}/(?i:getty|ap|afp|pa|reuters|epa)\b"
    r"|\bvia (?:AP|AFP|EPA|Reuters|Getty Images|Xinhua|Bloomberg)\)?$"
    r"|[(\[](?:[Pp]hoto|[Ii]mage|[Pp]icture|[Cc]redit|[Ss]creenshot|[Ii]llustration|[Cc]ourtesy)s?[ :/,]"
    r"[^()\[\]]{2,240}[)\]]\W*$"
    r"|\b(?:[Ff]ile [Pp]hoto|[Ff]ile [Pp]icture|[Pp]hoto [Cc]ourtesy)\b"
    r"|\b[Hh]andout (?:[Pp]hoto|[Ii]mage|[Pp]icture)\b"
    r"|\b(?:is|are) (?:shown|seen|pictured) "
    r"(?:here|in|at|on|with|during|above|after|before|outside|inside)\b"
    r"|\((?:pictured|left|right|centre|center|above|below|top|bottom)\)"
    r"|, (?:pictured|seen here|seen in|shown)\b"
    r"| (?:Photo|PHOTO|Photograph|Credit|CREDIT)s?: ?[A-Z][\w./ ,-]{1,40}$"
    r"|[.”] (?:Photo|Photograph|Picture)s?: ?[a-z©]"
    r"|\[(?:[A-Z][\w .’'-]{1,30}/[^\[\]]{2,40}|(?:[Ff]ile|AP|AFP|EPA|Reuters|Getty)\b[^\[\]]{0,30})\]$"
    r"|\((?:AP|AFP|EPA|PA|Reuters|Getty) (?:[Pp]hoto|[Ii]mage|[Pp]icture)s?\)$"
    r"|\. (?:AP|AFP|EPA|AAP|REUTERS|Getty(?: Images)?)$"
    r"|\bin (?:an?|this) (?:undated|file|handout) (?:photo|picture|image|photograph)\b"
    r"|^(?:Reuters|Getty|Xinhua|Anadolu|Bloomberg)/ ?[A-Z]"
    r"|[A-Z][\w’'-]{1,20}, (?:(?:far |second |third |top |bottom )?(?:from )?(?:left|right)|cent(?:er|re)),"
    r"|\([Ss]ource: ?[A-Z][^()]{1,40}\)$"
    r"|[.”] (?:Photo|Image|Photograph|Picture|Credit)s?(?::| by| via| from| courtesy| credit)? ?[A-Z]"
)
# "A map of the coast showing where it sank".
SHOWING = re.compile(
    r"(?:An?|The) (?:\w+ )?(?:map|chart|graph|graphic|photo|photograph|picture|image|illustration|diagram"
    r"|screenshot) (?:of [^,.!?]{1,60} )?showing\b"
)
# "EPA Halden: the pier in flames, 27 Feb 23EPA", "Halden-pier-AP".
GLUED_AGENCY = re.compile(
    r"(?P<agency>EPA|AFP|AP|PA|PA Media|Reuters|Getty Images|Shutterstock) .{8,200}[a-z\d.](?P=agency)"
    r"|.{8,200}[a-z\d.](?:EPA|AFP|PA Media|Reuters|REUTERS|Getty Images)"
    r"|(?:[A-Za-z\d]{1,20}-){2,8}(?:AP|AFP|EPA|Reuters|Getty)"
)
# "Ann Lee AP".
CREDITED_NAME = re.compile(
    r"[A-Z][a-z’'-]{1,20}(?: [A-Z]\.)?(?: [A-Z][A-Za-z’'-]{1,20}){1,2}(?: ?[—–] ?| )"
    r"(?:AP|AFP|EPA|PA|Getty(?: Images)?)"
)
# One of these is in whatever CREDIT finds, and to look for them takes a tenth of the time.
CREDIT_HINTS = (
    *("hoto", "HOTO", "mage", "icture", "redit", "REDIT", "Getty", "Shutter", "iStock", "Wikimedia"),
    *("EPA", "Alamy", "Unsplash", "/", "via ", "(", "[", "shown", "seen", "AP", "left,", "right,", "REUTERS"),
)
OTHER_THAN_VERBS = r"(?!(?:is|are|was|were|has|have|had|shows?|showed|went)\b)[^.!?\s]{1,60}"
# "Harbour photo of two suspects from the police.", with a stop or in small letters, and without a verb.
PICTURED = re.compile(
    r"(?i:(?!an? |the )(?:\w{1,20} )?)(?:(?=[a-z])|(?=[^.!?]{0,200}\.$))"
    r"(?i:photo|photograph|image|picture|map)s? of "
    rf"{OTHER_THAN_VERBS}(?: {OTHER_THAN_VERBS}){{0,24}} ?\.?"
)
# "Photo of a long-tongued fly", "An artist's impression of the ship", "Image for exhibition reviews".
DEPICTION = re.compile(
    r"(?:(?:(?:[Vv]ector|[Ll]ine|[Pp]encil|[Aa]erial|[Ff]ile|[Ss]tock|[Ss]atellite|[Cc]omputer) )?"
    r"(?:[Pp]hoto|[Pp]hotograph|[Ii]mage|[Pp]icture|[Ii]llustration|[Dd]rawing|[Pp]ainting|[Mm]ap|[Ss]creenshot"
    r"|[Ss]creengrab|[Pp]ortrait|[Hh]eadshot|[Cc]lose-?up|[Vv]iew|[Gg]raphic|[Ii]con|[Cc]artoon|[Ss]ketch) "
    r"(?:of|for|showing|shows|from)|(?:An )?[Aa]rtist[’']?s?[’']? "
    r"(?:depiction|impression|rendering|rendition|illustration|concept|conception|reconstruction)) .+"
)
# "PHOTOS: Weather around the world", "GRAPHIC: Gunmen kill eight": the title of what is shown elsewhere.
TITLED = re.compile(
    r"(?:PHOTOS?|PICTURES?|IMAGES|GALLERY|VIDEOS?|GRAPHIC|WATCH|MAP"
    r"|Photos|Pictures|Images|Videos?|Graphics?): (?![^a-z]*$)[^.!?/]{12,}"
)
NAMES_AFTER_LABEL = re.compile(
    r"\w+: (?:[A-Z][\w.’'-]*|and|of|the|for|via)(?:,? (?:[A-Z][\w.’'-]*|and|of|the|for|via))*,? ?"
)
AGENCY_END = re.compile(r"\((?:[A-Z]{2,6}|[A-Z][\w./-]{2,20}(?: [A-Z][\w./-]{0,20}){0,4})\)$")
BARE_CREDIT = re.compile(r"(?!.* - )[A-Z][\w.’' -]{2,40} ?/ ?[A-Z][\w .’'/-]{2,40}")
# A subject, what it is seen to do, and its place and day: "A man walks past a shop in Oslo on Monday."
# Each is looked for by itself, so that no line is tried in many ways.
SUBJECT = re.compile(r"An? |The |Two |Three |Some |[A-Z][\w’-]+ ")
PLACE = re.compile(r"\b(?:in|on|at|near|outside|during)\b")
LAST_DAY = re.compile(
    r"(?:\b[Oo]n \w{3,6}day|(?:\b[Oo]n|,) (?:\w{3,6}day,? )?\w{3,9}\.? \d{1,2}(?:, \d{4})?|\b[Ii]n \d{4})\.?$"
)
LONGEST_DAY, DIGIT = 40, re.compile(r"\d")
STOP = re.compile(r"[.!?]")
AGENCY_NAMES = (
    "EPA",
    "AFP",
    "AP",
    "PA",
    "PA Media",
    "Reuters",
    "REUTERS",
    "Getty Images",
    "Shutterstock",
    "Getty",
)
MARKERS = frozenset({"photo", "photos", "image", "images", "picture", "pictures", "enlarge this image"})
CREDIT_MARKERS = frozenset({"credit", "photo credit", "image credit", "picture credit", "photographer"})


def is_caption(content: str) -> bool:
    """Whether the line describes or credits a picture, by its own words."""
    if not SHORTEST <= len(content) <= LONGEST or is_titled_show(content):
        return False
    return bool(
        LABEL.match(content)
        or credits_picture(content)
        or PICTURED.fullmatch(content)
        or PROVIDED.match(content)
        or (content.endswith(AGENCY_NAMES) and CREDITED_NAME.fullmatch(content))
        or SHOWING.match(content)
        or (content.endswith(AGENCY_NAMES) and GLUED_AGENCY.fullmatch(content))
        or (len(content) <= LONGEST_DEPICTION and DEPICTION.fullmatch(content))
        or _is_dated_scene(content)
        or tells_day_in_present(content)
    )


def credits_picture(content: str) -> bool:
    """Whether words of the line name the maker of a picture, or what is seen in it."""
    return holds_any(content, CREDIT_HINTS) and CREDIT.search(content) is not None


def _is_dated_scene(content: str) -> bool:
    """Whether one sentence tells a scene in the present and ends on its day."""
    if not SUBJECT.match(content):
        return False
    tail = max(0, len(content) - LONGEST_DAY)
    if content.find("day", tail) < 0 and not DIGIT.search(content, tail):
        return False
    day = LAST_DAY.search(content, tail)
    if day is None or STOP.search(content, 0, day.start()):
        return False
    return PLACE.search(content) is not None and tells_scene(content)


def opens_caption(text: str, start: int) -> bool:
    """Whether the line at `start`, however long, begins "In this June 2011 photo" or as a dated scene."""
    if text.startswith("In ", start) and OPENING.match(text, start) is not None:
        return True
    return PROVIDED.match(text, start) is not None or tells_day_in_present(text[start : start + LONGEST])


def shows_scene(content: str, above: str, below: str) -> bool:
    """Whether a line of prose describes a picture, by itself and by the kinds or words around it.

    `above` is the kind of the line above, `below` the text of the line below: the picture of an article
    stands under its headline or byline and ends with an agency, or a line follows that only credits it.
    """
    opens = (
        above in ("heading", "byline") and content.endswith(")") and AGENCY_END.search(content) is not None
    )
    credited = len(below) <= LONGEST_CREDIT and is_bare_credit(below)
    return (opens or credited) and len(content) <= LONGEST and tells_scene(content)


def is_titled_show(content: str) -> bool:
    """Whether the line is the title of pictures or of a film that are shown elsewhere."""
    if TITLED.fullmatch(content) is None or content.count(" ") < FEWEST_TITLE_SPACES:
        return False
    return not credits_picture(content) and not NAMES_AFTER_LABEL.fullmatch(content)


def is_bare_credit(content: str) -> bool:
    """Whether the line only says whose the picture is."""
    return BARE_CREDIT.fullmatch(content) is not None or (
        content.count(" ") < MOST_CREDIT_SPACES and credits_picture(content)
    )


def marks_picture(content: str) -> bool:
    """Whether the line only marks the place of a picture, so that its caption follows."""
    return content.casefold().strip(" .:|") in MARKERS | CREDIT_MARKERS


def marks_credit(content: str) -> bool:
    """Whether the line says that a picture's credit follows, so that its caption stands above."""
    return content.casefold().strip(" .:|") in CREDIT_MARKERS
