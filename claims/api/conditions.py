"""Conditional and repeatable requests: If-Match (RFC 9110) and Idempotency-Key."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.db import transaction
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.base import person
from claims.models import IdempotencyKey, User
from claims.refusals import Invalid, Refusal, VersionRequired

ENTITY_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')
LONGEST_KEY = 200
# Gives what doing a part gave the first time.
Once = Callable[[str, Callable[[], Any]], Any]


class KeyReused(Refusal):
    """An idempotency key came again with another request."""

    status = 422
    code = "idempotency_key_reused"
    title = "This key belongs to another request"


def version_seen(request: Request) -> int | None:
    """The version that the writer saw, from If-Match; None for `*`, any version.

    Raises VersionRequired without the header and Invalid for one that isn't an entity tag of ours.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise VersionRequired
    if header == "*":
        return None
    match = ENTITY_TAG.fullmatch(header)
    if match is None:
        raise Invalid({"If-Match": ['Send the ETag as you read it, such as "3".']})
    return int(match[1])


def with_etag(response: Response, row: Any) -> Response:
    """The response with the row's version as its ETag."""
    response["ETag"] = f'"{row.version}"'
    return response


def idempotent(handler: Callable[..., Response]) -> Callable[..., Response]:
    """Give a request that is retried with its Idempotency-Key the answer of the first time.

    The key is stored in the transaction of what the request does, so there is never one without the
    other. Two at once: the second waits for the first and gets its answer.
    """

    @wraps(handler)
    def answered(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = key_of(request)
        if not key:
            return handler(view, request, *args, **kwargs)
        with transaction.atomic():
            return _first_or_again(view, request, key, lambda: handler(view, request, *args, **kwargs))

    return answered


def idempotent_in_parts(handler: Callable[..., Response]) -> Callable[..., Response]:
    """The same for a request of many decisions, each of which is a transaction of its own.

    The handler gets `once(part, do)`, which gives what `do` gave the first time and stores it in the
    transaction in which it is done. Cut off in the middle and sent again, the request goes on where it was.
    """

    @wraps(handler)
    def answered(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = key_of(request)
        if not key:
            return handler(view, request, *args, once=lambda _part, do: do(), **kwargs)
        user, wanted = person(request), _request_hash(request)
        with transaction.atomic():
            _remembered(user, key, wanted)
        return handler(view, request, *args, once=partial(_once, user, key, wanted), **kwargs)

    return answered


def key_of(request: Request) -> str:
    """The request's Idempotency-Key, empty without one; raises Invalid for one that can't be kept."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid({"Idempotency-Key": [f"Use up to {LONGEST_KEY} printable characters."]})
    return key


def _remembered(user: User, key: str, wanted: str) -> IdempotencyKey:
    """The row of a key, locked until the transaction ends; raises KeyReused."""
    row = IdempotencyKey(user=user, key=key, request_hash=wanted)
    IdempotencyKey.objects.bulk_create([row], ignore_conflicts=True)
    stored = IdempotencyKey.objects.select_for_update().get(user=user, key=key)
    if stored.request_hash != wanted:
        raise KeyReused("Use a new Idempotency-Key for a new request.")
    return stored


def _once(user: User, key: str, wanted: str, part: str, do: Callable[[], Any]) -> Any:
    # Keys that come with requests are printable, so none of them is that of a part.
    of_part = "\n" + hashlib.sha256(f"{key}\n{part}".encode()).hexdigest()
    with transaction.atomic():
        stored = _remembered(user, of_part, wanted)
        if stored.status is None:
            stored.body, stored.status = do(), 200
            stored.save(update_fields=["status", "body"])
        return stored.body


def _first_or_again(view: Any, request: Request, key: str, handle: Callable[[], Response]) -> Response:
    stored = _remembered(person(request), key, _request_hash(request))
    if stored.status is not None:
        return Response(stored.body, status=stored.status, headers=stored.headers)
    response = handle()
    # What is stored is what is sent: UUIDs, dates and decimals as their JSON text.
    view.finalize_response(request, response)
    response.render()
    stored.status = response.status_code
    stored.body = _json(response)
    stored.headers = {name: response[name] for name in ("ETag", "Location") if name in response}
    stored.save(update_fields=["status", "body", "headers"])
    return response


def _json(response: Response) -> Any:
    return json.loads(response.content) if response.content else None


def _request_hash(request: Request) -> str:
    body = repr(request.data).encode("utf-8", "surrogatepass")
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            body += hashlib.file_digest(upload, "sha256").digest()
            upload.seek(0)
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + body).hexdigest()
