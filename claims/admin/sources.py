"""Sources and articles as the desk lead looks them up."""

from typing import Any

from django.contrib.admin import display
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.admin.queues import ProjectFilter
from claims.admin.site import DeskAdmin
from claims.templatetags.reviewing import web_address


class AddressedAdmin(DeskAdmin):
    """Rows with an address, which is a link only when it is one of the web's."""

    list_filter = (ProjectFilter,)

    @display(description=_("address"))
    def address(self, row: Any) -> str:
        """The address, as a link or, whatever else is stored there, as plain text."""
        if not web_address(row.url):
            return str(row.url)
        return format_html('<a href="{}" rel="noopener noreferrer nofollow">{}</a>', row.url, row.url)


class SourceAdmin(AddressedAdmin):
    """Sources."""

    list_display = ("title", "publisher", "kind", "reliability", "published_from", "address")
    search_fields = ("title", "publisher")
    fields = (
        "title", "address", "publisher", "author", "kind", "reliability", "published_from", "published_to",
        "accessed_on", "repeats", "created_by",
    )  # fmt: skip
    readonly_fields = fields


class ArticleAdmin(AddressedAdmin):
    """Articles."""

    list_display = ("title", "publisher", "language", "published_from", "address")
    search_fields = ("title", "publisher", "byline")
    fields = ("title", "address", "publisher", "byline", "language", "published_from", "published_to")
    readonly_fields = fields
