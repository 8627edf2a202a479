"""The desk lead's admin: Django's own, opened by membership and never by the flags of an account."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin, ShowFacets
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.text import capfirst

from claims.models import Project
from claims.querysets import REVIEWING_ROLES, is_somebody, membership_in


class DeskAdmin(ModelAdmin):  # type: ignore[type-arg]
    """Rows to look at: those that the person sees in projects where they review; nothing is typed in."""

    actions_selection_counter = True
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    show_facets = ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows of the projects that the person reviews or manages."""
        rows: Any = self.model._default_manager
        return rows.visible_to(request.user).filter(project__in=desk_projects(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for the whole site."""
        return may_open(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the whole site: which rows there are is said by `get_queryset`."""
        return may_open(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is made here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No field is written here: decisions go through the actions of the stages."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """No lookup of one's own making in the address: only the filters of the page."""
        return lookup in {getattr(each, "parameter_name", None) for each in self.get_list_filter(request)}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list under the plain name of its rows."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The history that counts is the database's, on the item's own page."""
        raise Http404


class DeskSite(AdminSite):
    """Django's admin, for members who review or manage a project."""

    site_title = site_header = "Annotator desk"
    index_title = "Desk"
    site_url = "/"
    index_template = "admin/desk.html"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take the desk's own pages only: other packages' models hold rows of everybody."""
        if admin_class is not None and issubclass(admin_class, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person reviews or manages any project."""
        return may_open(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sign in as everywhere else; for who is signed in and reviews nothing, there is nothing here."""
        if is_somebody(request.user):
            if may_open(request):
                return redirect("admin:index")
            raise Http404
        wanted = request.GET.get("next", reverse("admin:index"))
        return redirect_to_login(wanted, resolve_url("account_login"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Sign out as everywhere else."""
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Change the password as everywhere else."""
        return redirect("account_change_password")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The queues of each project with their counts."""
        from claims.admin.queues import desk_queues

        return super().index(request, {**(extra_context or {}), "desks": desk_queues(request)})


def may_open(request: HttpRequest) -> bool:
    """Whether the person reviews or manages any project."""
    return is_somebody(request.user) and desk_projects(request).exists()


def desk_projects(request: HttpRequest) -> Any:
    """The projects that the person reviews or manages."""
    return Project.objects.filter(membership_in("", request.user, REVIEWING_ROLES))
