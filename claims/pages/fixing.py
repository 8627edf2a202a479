"""A reviewer's fix: what may be mended on the page of decision, and handing it on in the same breath."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict

from claims.annotating.claims import change_claim
from claims.annotating.figures import change_figure
from claims.models import Claim, Figure, User
from claims.refusals import Invalid
from claims.reviewing.decisions import hand_on_fixed
from claims.reviewing.leases import take_item
from claims.workflow import Item

LINES = forms.Textarea(attrs={"rows": 2})


class ClaimFix(forms.ModelForm):  # type: ignore[type-arg]
    """What a reviewer may mend in a claim without opening its article."""

    class Meta:
        model = Claim
        fields = (
            "statement",
            "claimant",
            "claim_type",
            "verdict",
            "rationale",
            "search_record",
            "confidence",
        )
        widgets = {"statement": LINES, "rationale": LINES, "search_record": LINES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].queryset = self.instance.project.verdicts.all()  # type: ignore[attr-defined]


class FigureFix(forms.ModelForm):  # type: ignore[type-arg]
    """What a reviewer may mend in a figure without opening its article."""

    class Meta:
        model = Figure
        fields = (
            "value_low",
            "value_high",
            "modifier",
            "kind",
            "measure",
            "counted",
            "qualifier",
            "base",
            "nature",
            "as_of_from",
            "as_of_to",
            "confidence",
        )
        widgets = {name: forms.DateInput(attrs={"type": "date"}) for name in ("as_of_from", "as_of_to")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("value_low", "value_high"):
            self.initial[name] = plain_number(self.initial.get(name))


def fix_form(item: Item, data: QueryDict | None = None) -> Any:
    """The form that mends `item`; its fields' names begin with "fix"."""
    return (ClaimFix if isinstance(item, Claim) else FigureFix)(data, instance=item, prefix="fix")


def fix_and_hand_on(user: User, item: Item, *, version: int, data: QueryDict, comment: str) -> Item:
    """Change what the form changes and hand the item on for another to verify: one transaction.

    Raises Missing, Stale, Forbidden, Invalid, Conflict.
    """
    with transaction.atomic():
        fixed = save_fix(user, item, version=version, data=data, comment=comment)
        return hand_on_fixed(user, type(item), pk=item.pk, version=fixed.version, comment=comment)


def save_fix(user: User, item: Item, *, version: int, data: QueryDict, comment: str) -> Item:
    """Take the item and change what the form changes; a mended typo leaves the reviewer free to verify.

    Raises Missing, Stale, Forbidden, Invalid, Conflict.
    """
    form = fix_form(item, data)
    if not form.is_valid():
        raise Invalid({name: [str(text) for text in texts] for name, texts in form.errors.items()})
    fields = {name: form.cleaned_data[name] for name in form.changed_data}
    change = change_claim if isinstance(item, Claim) else change_figure
    with transaction.atomic():
        take_item(user, type(item), pk=item.pk)
        return change(user, pk=item.pk, version=version, fields=fields, reason=comment)


def plain_number(value: Decimal | None) -> str:
    """A decimal without exponent and idle zeros, as one types it."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
