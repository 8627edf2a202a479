"""Asking again, while an answer is being sent, whether it may still be sent."""

from collections.abc import Callable

from django.utils import timezone
from rest_framework.request import Request

from claims.api.base import person
from claims.models import ApiToken, Project, User
from claims.permissions import require, role_in
from claims.refusals import Forbidden


def access_check(request: Request, project: Project, action: str) -> Callable[[], None]:
    """What raises Missing or Forbidden as soon as the person, their role or their token has lost `action`."""
    user, token = person(request), request.auth
    role = role_in(user, project)

    def check() -> None:
        if not User.objects.filter(pk=user.pk, is_active=True).exists():
            raise Forbidden("Your account was disabled.")
        if isinstance(token, ApiToken) and not _opens(token):
            raise Forbidden("The token was revoked or has expired.")
        require(user, action, project)
        if role_in(user, project) != role:
            raise Forbidden("Your role in the project has changed. Ask again.")

    return check


def _opens(token: ApiToken) -> bool:
    now = timezone.now()
    return ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True, expires_at__gt=now).exists()
