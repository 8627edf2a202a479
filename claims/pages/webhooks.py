"""Webhooks: who is told of changes, what was sent, and a button to try it."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims.choices import ChangeKind
from claims.models import Webhook, WebhookDelivery
from claims.notifying.webhooks import (
    create_webhook,
    remove_webhook,
    replay_delivery,
    switch_webhook,
    try_webhook,
)
from claims.pages.door import open_project, page, person, seen
from claims.permissions import require
from claims.refusals import Invalid

DELIVERIES = 20


class WebhookForm(forms.Form):
    """Who is told of what."""

    url = forms.URLField(
        max_length=2000,
        assume_scheme="https",
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("A public address, on the usual ports"),
    )
    kinds = forms.MultipleChoiceField(
        choices=ChangeKind.choices,
        initial=ChangeKind.values,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("When something is"),
    )


@page
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The webhooks with their latest deliveries, and the form for another; its secret is shown once."""
    project = open_project(request, project_id, "webhook.change")
    form = WebhookForm(request.POST or None)
    made: Webhook | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = create_webhook(person(request), project=project, **form.cleaned_data)
            form = WebhookForm()
        except Invalid as refusal:
            for name, said in refusal.errors.items():
                form.add_error(name if name in form.fields else None, said)
    webhooks = Webhook.objects.visible_to(person(request)).filter(project=project)
    shown: dict[str, Any] = {
        "project": project,
        "section": "settings",
        "form": form,
        "made": made,
        "days_kept": settings.DELIVERY_KEPT_DAYS,
        "webhooks": [(webhook, webhook.deliveries.all()[:DELIVERIES]) for webhook in webhooks],
    }
    return render(request, "claims/webhooks/list.html", shown, status=400 if form.errors else 200)


@page
@require_POST
def webhook_change(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Try, pause, resume or remove a webhook."""
    webhook = seen(Webhook.objects.select_related("project"), request, pk)
    require(person(request), "webhook.change", webhook)
    if action == "test":
        try_webhook(person(request), pk=pk)
        messages.success(request, _("A test is on its way. Reload in a few seconds to see what came back."))
    elif action == "remove":
        remove_webhook(person(request), pk=pk)
    else:
        switch_webhook(person(request), pk=pk, active=action == "resume")
    return redirect("webhook_list", webhook.project_id)


@page
@require_POST
def delivery_replay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a message again."""
    delivery = seen(WebhookDelivery.objects.select_related("webhook"), request, pk)
    replay_delivery(person(request), pk=pk)
    return redirect("webhook_list", delivery.webhook.project_id)
