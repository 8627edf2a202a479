"""Which rows a person may see: said once, here, for every route.

Each noun's manager has `visible_to(user)`. What isn't in it doesn't exist for that person: not in
lists, details, counts, search or history. Being staff or a superuser changes nothing.
"""

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from claims.choices import AssignmentState, Role, Status

OWN_STATE = """
SELECT state FROM claims_assignment
 WHERE article_id = claims_article.id AND annotator_id = %s AND state <> %s
"""
REVIEWING_ROLES = [Role.REVIEWER, Role.MANAGER]


def membership_in(path: str, user: Any, roles: list[Role] | None = None) -> Q:
    """That `user` is a member of the project at `path` ("" for the project itself), with one of `roles`.

    A request made with an API token opens the token's project alone.
    """
    prefix = f"{path}__" if path else ""
    condition = Q(**{f"{prefix}memberships__user": user.pk, f"{prefix}memberships__ended_at__isnull": True})
    if roles is not None:
        condition &= Q(**{f"{prefix}memberships__role__in": roles})
    token_project: UUID | None = getattr(user, "token_project_id", None)
    if token_project is not None:
        condition &= Q(**{f"{prefix}pk": token_project})
    return condition


def is_somebody(user: Any) -> bool:
    """Whether `user` is signed in and not disabled."""
    return bool(user.is_authenticated and user.is_active)


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows that are hidden from everybody unless `visible` says otherwise."""

    def visible_to(self, user: Any) -> Self:
        """The rows that `user` may see; none for a stranger or a disabled account."""
        return self.filter(self.visible(user)) if is_somebody(user) else self.none()

    def visible(self, user: Any) -> Q:
        """The condition under which `user` sees a row."""
        raise NotImplementedError


class ProjectQuerySet(VisibleQuerySet):
    """Projects, for their members."""

    def visible(self, user: Any) -> Q:
        """Members see their project."""
        return membership_in("", user)


class ProjectRowQuerySet(VisibleQuerySet):
    """Rows that every member of their project sees."""

    def visible(self, user: Any) -> Q:
        """Members see it."""
        return membership_in("project", user)


class MembershipQuerySet(ProjectRowQuerySet):
    """Who is in which project."""

    def active(self) -> Self:
        """The memberships that haven't ended."""
        return self.filter(ended_at__isnull=True)


class ArticleQuerySet(ProjectRowQuerySet):
    """Articles."""

    def to_tag(self, user: Any) -> Self:
        """What `user` sees, each with their role as `own_role` and their assignment's state as `own_state`.

        It is asked for with each tag that is saved, so that all of it is one statement, of few columns.
        """
        # In SQL, because a relation that is filtered costs Django more than all of the rest costs Postgres.
        own_state = RawSQL(OWN_STATE, [user.pk, AssignmentState.TAKEN_BACK])  # noqa: S611 - a constant
        return (
            self.visible_to(user)
            .annotate(own_role=F("project__memberships__role"), own_state=own_state)
            .only("project_id", "current_revision_id")
            .order_by()
        )


class RevisionQuerySet(ProjectRowQuerySet):
    """Revisions of articles."""


class RevisionRowQuerySet(VisibleQuerySet):
    """Rows that belong to a revision: sentences and suggestions."""

    def visible(self, user: Any) -> Q:
        """Members of the revision's project see it."""
        return membership_in("revision__project", user)


class SuggestionDecisionQuerySet(VisibleQuerySet):
    """What each person made of a suggestion."""

    def visible(self, user: Any) -> Q:
        """One's own; and those of others unless the project is blind and one only annotates."""
        project = "suggestion__revision__project"
        return membership_in(project, user) & not_blind(project, "user", user)


class TagQuerySet(VisibleQuerySet):
    """Claims and figures."""

    def visible(self, user: Any) -> Q:
        """Members see the tags of their project; in blind mode annotators see only their own."""
        return membership_in("project", user) & not_blind("project", "annotator", user)

    def with_context(self) -> Self:
        """With the rows that a tag is shown with, but not the article's text, which may be long."""
        return self.select_related("project", "revision", "annotator", "verified_by").defer(
            "revision__text", "revision__search"
        )

    def to_change(self, user: Any) -> Self:
        """What `user` sees, as it is shown, each with their role in its project as `own_role`."""
        rows = self.visible_to(user).annotate(own_role=F("project__memberships__role"))
        return rows.with_context().order_by()

    def awaiting_review(self) -> Self:
        """What waits for a reviewer: submitted, under review, or disputed, and not adjudicated away."""
        return self.filter(
            status__in=[Status.SUBMITTED, Status.IN_REVIEW, Status.DISPUTED], adjudicated_into__isnull=True
        )


class ItemRowQuerySet(VisibleQuerySet):
    """Rows that belong to a claim or a figure: evidence, reviews, leases, comments."""

    def visible(self, user: Any) -> Q:
        """Who sees the item sees it."""
        return self._visible_through("claim", user) | self._visible_through("figure", user)

    def of_item(self, item: models.Model) -> Self:
        """The rows of one claim or figure."""
        return self.filter(**{str(item._meta.model_name): item})

    def _visible_through(self, noun: str, user: Any) -> Q:
        related: Any = self.model._meta.get_field(noun).related_model
        return Q(**{f"{noun}__in": related.objects.visible_to(user)})


class AssignmentQuerySet(VisibleQuerySet):
    """Who works on which article."""

    def visible(self, user: Any) -> Q:
        """One's own; and those of others unless the project is blind and one only annotates."""
        return membership_in("project", user) & not_blind("project", "annotator", user)

    def standing(self) -> Self:
        """The assignments that haven't been taken back."""
        return self.exclude(state=AssignmentState.TAKEN_BACK)


class ImportItemQuerySet(ProjectRowQuerySet):
    """Documents of imports."""


class PresenceQuerySet(VisibleQuerySet):
    """Who has which article open."""

    def visible(self, user: Any) -> Q:
        """Members see each other; in blind mode annotators see only themselves."""
        project = "article__project"
        return membership_in(project, user) & not_blind(project, "user", user)


class OwnRowQuerySet(VisibleQuerySet):
    """Rows that only their owner sees, while they are a member of the project."""

    def visible(self, user: Any) -> Q:
        """One's own."""
        return Q(user=user.pk) & membership_in("project", user)


def not_blind(project: str, owner: str, user: Any) -> Q:
    """That blind mode doesn't hide a row of `owner` in the project at `project` from `user`."""
    return (
        Q(**{owner: user.pk})
        | Q(**{f"{project}__blind": False})
        | Q(**{f"{project}__memberships__role__in": REVIEWING_ROLES})
    )


class WebhookDeliveryQuerySet(VisibleQuerySet):
    """Messages to webhooks."""

    def visible(self, user: Any) -> Q:
        """Members of the webhook's project see them; the policy lets managers alone ask."""
        return membership_in("webhook__project", user)
