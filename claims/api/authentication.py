"""Signing in by API token: `Authorization: Bearer annotator_...`."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from claims.models import ApiToken, User

NOTED_EVERY = timedelta(minutes=1)


class TokenAuthentication(BaseAuthentication):
    """A token opens its one project, for what its owner may do there, within its scopes."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The owner and the token; None when the request bears none. Raises AuthenticationFailed."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = self._token(secret.strip())
        user = token.user
        user.token_project_id = token.project_id
        user.token_scopes = frozenset(token.scopes)
        return user, token

    def authenticate_header(self, request: Request) -> str:
        """What a client without credentials is asked for."""
        return "Bearer"

    def _token(self, secret: str) -> ApiToken:
        now = timezone.now()
        token = (
            ApiToken.objects.filter(
                secret_hash=ApiToken.hashed(secret), revoked_at__isnull=True, expires_at__gt=now
            )
            .select_related("user")
            .first()
        )
        if token is None or not token.user.is_active or token.created_at < token.user.password_changed_at:
            raise AuthenticationFailed("This token is unknown, expired or revoked.")
        unnoted = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTED_EVERY)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
        return token
