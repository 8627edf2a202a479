from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen, seen_project
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.choices import ChangeKind
from claims.models import Project, Webhook, WebhookDelivery
from claims.notifying.webhooks import (
    create_webhook,
    remove_webhook,
    replay_delivery,
    switch_webhook,
    try_webhook,
)
from claims.permissions import require


class WebhookSerializer(serializers.ModelSerializer[Webhook]):
    """An address that is told of changes."""

    kinds = serializers.ListField(child=serializers.ChoiceField(ChangeKind.choices), read_only=True)

    class Meta:
        model = Webhook
        fields: tuple[str, ...] = ("id", "url", "kinds", "active", "created_at")
        read_only_fields: tuple[str, ...] = fields


class MadeWebhookSerializer(WebhookSerializer):
    """A new webhook with the secret that signs its messages, which is shown this once."""

    secret = serializers.CharField(read_only=True, help_text="Check Webhook-Signature with it")

    class Meta(WebhookSerializer.Meta):
        fields = (*WebhookSerializer.Meta.fields, "secret")
        read_only_fields = fields


class NewWebhookSerializer(StrictSerializer):
    """Who is told of what."""

    url = serializers.URLField(max_length=2000, help_text="A public address, http or https")
    kinds = serializers.ListField(
        child=serializers.ChoiceField(ChangeKind.choices), min_length=1, max_length=10
    )


class SwitchSerializer(StrictSerializer):
    """Whether a webhook is told."""

    active = serializers.BooleanField()


class DeliverySerializer(serializers.ModelSerializer[WebhookDelivery]):
    """One message: what was sent, what came back, when it is tried again."""

    body = serializers.DictField(read_only=True)

    class Meta:
        model = WebhookDelivery
        fields = (
            "id",
            "body",
            "state",
            "attempts",
            "next_attempt_at",
            "response_status",
            "problem",
            "created_at",
            "delivered_at",
        )
        read_only_fields = fields


class WebhookList(APIView):
    """The webhooks of a project; for managers."""

    @operation(
        "List webhooks",
        query=PageQuery,
        answers=page_of(WebhookSerializer),
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Oldest first."""
        rows = Webhook.objects.visible_to(person(request)).filter(project=_managed(request, project_id))
        return paged(request, rows, query, order=("created_at", "id"), show=listed(WebhookSerializer))

    # Not repeatable by key: the answer that would be kept for it holds the secret.
    @operation(
        "Make a webhook",
        body=NewWebhookSerializer,
        answers={201: MadeWebhookSerializer},
        refusals=["address_refused"],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """It is told of changes from now on, each signed as Standard Webhooks describes."""
        project = _managed(request, project_id)
        written = NewWebhookSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        webhook = create_webhook(person(request), project=project, **written.validated_data)
        return Response(MadeWebhookSerializer(webhook).data, status=201)


class WebhookDetail(APIView):
    """One webhook."""

    @operation("Switch a webhook", body=SwitchSerializer, answers=WebhookSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Stop telling it, or tell it again of what it missed meanwhile."""
        require(person(request), "webhook.change", seen(Webhook, request, pk, "project"))
        written = SwitchSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        webhook = switch_webhook(person(request), pk=pk, active=written.validated_data["active"])
        return Response(WebhookSerializer(webhook).data)

    @operation("Remove a webhook", answers={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Its log goes with it."""
        remove_webhook(person(request), pk=pk)
        return Response(status=204)


class WebhookTest(APIView):
    """Try a webhook."""

    @operation("Test a webhook", answers={202: DeliverySerializer}, repeatable=True)
    def post(self, request: Request, pk: UUID) -> Response:
        """A message of the kind `test` is sent within seconds; see its deliveries."""
        return Response(DeliverySerializer(try_webhook(person(request), pk=pk)).data, status=202)


class DeliveryList(APIView):
    """What a webhook was told."""

    @operation(
        "List deliveries",
        query=PageQuery,
        answers=page_of(DeliverySerializer),
        refusals=["forbidden"],
    )
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """Newest first. What was delivered or given up is kept for 30 days, unless the operator says else."""
        webhook = seen(Webhook, request, pk, "project")
        require(person(request), "webhook.change", webhook)
        show = listed(DeliverySerializer)
        return paged(request, webhook.deliveries.all(), query, order=("-created_at", "-id"), show=show)


class DeliveryReplay(APIView):
    """Send a message again."""

    @operation("Replay a delivery", answers={202: DeliverySerializer}, repeatable=True)
    def post(self, request: Request, pk: UUID) -> Response:
        """As it was, with the same identifier."""
        return Response(DeliverySerializer(replay_delivery(person(request), pk=pk)).data, status=202)


def _managed(request: Request, project_id: UUID) -> Project:
    project = seen_project(request, project_id)
    require(person(request), "webhook.change", project)
    return project
