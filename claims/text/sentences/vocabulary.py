"""The word lists of English sentence boundaries, ready to look words up in."""

from claims.text.lexicon import plural
from claims.text.wordlists import entries

STARTERS = frozenset(entries("sentence_starters")) | frozenset(
    entry.replace("'", "’") for entry in entries("sentence_starters")
)
LOWER_STARTERS = frozenset(entries("small_starters"))
EXCLAIMED_NAMES = frozenset(entries("exclaimed_names"))
TOP_LEVEL_DOMAINS = frozenset(entries("top_level_domains"))
CLOCK_COMPANIONS = frozenset(entries("clock_companions"))
# "Officials", "Farmers": many people, who have no capital letter within a sentence.
PEOPLE = frozenset(
    plural(entry.removesuffix("/n")).capitalize() for entry in entries("speakers") if entry.endswith("/n")
) - frozenset(plural(entry).capitalize() for entry in (*entries("offices"), "attorney"))
SPEECH_VERBS = frozenset(entries("speech_verbs"))
JOINED_NAMES = frozenset(entries("joined_names"))
LETTERED_NOUNS = frozenset(entries("lettered_nouns"))
