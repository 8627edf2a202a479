"""Bytes into text, without a guess that hides damage."""

import codecs
import re
from dataclasses import dataclass

METHOD = "decode/2"

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A page that declares one of these was nearly always written on Windows (WHATWG Encoding Standard, 4.2).
REALLY_WINDOWS_1252 = frozenset({"iso8859-1", "ascii", "cp1252", "latin-1", "iso8859-15"})
# What a document without a header may be written in, once it is neither Unicode nor Western.
UNDECLARED = [
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "cp874",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
SAMPLE = 200_000
WESTERN_SIGNS = frozenset("‘’‚“”„–—…•€£¥¢©®™°«»·¿¡§±½¼¾²³¹ºªˆ˜‹›†‡‰¶´¨¸×÷\xa0\xad")
FOREIGN_RUN = re.compile(r"[^\x00-\x7f]{4,}")
# Where Mac OS Roman is read as Windows-1252, its quotation marks, dashes and accented letters become these:
# a capital behind a small letter, or one that stands alone, or a sign inside a word.
OUT_OF_PLACE = re.compile(
    "(?<=[a-zß-öø-ÿšžœ])[À-ÖØ-ÞŠŒŽŸ](?![A-ZÀ-ÖØ-Þ]{2})"
    "|(?<=[.,!?])[À-ÖØ-ÞŸ]|[À-ÖØ-Þ](?=[A-Z][a-z])"
    "|(?<![^\\W\\d_])[ÐÑÒÕ](?![^\\W\\d_])"
    "|(?<=[a-z])[\\x7f-\\x9f\ufffdˆ˜‡†‰§•¶¤¦¨¯´¸](?=[a-z]|\\W)|\\sˆ\\s"
    "|[∂∑∏π∫Ω√≈∆◊≠∞≤≥\uf8ffﬁﬂıˇ˘˙˚˝˛]"
)
SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a document, the encoding that it turned out to have, and how that was found out.

    `encoding` is Python's name for it. `evidence` is mark, nul pattern, valid, declared or statistics.
    `declared_was_wrong` says that another encoding had been declared.
    """

    text: str
    encoding: str
    evidence: str
    declared_was_wrong: bool


class UndecodableText(ValueError):
    """The bytes are no text in the encoding that they seem to have; `offset` is the first bad byte."""

    def __init__(self, data: bytes, offset: int, encoding: str) -> None:
        self.offset = offset
        self.encoding = encoding
        byte = f"0x{data[offset]:02X}" if offset < len(data) else "the end"
        super().__init__(
            f"Byte {offset} ({byte}) is not valid {encoding}. "
            "Save the document as UTF-8, or name its encoding, and import it again."
        )


def decoded_text(data: bytes, declared: str | None = None) -> DecodedText:
    """The text in `data`; nothing is replaced or left out.

    A byte-order mark decides; then zero bytes, which show UTF-16 without a mark; then valid UTF-8,
    which other encodings practically never form by chance; then what was declared; then
    Windows-1252 where the text looks Western, or Mac OS Roman where only that puts letters and signs
    into their places, else charset-normalizer's choice. A mark stays in the
    text, as U+FEFF. Raises UndecodableText, which names the first bad byte.
    """
    stated = _normal_name(declared)
    encoding, evidence = _encoding(data, stated)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableText(data, error.start, encoding) from error
    wrong = declared is not None and _family(stated) != _family(encoding) and not data.isascii()
    return DecodedText(text, encoding, evidence, wrong)


def _encoding(data: bytes, stated: str | None) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding, "mark"
    if unmarked := _utf_16_without_mark(data, stated):
        return unmarked, "nul pattern"
    if stated and stated.startswith("iso2022") and b"\x1b" in data:
        return stated, "declared"
    if _is_valid(data, "utf-8"):
        return "utf-8", "valid"
    if _is_damaged_utf_8(data):
        return "utf-8", "valid"
    if stated and stated != "utf-8":
        chosen = "cp1252" if stated in REALLY_WINDOWS_1252 else stated
        if _is_valid(data, chosen):
            return chosen, "declared"
    return _single_byte(data), "statistics"


def _normal_name(declared: str | None) -> str | None:
    """Python's name for the declared encoding; None where there is none or it isn't known."""
    try:
        return codecs.lookup(declared.strip().strip("\"'")).name if declared else None
    except (LookupError, ValueError):
        return None


def _family(encoding: str | None) -> str | None:
    if encoding in REALLY_WINDOWS_1252:
        return "cp1252"
    return encoding.removesuffix("-le").removesuffix("-be") if encoding else None


def _utf_16_without_mark(data: bytes, stated: str | None) -> str | None:
    """UTF-16 where nearly every other byte of the beginning is zero, or where it was declared."""
    sample = data[: SAMPLE - SAMPLE % 2]
    pairs = len(sample) // 2
    if pairs == 0 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 2 > pairs and even * 10 < pairs:
        return "utf-16-le"
    if even * 2 > pairs and odd * 10 < pairs:
        return "utf-16-be"
    if not stated or not stated.startswith("utf-16") or _is_valid(data, "utf-8"):
        return None
    return stated if stated != "utf-16" else ("utf-16-le" if odd >= even else "utf-16-be")


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _is_damaged_utf_8(data: bytes) -> bool:
    """Whether most bytes above 127 form UTF-8 sequences, so that the rest is damage and no other encoding."""
    inside = sum(len(sequence) for sequence in SEQUENCE.findall(data))
    high = len(HIGH.findall(data))
    return inside * 2 > high


def _single_byte(data: bytes) -> str:
    """Western where the text looks so by its signs and words, else the likeliest other."""
    # Replacing here only serves the judgement: the text itself is decoded strictly, or refused.
    text = data.decode("cp1252", errors="replace")
    high = [character for character in text[:SAMPLE] if character > "\x7f"]
    signs = sum(character in WESTERN_SIGNS for character in high)
    foreign = sum(len(run) for run in FOREIGN_RUN.findall(text[:SAMPLE]))
    if foreign * 4 <= len(high) or signs * 2 > len(high):
        return "mac-roman" if _is_mac_roman(data[:SAMPLE], text[:SAMPLE]) else "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE], cp_isolation=UNDECLARED).best()
    return best.encoding if best else "cp1252"


def _is_mac_roman(data: bytes, as_windows: str) -> bool:
    """Whether the letters and signs are in their places in Mac OS Roman and aren't in Windows-1252."""
    as_mac = data.decode("mac_roman")
    return len(OUT_OF_PLACE.findall(as_windows)) > 10 * len(OUT_OF_PLACE.findall(as_mac))
