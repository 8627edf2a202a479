"""One's API tokens: make one (its secret is shown once), see when each was used, revoke it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims.choices import Scope
from claims.models import ApiToken, Project, User
from claims.pages.door import page, person
from claims.refusals import Invalid
from claims.tokens import LONGEST_DAYS, NewToken, create_token, revoke_token

SHOWN = 200


class TokenForm(forms.Form):
    """What a new token is for."""

    project = forms.ModelChoiceField(Project.objects.none(), label=gettext_lazy("Project"))
    name = forms.CharField(
        max_length=100,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("What uses it, such as nightly sync"),
    )
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("What it may do"),
        help_text=gettext_lazy("Never more than you may do yourself."),
    )
    days = forms.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, initial=90, label=gettext_lazy("Days until it expires")
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects: Any = self.fields["project"]
        projects.queryset = Project.objects.visible_to(user)


@page
@require_http_methods(["GET", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """The tokens and the form for a new one, whose secret is on the answer to the form alone."""
    user = person(request)
    form = TokenForm(user, request.POST or None)
    made: NewToken | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = create_token(user, **form.cleaned_data)
            form = TokenForm(user)
        except Invalid as refusal:
            for name, said in refusal.errors.items():
                form.add_error(name if name in form.fields else None, said)
    tokens = ApiToken.objects.visible_to(user).select_related("project")[:SHOWN]
    shown = {"form": form, "made": made, "tokens": tokens, "trail": [(_("API tokens"), "")]}
    status = 400 if form.errors else 200
    return render(request, "claims/tokens/list.html", shown, status=status)


@page
@require_POST
def token_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a token now."""
    token = revoke_token(person(request), pk=pk)
    messages.success(request, _("%(name)s is revoked and opens nothing any more.") % {"name": token.name})
    return redirect("token_list")
