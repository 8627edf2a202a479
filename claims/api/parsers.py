"""Reading JSON bodies strictly: what two readers could take differently is refused."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any, Never

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

DEEPEST = 50


class BodyTooLarge(APIException):
    """The body is over the limit."""

    status_code = 413
    default_detail = "The body is too large. Send less at once, or use an import."
    default_code = "too_large"


class StrictJSONParser(BaseParser):
    """JSON in UTF-8 (RFC 8259) without repeated keys, NaN, NUL, lone surrogates or absurd depth."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value of the body; raises ParseError, BodyTooLarge or UnsupportedMediaType."""
        charset = _charset(media_type)
        if charset not in {"", "utf-8", "utf8"}:
            raise UnsupportedMediaType(media_type or "", detail="Send JSON in UTF-8.")
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise BodyTooLarge
        try:
            value = json.loads(
                body.decode("utf-8"),
                object_pairs_hook=_object,
                parse_constant=_refuse_constant,
                parse_float=Decimal,
            )
        except UnicodeDecodeError as error:
            message = f"The body isn't UTF-8: byte {error.start} is wrong."
            raise ParseError(message) from error
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        except ValueError as error:
            message = f"The body isn't JSON: {str(error)[:200]}."
            raise ParseError(message) from error
        refuse_unstorable_text(value)
        return value


def refuse_unstorable_text(value: Any) -> None:
    """Raise ParseError for NULs, lone surrogates or more than 50 levels anywhere in `value`."""
    waiting = [(value, 1)]
    while waiting:
        part, depth = waiting.pop()
        if depth > DEEPEST:
            raise ParseError("The body is nested too deeply.")
        if isinstance(part, dict):
            waiting += [(key, depth + 1) for key in part]
            waiting += [(inner, depth + 1) for inner in part.values()]
        elif isinstance(part, list):
            waiting += [(inner, depth + 1) for inner in part]
        elif isinstance(part, str):
            if "\x00" in part:
                raise ParseError("Remove the NUL character (U+0000).", code="nul_character")
            if not part.isascii() and any("\ud800" <= character <= "\udfff" for character in part):
                raise ParseError("Remove the lone surrogate: it is half a character.", code="lone_surrogate")


def _charset(media_type: str | None) -> str:
    for parameter in (media_type or "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower()
    return ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        repeated = sorted({name for name in names if names.count(name) > 1})
        message = f"the key {repeated[0]!r} is given twice"
        raise ValueError(message)
    return found


def _refuse_constant(name: str) -> Never:
    message = f"{name} is no number of JSON"
    raise ValueError(message)
