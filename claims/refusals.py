"""How an action says no. Pages show the detail; the API gives it as a problem (RFC 9457)."""

from collections.abc import Mapping, Sequence
from typing import Any


class Refusal(Exception):
    """An action that wasn't done, and nothing was written. `detail` says why and what to do."""

    status = 400
    code = "invalid"
    title = "The request can't be carried out"

    def __init__(self, detail: str, *, code: str | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code
        self.more = more


class Invalid(Refusal):
    """Some fields aren't right; `errors` maps each to what is wrong with it."""

    def __init__(self, errors: Mapping[str, Sequence[str]], *, code: str | None = None) -> None:
        detail = " ".join(f"{field}: {' '.join(map(str, messages))}" for field, messages in errors.items())
        plain = {field: [str(message) for message in messages] for field, messages in errors.items()}
        super().__init__(detail, code=code, errors=plain)
        self.errors = plain


class Missing(Refusal):
    """It doesn't exist, or not for this person: the two are the same."""

    status = 404
    code = "not_found"
    title = "Not found"

    def __init__(self, detail: str = "There is nothing here, or nothing that you may see.") -> None:
        super().__init__(detail)


class Forbidden(Refusal):
    """The person sees it but may not do this; the detail says why."""

    status = 403
    code = "forbidden"
    title = "Not allowed"


class Conflict(Refusal):
    """The present state doesn't allow it."""

    status = 409
    code = "conflict"
    title = "Not possible now"


class Gone(Refusal):
    """It was here and was removed for good; the detail says why."""

    status = 410
    code = "gone"
    title = "Removed"


class Stale(Refusal):
    """Somebody changed it since it was read; `current` is the row as it is now."""

    status = 412
    code = "stale"
    title = "Changed in the meantime"

    def __init__(self, current: Any) -> None:
        super().__init__(
            "Somebody changed this since you opened it. Compare the two versions and save again.",
            current_version=getattr(current, "version", None),
        )
        self.current = current


class VersionRequired(Refusal):
    """A write must name the version that it saw."""

    status = 428
    code = "version_required"
    title = "Say which version you change"

    def __init__(self) -> None:
        super().__init__('Send the ETag that you read in the header If-Match, such as If-Match: "3".')


class Unavailable(Refusal):
    """Not now: nothing was written, and after `seconds` it may work."""

    status = 503
    code = "unavailable"
    title = "Unavailable"
    seconds = 5
