"""Claims and figures as the desk lead looks through them."""

from typing import Any

from django.contrib.admin import display
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.deciding import action_for
from claims.admin.queues import ProjectFilter, QueueFilter, StatusFilter
from claims.admin.site import DeskAdmin
from claims.reviewing.batch import DECISIONS
from claims.reviewing.history import history_of
from claims.reviewing.surroundings import surroundings_of
from claims.templatetags.reviewing import figure_words, hidden_shown


class ItemAdmin(DeskAdmin):
    """What claims and figures have alike: queues as filters, decisions as actions, all fields read-only."""

    actions = [action_for(decision) for decision in DECISIONS.values()]
    list_filter = (QueueFilter, StatusFilter, ProjectFilter)
    ordering = ("submitted_at", "id")
    search_help_text = _("Words of the statement or the quote")
    change_form_template = "admin/claims/item.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what the list names, and without the articles' text."""
        rows = super().get_queryset(request).select_related("revision__article", "annotator", "lease__holder")
        return rows.defer("revision__text", "revision__search")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """The item with the decisions that its actions offer."""
        context = {**(extra_context or {}), "decisions": DECISIONS.values()}
        return super().changeform_view(request, object_id, form_url, context)

    @display(description=_("article"))
    def article(self, item: Any) -> str:
        """The article it is tagged in."""
        return str(item.revision.article)

    @display(description=_("reviewer at work"))
    def holder(self, item: Any) -> str:
        """Who has it on lease, and until when."""
        lease = getattr(item, "lease", None)
        return f"{lease.holder}, {lease.until:%H:%M} UTC" if lease else ""

    @display(description=_("status"), ordering="status")
    def standing(self, item: Any) -> SafeString:
        """Its status, as everywhere else."""
        return format_html(
            '<span class="pill" data-status="{}">{}</span>', item.status, item.get_status_display()
        )

    @display(description=_("in its place"))
    def passage(self, item: Any) -> str:
        """The text around it."""
        return self._part("claims/review/passage.html", item, passage=self._around(item).passage)

    @display(description=_("evidence"))
    def evidence_listed(self, item: Any) -> str:
        """Its evidence, with stance and ratings."""
        return self._part("claims/review/evidence.html", item, evidence=self._around(item).evidence)

    @display(description=_("figures as parsed"))
    def figures_listed(self, item: Any) -> str:
        """Its figures and what conflicts with them elsewhere."""
        return self._part("claims/review/figures.html", item, figures=self._around(item).figures)

    @display(description=_("history"))
    def history_listed(self, item: Any) -> str:
        """Everything that was decided on it."""
        return self._part("claims/review/history.html", item, history=history_of(item))

    @display(description=_("decide in the app"))
    def page_of_decision(self, item: Any) -> SafeString:
        """The page of decision in the app."""
        address = reverse(f"{item._meta.model_name}_decision", args=[item.pk])
        return format_html('<a href="{}">{}</a>', address, _("Page of decision"))

    def _part(self, template: str, item: Any, **context: Any) -> str:
        return render_to_string(template, {"item": item, "noun": item._meta.model_name, **context})

    def _around(self, item: Any) -> Any:
        return surroundings_of(item.desk_reader, item)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row, knowing who reads it: what stands beside it is shown as far as they may see it."""
        item = super().get_object(request, object_id, from_field)
        if item is not None:
            item.desk_reader = request.user
        return item


class ClaimAdmin(ItemAdmin):
    """Claims."""

    list_display = (
        "statement_shown", "standing", "verdict", "annotator", "confidence", "submitted_at", "article",
        "holder",
    )  # fmt: skip
    search_fields = ("statement", "quote", "claimant")
    fields = (
        "statement_shown", "standing", "passage", "claimant", "claimant_role", "claim_type", "verdict",
        "rationale", "search_record", "confidence", "figures_listed", "evidence_listed", "annotator",
        "submitted_at", "verified_by", "verified_at", "reviewer_confidence", "page_of_decision",
        "history_listed",
    )  # fmt: skip
    readonly_fields = fields
    list_select_related = ("verdict",)

    @display(description=_("statement"), ordering="statement")
    def statement_shown(self, claim: Any) -> str:
        """The statement, with characters that nobody sees made visible."""
        return hidden_shown(str(claim))


class FigureAdmin(ItemAdmin):
    """Figures."""

    list_display = (
        "words",
        "standing",
        "quote",
        "annotator",
        "confidence",
        "submitted_at",
        "article",
        "holder",
    )
    search_fields = ("quote", "counted", "qualifier")
    fields = (
        "words", "standing", "passage", "figures_listed", "evidence_listed", "claim", "annotator",
        "submitted_at", "verified_by", "verified_at", "reviewer_confidence", "page_of_decision",
        "history_listed",
    )  # fmt: skip
    readonly_fields = fields

    @display(description=_("figure"), ordering="value_low")
    def words(self, figure: Any) -> str:
        """What it says."""
        return figure_words(figure)
