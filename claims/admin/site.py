"""The desk lead's admin."""

from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    """Django's admin, for members who review or manage a project."""

    site_title = site_header = "Annotator desk"
    index_title = "Desk"
    site_url = "/"
