"""Typed settings from environment variables, which fail loudly when they are missing or malformed."""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable `name`; without a `default` it must be set and not empty."""
    value = os.environ.get(name) or default
    if value is None:
        message = f"Set the environment variable {name}. README.md lists what each one means."
        raise ImproperlyConfigured(message)
    return value


def boolean(name: str, *, default: bool) -> bool:
    """The variable `name` as true or false; anything but the usual spellings is refused."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        message = f"{name} must be true or false, not {value!r}."
        raise ImproperlyConfigured(message)
    return value in {"1", "true", "yes", "on"}


def integer(name: str, default: int) -> int:
    """The variable `name` as a whole number."""
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError as error:
        message = f"{name} must be a whole number, not {value!r}."
        raise ImproperlyConfigured(message) from error


def words(name: str, default: str = "") -> list[str]:
    """The variable `name` as a list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def sockets(name: str) -> frozenset[tuple[str, int]]:
    """The variable `name` as pairs of address and port: "127.0.0.1:8123", separated by commas."""
    pairs = [word.rpartition(":") for word in words(name)]
    if any(not address or not port.isdigit() for address, _, port in pairs):
        message = f"{name} must look like 127.0.0.1:8123."
        raise ImproperlyConfigured(message)
    return frozenset((address, int(port)) for address, _, port in pairs)


def database(name: str) -> dict[str, Any]:
    """Django's settings for the Postgres address in `name`: postgresql://user:password@host:port/name."""
    address = urlsplit(text(name))
    if address.scheme not in {"postgres", "postgresql"} or not address.path.strip("/"):
        message = (
            f"{name} must look like postgresql://user:password@host:port/name; Postgres is the only database."
        )
        raise ImproperlyConfigured(message)
    options: Mapping[str, str] = dict(parse_qsl(address.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path[1:]),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": unquote(address.hostname or ""),
        "PORT": str(address.port or ""),
        "OPTIONS": dict(options),
    }
