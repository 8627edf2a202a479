from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person
from claims.api.operations import operation
from claims.models import User
from claims.shortcuts import change_shortcuts, keys_of, letters_on, reset_shortcuts


class ShortcutsSerializer(serializers.Serializer[Any]):
    """The person's keys."""

    keys = serializers.DictField(
        child=serializers.CharField(allow_blank=True), help_text="By action; empty where it has no key"
    )
    letters_on = serializers.BooleanField(help_text="Whether keys without Ctrl or Cmd do something")


class ShortcutChangesSerializer(StrictSerializer):
    """Other keys for some actions."""

    keys = serializers.DictField(
        child=serializers.CharField(allow_blank=True, allow_null=True, max_length=40),
        required=False,
        help_text="By action: a key such as Mod+Shift+z, empty for none, null for the usual one",
    )
    letters_on = serializers.BooleanField(required=False)


class Shortcuts(APIView):
    """The keys of the person who asks, on every machine."""

    @operation("Read one's keyboard shortcuts", answers=ShortcutsSerializer, name="me_shortcuts_retrieve")
    def get(self, request: Request) -> Response:
        """The key of each action."""
        return _shown(person(request))

    @operation(
        "Change one's keyboard shortcuts",
        body=ShortcutChangesSerializer,
        answers=ShortcutsSerializer,
        refusals=["no_key", "shortcut_taken", "unknown_action"],
    )
    def patch(self, request: Request) -> Response:
        """What isn't named stays as it is, so that two machines don't undo each other's changes."""
        written = ShortcutChangesSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        given = written.validated_data
        change_shortcuts(person(request), keys=given.get("keys", {}), letters=given.get("letters_on"))
        return _shown(person(request))

    @operation("Take the usual keyboard shortcuts again", answers=ShortcutsSerializer)
    def delete(self, request: Request) -> Response:
        """All of them."""
        reset_shortcuts(person(request))
        return _shown(person(request))


def _shown(user: User) -> Response:
    return Response({"keys": keys_of(user), "letters_on": letters_on(user)})
