from django.contrib.admin.apps import AdminConfig


class AnnotatorAdminConfig(AdminConfig):
    """Django's admin with the desk's own site, which signs people in as the rest of the product does."""

    default_site = "claims.admin.site.DeskSite"
