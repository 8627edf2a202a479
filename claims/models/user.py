from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from claims.models.identifiers import uuid7


class UserManager(BaseUserManager["User"]):
    """Makes users, whose name for signing in is their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password they can only sign in after a password reset."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new operator, who sees no project that they aren't a member of."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person. What they may do is said by their memberships, not by flags here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    preferences = models.JSONField(default=dict, blank=True)
    password_changed_at = models.DateTimeField(default=timezone.now)

    # Set while a request is made with an API token: the one project that the token opens, and its scopes.
    token_project_id: UUID | None = None
    token_scopes: frozenset[str] | None = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        """Set the password; API tokens that were made before it end with it."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    def get_full_name(self) -> str:
        """The person's name as they wrote it."""
        return str(self)

    def get_short_name(self) -> str:
        """The person's name as they wrote it."""
        return str(self)
