"""The encodings that a person may name for files that don't say theirs."""

import codecs
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.refusals import Invalid

ENCODING = "encoding"  # in a job's options: in Python's name
# Unicode is told by its bytes; these are where a guess can be wrong.
ENCODINGS = {
    "cp1252": _("Western European (Windows-1252)"),
    "cp1250": _("Central European (Windows-1250)"),
    "iso8859-2": _("Central European (ISO 8859-2)"),
    "cp1257": _("Baltic (Windows-1257)"),
    "cp1254": _("Turkish (Windows-1254)"),
    "cp1253": _("Greek (Windows-1253)"),
    "cp1251": _("Cyrillic (Windows-1251)"),
    "koi8-r": _("Cyrillic (KOI8-R)"),
    "cp1255": _("Hebrew (Windows-1255)"),
    "cp1256": _("Arabic (Windows-1256)"),
    "cp874": _("Thai (Windows-874)"),
    "gb18030": _("Chinese, simplified (GB 18030)"),
    "big5": _("Chinese, traditional (Big5)"),
    "shift_jis": _("Japanese (Shift JIS)"),
    "euc_jp": _("Japanese (EUC-JP)"),
    "euc_kr": _("Korean (EUC-KR)"),
    "mac-roman": _("Western European (Mac OS Roman)"),
}

MEANING = f"Of text files and tables that aren't Unicode, where a guess can be wrong: {', '.join(ENCODINGS)}"


def known_encoding(name: str) -> str:
    """Python's name for the encoding that a person named, "" for none; raises Invalid for an unknown one."""
    if not name.strip():
        return ""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        found = ""
    if found not in ENCODINGS:
        known = ", ".join(ENCODINGS)
        message = f"“{name[:40]}” isn't known. Leave the encoding out for Unicode, or give one of: {known}."
        raise Invalid({"encoding": [message]}, code="unknown_encoding")
    return found


def with_encoding(options: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The options of an import with the encoding that a person named, if one was; raises Invalid."""
    found = known_encoding(name)
    return dict(options) | ({ENCODING: found} if found else {})
