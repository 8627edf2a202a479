"""Webhooks: other systems are told of changes, signed, and told again until they have understood."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone

from claims.choices import ChangeKind, DeliveryState
from claims.exporting.changes import changes_since
from claims.importing.fetching.addresses import NotFetchable, checked_target
from claims.models import Project, User, Webhook, WebhookDelivery
from claims.notifying.posting import NotDelivered, posted
from claims.permissions import may, require
from claims.refusals import Invalid, Missing
from claims.workflow import decision, locked

Post = Callable[[str, bytes, dict[str, str]], int]

MOST_WEBHOOKS = 20
CHANGES_AT_ONCE = 200
DELIVERIES_AT_ONCE = 50
POSTING = timedelta(minutes=1)
BACK_OFF = [timedelta(seconds=30), *(timedelta(minutes=wait) for wait in (2, 10, 60, 360, 1440))]
UNDERSTOOD = range(200, 300)
TROUBLE = {429, *range(500, 600)}
TURN_SECONDS = 30
# A target in trouble is left in peace for so long, with all its messages.
REST = timedelta(minutes=2)


def create_webhook(user: User, *, project: Project, url: str, kinds: list[str]) -> Webhook:
    """A webhook that is told of the changes from now on; raises Missing, Forbidden, Invalid."""
    with decision(user, "webhook made"):
        require(user, "webhook.change", project)
        _check(url, kinds)
        if Webhook.objects.filter(project=project).count() >= MOST_WEBHOOKS:
            raise Invalid({"url": [f"A project has up to {MOST_WEBHOOKS} webhooks."]})
        latest = project.changes.order_by("-number").values_list("number", flat=True).first()
        return Webhook.objects.create(
            project=project,
            url=url,
            kinds=sorted(set(kinds)),
            secret=f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}",
            created_by=user,
            told_until=latest or 0,
        )


def switch_webhook(user: User, *, pk: UUID, active: bool) -> Webhook:
    """Stop telling a webhook, or tell it again of what it missed meanwhile; raises Missing, Forbidden."""
    with decision(user, "webhook switched"):
        webhook = _own(user, pk)
        webhook.active = active
        webhook.save(update_fields=["active"])
        return webhook


def remove_webhook(user: User, *, pk: UUID) -> None:
    """Remove a webhook and its log; raises Missing, Forbidden."""
    with decision(user, "webhook removed"):
        _own(user, pk).delete()


def try_webhook(user: User, *, pk: UUID) -> WebhookDelivery:
    """A message to a webhook that says that it is a test; raises Missing, Forbidden."""
    with decision(user, "webhook tested"):
        webhook = _own(user, pk)
        body = {"kind": "test", "project": str(webhook.project_id), "at": timezone.now().isoformat()}
        return WebhookDelivery.objects.create(webhook=webhook, body=body, next_attempt_at=timezone.now())


def replay_delivery(user: User, *, pk: UUID) -> WebhookDelivery:
    """Send a message again, as it was; raises Missing, Forbidden."""
    with decision(user, "delivery replayed"):
        delivery: WebhookDelivery = locked(
            WebhookDelivery.objects.visible_to(user).select_related("webhook__project"), pk, None
        )
        require(user, "webhook.change", delivery.webhook)
        delivery.state, delivery.attempts = DeliveryState.WAITING, 0
        delivery.next_attempt_at = timezone.now()
        delivery.save(update_fields=["state", "attempts", "next_attempt_at"])
        return delivery


def queue_deliveries() -> None:
    """Make a message of each change that a webhook wants and hasn't been told of. For the sweep."""
    for pk in Webhook.objects.filter(
        active=True, told_until__lt=F("project__change_counter__value")
    ).values_list("pk", flat=True):
        with decision(None, "webhook"):
            webhook = (
                Webhook.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("project", "created_by")
                .filter(pk=pk)
                .first()
            )
            if webhook is not None:
                _queue(webhook)


def deliver_due(post: Post = posted) -> int:
    """Send what is due; how many messages. Each is leased first, so that two workers don't send it twice.

    It ends after half a minute: a target that lets one wait mustn't keep a worker from its other work.
    """
    sent, until = 0, time.monotonic() + TURN_SECONDS
    while sent < DELIVERIES_AT_ONCE and time.monotonic() < until and (delivery := _leased()) is not None:
        _send(delivery, post)
        sent += 1
    return sent


def signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """The signature of a message (Standard Webhooks 1.0): HMAC-SHA256 over id, time and body."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"


def _check(url: str, kinds: list[str]) -> None:
    if not kinds or not set(kinds) <= set(ChangeKind.values):
        raise Invalid({"kinds": [f"Choose at least one of {', '.join(ChangeKind.values)}."]})
    try:
        checked_target(url)
    except NotFetchable as error:
        if not error.passing:
            raise Invalid({"url": [error.message]}, code=error.code) from error


def _own(user: User, pk: UUID) -> Webhook:
    webhook: Webhook = locked(Webhook.objects.visible_to(user).select_related("project"), pk, None)
    require(user, "webhook.change", webhook)
    return webhook


def _queue(webhook: Webhook) -> None:
    """Whoever made the webhook must still be allowed to: what they may not see is told to nobody."""
    if not webhook.created_by.is_active or not may(webhook.created_by, "webhook.change", webhook):
        Webhook.objects.filter(pk=webhook.pk).update(active=False)
        return
    try:
        feed = changes_since(
            webhook.created_by, project=webhook.project, since=webhook.told_until, limit=CHANGES_AT_ONCE
        )
    except Missing:
        return
    numbers = dict(
        webhook.project.changes.filter(number__in=[change["number"] for change in feed.changes]).values_list(
            "number", "pk"
        )
    )
    WebhookDelivery.objects.bulk_create(
        [
            WebhookDelivery(
                webhook=webhook,
                change_id=numbers[change["number"]],
                body=json.loads(json.dumps(change, cls=DjangoJSONEncoder)),
                next_attempt_at=timezone.now(),
            )
            for change in feed.changes
            if change["kind"] in webhook.kinds
        ],
        ignore_conflicts=True,
    )
    Webhook.objects.filter(pk=webhook.pk).update(told_until=feed.cursor)


def _leased() -> WebhookDelivery | None:
    with decision(None, "webhook"):
        now = timezone.now()
        delivery = (
            WebhookDelivery.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(state=DeliveryState.WAITING, next_attempt_at__lte=now, webhook__active=True)
            .select_related("webhook")
            .order_by("next_attempt_at", "created_at", "id")
            .first()
        )
        if delivery is not None:
            delivery.attempts += 1
            delivery.next_attempt_at = now + POSTING
            delivery.save(update_fields=["attempts", "next_attempt_at"])
        return delivery


def _send(delivery: WebhookDelivery, post: Post) -> None:
    body = json.dumps(delivery.body, ensure_ascii=False).encode()
    timestamp = str(int(timezone.now().timestamp()))
    headers = {
        "Content-Type": "application/json",
        "Webhook-Id": str(delivery.pk),
        "Webhook-Timestamp": timestamp,
        "Webhook-Signature": signature(delivery.webhook.secret, str(delivery.pk), timestamp, body),
    }
    status, problem = None, ""
    try:
        status = post(delivery.webhook.url, body, headers)
        if status not in UNDERSTOOD:
            problem = f"It answered {status}."
    except NotDelivered as error:
        problem = str(error)
    _record(delivery, status, problem)
    if status is None or status in TROUBLE:
        _let_rest(delivery)


def _let_rest(delivery: WebhookDelivery) -> None:
    """Try none of the webhook's other messages for a while; it doesn't count as an attempt of theirs."""
    later = timezone.now() + REST
    others = WebhookDelivery.objects.filter(webhook=delivery.webhook_id, state=DeliveryState.WAITING)
    others.exclude(pk=delivery.pk).filter(next_attempt_at__lt=later).update(next_attempt_at=later)


def _record(delivery: WebhookDelivery, status: int | None, problem: str) -> None:
    tried: dict[str, Any] = {"response_status": status, "problem": problem[:300]}
    if not problem:
        tried |= {"state": DeliveryState.DELIVERED, "delivered_at": timezone.now(), "next_attempt_at": None}
    elif delivery.attempts > len(BACK_OFF):
        tried |= {"state": DeliveryState.FAILED, "next_attempt_at": None}
    else:
        tried["next_attempt_at"] = timezone.now() + BACK_OFF[delivery.attempts - 1]
    WebhookDelivery.objects.filter(pk=delivery.pk).update(**tried)
