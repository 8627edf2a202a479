"""Who is in a project: added, given another role, ended. A project always keeps a manager."""

from uuid import UUID

from django.utils import timezone

from claims.choices import Role
from claims.models import Membership, Project, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.workflow import decision, locked


def add_member(user: User, *, project: Project, email: str, role: Role) -> tuple[Membership, bool]:
    """Make the person with that address a member, and whether they weren't one before.

    Raises Missing, Forbidden, Invalid when there is no such account, Conflict for another role.
    """
    with decision(user, "member added"):
        require(user, "membership.change", project)
        Project.objects.select_for_update().get(pk=project.pk)
        person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person is None:
            raise Invalid({"email": ["There is no account with this address. Ask an operator to make one."]})
        same = Membership.objects.active().filter(project=project, user=person).first()
        if same is not None and same.role != role:
            raise Conflict("They are a member already. Change their role instead.", code="member_already")
        if same is not None:
            return same, False
        return Membership.objects.create(project=project, user=person, role=role), True


def change_role(user: User, *, pk: UUID, role: Role) -> Membership:
    """Give a member another role; raises Missing, Forbidden, Conflict for the last manager."""
    with decision(user, "role changed"):
        membership = _changing(user, pk)
        if role != Role.MANAGER:
            _keep_a_manager(membership)
        membership.role = role
        membership.save(update_fields=["role"])
        return membership


def end_membership(user: User, *, pk: UUID) -> Membership:
    """End a membership; what the person made stays. Raises Missing, Forbidden, Conflict."""
    with decision(user, "member ended"):
        membership = _changing(user, pk)
        _keep_a_manager(membership)
        membership.ended_at = timezone.now()
        membership.save(update_fields=["ended_at"])
        return membership


def _changing(user: User, pk: UUID) -> Membership:
    membership = locked(Membership.objects.visible_to(user).active(), pk, None)
    require(user, "membership.change", membership)
    # One change of members at a time, so that two managers can't end each other at once.
    Project.objects.select_for_update().get(pk=membership.project_id)
    membership.refresh_from_db()
    return membership


def _keep_a_manager(membership: Membership) -> None:
    others = Membership.objects.active().filter(
        project_id=membership.project_id, role=Role.MANAGER, user__is_active=True
    )
    if membership.role == Role.MANAGER and not others.exclude(pk=membership.pk).exists():
        raise Conflict("A project keeps a manager. Make somebody else a manager first.", code="last_manager")
