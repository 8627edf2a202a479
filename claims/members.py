"""Who is in a project: added, given another role, ended. A project always keeps a manager."""

import logging
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.choices import Role
from claims.models import Membership, Project, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.workflow import decision, locked

log = logging.getLogger(__name__)


def add_member(user: User, *, project: Project, email: str, role: Role) -> tuple[Membership, bool]:
    """Make the person with that address a member, and whether they weren't one before.

    Who has no account gets one, and a letter that says how to choose a password: the answer is the same
    either way. Raises Missing, Forbidden, Invalid for no address, Conflict for another role.
    """
    with decision(user, "member added"):
        require(user, "membership.change", project)
        Project.objects.select_for_update().get(pk=project.pk)
        person = _account(email.strip())
        same = Membership.objects.active().filter(project=project, user=person).first()
        if same is not None and same.role != role:
            raise Conflict("They are a member already. Change their role instead.", code="member_already")
        if same is not None:
            return same, False
        transaction.on_commit(lambda: _write_to(person, project, user))
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


def _account(email: str) -> User:
    """The account with that address, made without a password where there is none."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid({"email": error.messages}) from error
    person = User.objects.filter(email__iexact=email).first()
    if person is not None and not person.is_active:
        raise Invalid({"email": ["This account is closed. Ask an operator to open it."]})
    return person or User.objects.create_user(email, name=email.partition("@")[0])


def _write_to(person: User, project: Project, inviter: User) -> None:
    how = _("Sign in at %(address)s.") % {"address": f"{settings.BASE_URL}/accounts/login/"}
    if not person.has_usable_password():
        address = f"{settings.BASE_URL}/accounts/password/reset/"
        how = _("Choose a password at %(address)s with this e-mail address.") % {"address": address}
    said = _("%(inviter)s has made you a member of the project “%(project)s”.")
    subject = _("You are a member of “%(project)s”") % {"project": " ".join(project.name.split())}
    try:
        send_mail(
            subject, f"{said % {'inviter': inviter, 'project': project}}\n\n{how}\n", None, [person.email]
        )
    except OSError as error:
        log.warning("The letter to a new member wasn't sent: %s", error)


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
