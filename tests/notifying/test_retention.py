"""What programs leave behind goes when its time is over; what is still needed stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from claims import retention
from claims.api.conditions import LONGEST_KEY
from claims.models import IdempotencyKey, Webhook, WebhookDelivery
from claims.notifying.webhooks import replay_delivery
from claims.retention import remove_old_deliveries, remove_old_keys
from claims.tasks import remove_records

DAY = timedelta(days=1)


@pytest.fixture
def webhook(cast) -> Webhook:
    return Webhook.objects.create(
        project=cast.project,
        url="https://example.org/hook",
        secret="",
        kinds=["verified"],
        created_by=cast.manager,
    )


def delivery(webhook: Webhook, state: str, age: timedelta, **fields: Any) -> WebhookDelivery:
    """A message that was made, and delivered if it was, so long ago."""
    at = timezone.now() - age
    fields = {"next_attempt_at": at if state == "waiting" else None} | fields
    if state == "delivered":
        fields = {"delivered_at": at} | fields
    made = WebhookDelivery.objects.create(webhook=webhook, body={"kind": "test"}, state=state, **fields)
    WebhookDelivery.objects.filter(pk=made.pk).update(created_at=at)
    return made


def test_the_log_goes_when_its_time_is_over_and_what_waits_stays(webhook):
    kept_for = timedelta(days=settings.DELIVERY_KEPT_DAYS)
    gone = [delivery(webhook, state, kept_for + DAY) for state in ("delivered", "failed")]
    kept = [
        *(delivery(webhook, state, kept_for - DAY) for state in ("delivered", "failed", "waiting")),
        delivery(webhook, "waiting", 10 * kept_for),  # never tried yet
        delivery(webhook, "waiting", 10 * kept_for, attempts=3),  # to be tried again
        # Made long ago, sent again yesterday.
        delivery(webhook, "delivered", 10 * kept_for, delivered_at=timezone.now() - DAY),
    ]
    assert remove_old_deliveries() == len(gone)
    assert set(WebhookDelivery.objects.values_list("pk", flat=True)) == {one.pk for one in kept}
    assert remove_old_deliveries() == 0


def test_what_is_replayed_is_sent_before_it_goes(cast, webhook):
    old = delivery(webhook, "failed", timedelta(days=settings.DELIVERY_KEPT_DAYS) + DAY)
    replay_delivery(cast.manager, pk=old.pk)
    assert remove_old_deliveries() == 0


def test_a_long_log_goes_some_rows_at_a_time(webhook, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _ in range(5):
        delivery(webhook, "delivered", timedelta(days=settings.DELIVERY_KEPT_DAYS) + DAY)
    with django_assert_max_num_queries(3 * 4):
        assert remove_old_deliveries() == 5
    monkeypatch.setattr(retention, "MOST_TURNS", 1)
    for _ in range(5):
        delivery(webhook, "delivered", timedelta(days=settings.DELIVERY_KEPT_DAYS) + DAY)
    assert [remove_old_deliveries() for _ in range(4)] == [2, 2, 1, 0]


def test_keys_are_forgotten_when_their_time_is_over(cast, api):
    path = f"/api/v1/projects/{cast.project.pk}/sources"
    key = "k" * LONGEST_KEY
    first = api(cast.annotator, "post", path, {"title": "A source"}, idempotency_key=key).json()
    age(timedelta(days=settings.IDEMPOTENCY_KEPT_DAYS) - DAY)
    assert remove_old_keys() == 0
    assert api(cast.annotator, "post", path, {"title": "A source"}, idempotency_key=key).json() == first
    age(timedelta(days=settings.IDEMPOTENCY_KEPT_DAYS) + DAY)
    remove_records()
    assert not IdempotencyKey.objects.exists()


def test_beat_sees_to_it():
    planned = {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}
    assert remove_records.name in planned


def age(since: timedelta) -> None:
    IdempotencyKey.objects.update(created_at=datetime.now(tz=timezone.get_current_timezone()) - since)
