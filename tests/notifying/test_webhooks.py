"""Webhooks: signed, told once, told again with patience, and never sent to an address of ours."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Webhook, WebhookDelivery
from claims.notifying.posting import NotDelivered, posted
from claims.notifying.webhooks import BACK_OFF, deliver_due, queue_deliveries
from tests.exporting.material import make_verified_claim


class Listener:
    """A server of the test's own that keeps what it was told."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.heard.append((dict(self.headers), body))
                self.send_response(listener.status)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/hook"
        self.post = partial(posted, allowance=frozenset({("127.0.0.1", self.port)}))


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    thread = threading.Thread(target=listening.server.serve_forever)
    thread.start()
    yield listening
    listening.server.shutdown()
    thread.join()
    listening.server.server_close()


@pytest.fixture
def webhook(cast, listener) -> Webhook:
    return Webhook.objects.create(
        project=cast.project,
        url=listener.url,
        kinds=["verified", "withdrawn"],
        secret=f"whsec_{base64.b64encode(b'k' * 32).decode()}",
        created_by=cast.manager,
    )


def test_a_change_is_told_once_and_signed(cast, webhook, listener):
    claim = make_verified_claim(cast, "April 2016")
    queue_deliveries()
    queue_deliveries()
    assert deliver_due(listener.post) == 1
    assert deliver_due(listener.post) == 0
    ((headers, body),) = listener.heard
    told = json.loads(body)
    assert (told["kind"], told["id"], told["item"]["quote"]) == ("verified", str(claim.pk), "April 2016")
    signed = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(b"k" * 32, signed, hashlib.sha256).digest()).decode()
    assert headers["Webhook-Signature"] == f"v1,{expected}"
    assert WebhookDelivery.objects.get().state == "delivered"


def test_only_the_kinds_that_are_wanted_are_told(cast, webhook, listener):
    from claims.models import Claim
    from claims.reviewing.decisions import dispute_item, reopen_item

    claim = make_verified_claim(cast, "April 2016")
    reopen_item(cast.manager, Claim, pk=claim.pk, version=None, comment="Doubts")
    dispute_item(cast.second_reviewer, Claim, pk=claim.pk, version=None, comment="Not sure")
    queue_deliveries()
    deliver_due(listener.post)
    assert [json.loads(body)["kind"] for _, body in listener.heard] == ["verified", "withdrawn"]


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_isnt_understood_is_tried_again_and_given_up_in_the_end(cast, webhook, listener, status):
    listener.status = status
    make_verified_claim(cast, "April 2016")
    queue_deliveries()
    for attempt, wait in enumerate(BACK_OFF, 1):
        assert deliver_due(listener.post) == 1
        delivery = WebhookDelivery.objects.get()
        assert (delivery.state, delivery.attempts, delivery.response_status) == ("waiting", attempt, status)
        assert delivery.next_attempt_at > timezone.now() + wait - timedelta(minutes=1)
        WebhookDelivery.objects.update(next_attempt_at=timezone.now())
    deliver_due(listener.post)
    assert WebhookDelivery.objects.get().state == "failed"
    assert deliver_due(listener.post) == 0


@pytest.mark.parametrize(("status", "tried"), [(503, 1), (429, 1), (400, 2)])
def test_a_target_in_trouble_is_left_in_peace_with_all_its_messages(cast, webhook, listener, status, tried):
    listener.status = status
    for quote in ("April 2016", "the ministry said"):
        make_verified_claim(cast, quote)
    queue_deliveries()
    assert deliver_due(listener.post) == tried
    assert sorted(WebhookDelivery.objects.values_list("attempts", flat=True)) == [tried - 1, 1]
    assert WebhookDelivery.objects.filter(state="waiting", next_attempt_at__gt=timezone.now()).count() == 2
    listener.status = 204
    WebhookDelivery.objects.update(next_attempt_at=timezone.now())
    assert deliver_due(listener.post) == 2
    told = [json.loads(body)["item"]["quote"] for _, body in listener.heard[-2:]]
    assert told == ["April 2016", "the ministry said"]


def test_a_replay_and_a_test_are_sent_too(cast, api, webhook, listener):
    make_verified_claim(cast, "April 2016")
    queue_deliveries()
    deliver_due(listener.post)
    tried = api(cast.manager, "post", f"/api/v1/webhooks/{webhook.pk}/test")
    assert tried.status_code == 202, tried.content
    deliver_due(listener.post)
    first = WebhookDelivery.objects.exclude(pk=tried.json()["id"]).get()
    assert api(cast.manager, "post", f"/api/v1/deliveries/{first.pk}/replay").status_code == 202
    deliver_due(listener.post)
    assert [json.loads(body)["kind"] for _, body in listener.heard] == ["verified", "test", "verified"]
    assert listener.heard[0][0]["Webhook-Id"] == listener.heard[2][0]["Webhook-Id"]


def test_a_webhook_whose_maker_left_is_told_nothing(cast, webhook, listener):
    make_verified_claim(cast, "April 2016")
    cast.project.memberships.filter(user=cast.manager).update(ended_at=timezone.now())
    queue_deliveries()
    assert deliver_due(listener.post) == 0
    assert not Webhook.objects.get().active


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://localhost/hook",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[64:ff9b::7f00:1]/",
        "https://93.184.215.14:8443/",
        "https://nowhere.example.org:8443/",
        "ftp://example.org/",
        "http://user:password@example.org/",
        "file:///etc/passwd",
    ],
)
def test_c25_c26_c29_addresses_of_ours_are_refused(cast, api, url):
    path = f"/api/v1/projects/{cast.project.pk}/webhooks"
    answer = api(cast.manager, "post", path, {"url": url, "kinds": ["verified"]})
    assert answer.status_code == 400, answer.content
    assert not Webhook.objects.exists()
    with pytest.raises(NotDelivered):
        posted(url, b"{}", {})


def test_the_secret_is_shown_once(cast, api):
    path = f"/api/v1/projects/{cast.project.pk}/webhooks"
    made = api(cast.manager, "post", path, {"url": "https://93.184.215.14/hook", "kinds": ["verified"]})
    assert made.json()["secret"].startswith("whsec_")
    assert "secret" not in api(cast.manager, "get", path).json()["results"][0]
