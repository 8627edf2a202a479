"""How long is kept what programs leave behind: the log of webhooks, and answers to requests with a key.

The files of exports, which lie in the storage, have `exporting/retention.py`.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from claims.choices import DeliveryState
from claims.models import IdempotencyKey, WebhookDelivery

# So many rows a transaction, which so holds no lock for long, and so many transactions a run.
AT_ONCE = 1_000
MOST_TURNS = 100


def remove_old_deliveries() -> int:
    """Remove from the log what was delivered, or given up, longer ago than DELIVERY_KEPT_DAYS; how many.

    What still waits, be it for its first attempt, the next one, or a replay, stays however old it is.
    """
    before = timezone.now() - timedelta(days=settings.DELIVERY_KEPT_DAYS)
    delivered = Q(state=DeliveryState.DELIVERED, delivered_at__lt=before)
    given_up = Q(state=DeliveryState.FAILED, created_at__lt=before)
    return _removed(WebhookDelivery.objects.filter(delivered | given_up))


def remove_old_keys() -> int:
    """Forget requests with an Idempotency-Key that came longer ago than IDEMPOTENCY_KEPT_DAYS; how many."""
    before = timezone.now() - timedelta(days=settings.IDEMPOTENCY_KEPT_DAYS)
    return _removed(IdempotencyKey.objects.filter(created_at__lt=before))


def _removed(old: "models.QuerySet[models.Model]") -> int:
    """Remove the rows some at a time, without waiting for one that somebody is at; how many went."""
    count = 0
    for _ in range(MOST_TURNS):
        with transaction.atomic():
            chosen = list(
                old.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_ONCE]
            )
            old.model._default_manager.filter(pk__in=chosen).delete()
        count += len(chosen)
        if len(chosen) < AT_ONCE:
            break
    return count
