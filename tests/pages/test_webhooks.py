"""The page of webhooks."""

import pytest

from claims.models import Webhook, WebhookDelivery


def address(cast) -> str:
    return f"/projects/{cast.project.pk}/webhooks"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_webhook_is_made_tried_and_removed(cast, open_page, accessibility_violations):
    page = open_page(cast.manager)
    page.goto(f"/projects/{cast.project.pk}/exports")
    page.get_by_role("link", name="Webhooks").click()
    page.get_by_label("Address").fill("https://93.184.215.14/hook")
    page.get_by_role("button", name="Make the webhook").click()
    assert page.get_by_role("textbox", name="Secret").input_value().startswith("whsec_")
    page.get_by_role("button", name="Test").click()
    page.get_by_role("rowheader", name="test").wait_for()
    assert accessibility_violations(page) == []
    page.get_by_role("button", name="Pause").click()
    page.get_by_text("Paused", exact=True).wait_for()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("heading", name="New webhook").wait_for()
    assert not Webhook.objects.exists()


def test_an_address_of_ours_is_refused_beside_its_field(cast, client):
    client.force_login(cast.manager)
    answer = client.post(address(cast), {"url": "http://127.0.0.1/", "kinds": ["verified"]})
    assert answer.status_code == 400
    assert "public web pages" in answer.content.decode()
    assert not Webhook.objects.exists()


def test_only_managers_see_and_change_them(cast, client):
    webhook = Webhook.objects.create(
        project=cast.project, url="https://example.org/", kinds=["verified"], created_by=cast.manager
    )
    delivery = WebhookDelivery.objects.create(webhook=webhook, body={"kind": "test"})
    for actor, status in [(cast.annotator, 403), (cast.reviewer, 403), (cast.outsider, 404)]:
        client.force_login(actor)
        assert client.get(address(cast)).status_code == status
        for path in (f"/webhooks/{webhook.pk}/remove", f"/deliveries/{delivery.pk}/replay"):
            assert client.post(path).status_code == status
    assert Webhook.objects.exists()
