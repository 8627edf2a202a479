"""API tokens: made, shown once, revoked."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from claims.choices import Scope
from claims.models import ApiToken, Project, User
from claims.permissions import require
from claims.refusals import Forbidden, Invalid
from claims.workflow import decision, locked, refuse_unstorable

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token and its secret, which is in nobody's hands but the caller's from here on."""

    token: ApiToken
    secret: str


def create_token(user: User, *, project: Project, name: str, scopes: list[str], days: int) -> NewToken:
    """A token of `user` for `project` that expires after `days` (1 to 366).

    It never does more than its owner may, and made with another token never more than that token.
    Raises Missing, Forbidden, Invalid.
    """
    with decision(user, "token made"):
        require(user, "token.create", project)
        _check(name, scopes, days)
        if user.token_scopes is not None and not set(scopes) <= user.token_scopes:
            raise Forbidden("A token can't make one that may do more than itself.")
        secret = ApiToken.new_secret()
        token = ApiToken.objects.create(
            user=user,
            project=project,
            name=name.strip(),
            scopes=sorted(set(scopes)),
            secret_hash=ApiToken.hashed(secret),
            expires_at=timezone.now() + timedelta(days=days),
        )
        return NewToken(token, secret)


def revoke_token(user: User, *, pk: UUID) -> ApiToken:
    """End a token of one's own now; ending it again changes nothing. Raises Missing."""
    with decision(user, "token revoked"):
        token = locked(ApiToken.objects.visible_to(user), pk, None)
        require(user, "token.change", token)
        if token.revoked_at is None:
            token.revoked_at = timezone.now()
            token.save(update_fields=["revoked_at"])
        return token


def _check(name: str, scopes: list[str], days: int) -> None:
    errors: dict[str, list[str]] = {}
    refuse_unstorable("name", name)
    if not name.strip() or len(name.strip()) > 100:
        errors["name"] = ["Give it a name of up to 100 characters that says what uses it."]
    if not scopes or not set(scopes) <= set(Scope.values):
        errors["scopes"] = [f"Choose at least one of {', '.join(Scope.values)}."]
    if not 1 <= days <= LONGEST_DAYS:
        errors["days"] = [f"Let it expire after 1 to {LONGEST_DAYS} days."]
    if errors:
        raise Invalid(errors)
