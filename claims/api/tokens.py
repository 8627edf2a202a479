from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen, seen_project
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.choices import Scope
from claims.models import ApiToken
from claims.tokens import LONGEST_DAYS, create_token, revoke_token


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token, without its secret."""

    project = serializers.UUIDField(source="project_id", read_only=True)
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices), read_only=True)

    class Meta:
        model = ApiToken
        fields: tuple[str, ...] = (
            "id", "project", "name", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at"
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class NewTokenSerializer(StrictSerializer):
    """What a new token is for."""

    name = serializers.CharField(max_length=100, help_text="What uses it")
    scopes = serializers.ListField(
        child=serializers.ChoiceField(Scope.choices), min_length=1, max_length=20, help_text="What it may do"
    )
    days = serializers.IntegerField(
        min_value=1, max_value=LONGEST_DAYS, default=90, help_text="Until it expires"
    )


class MadeTokenSerializer(TokenSerializer):
    """A new token with its secret, which is shown this once."""

    secret = serializers.CharField(read_only=True, help_text="Keep it safe: it is never shown again")

    class Meta(TokenSerializer.Meta):
        fields = (*TokenSerializer.Meta.fields, "secret")
        read_only_fields = fields


class TokenList(APIView):
    """One's own tokens for a project."""

    @operation("List one's own tokens", query=PageQuery, answers=page_of(TokenSerializer))
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Newest first, those that have ended too."""
        rows = ApiToken.objects.visible_to(person(request)).filter(project=seen_project(request, project_id))
        return paged(request, rows, query, order=("-created_at", "-id"), show=listed(TokenSerializer))

    # Not repeatable by key: the answer that would be kept for it holds the secret.
    @operation("Make a token", body=NewTokenSerializer, answers={201: MadeTokenSerializer})
    def post(self, request: Request, project_id: UUID) -> Response:
        """The token with its secret, which is shown this once."""
        project = seen_project(request, project_id)
        written = NewTokenSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        made = create_token(person(request), project=project, **written.validated_data)
        return Response({**TokenSerializer(made.token).data, "secret": made.secret}, status=201)


class TokenDetail(APIView):
    """One token of one's own."""

    @operation("Read a token", answers=TokenSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """Its scopes, when it ends and when it was last used."""
        return Response(TokenSerializer(seen(ApiToken, request, pk)).data)

    @operation("Revoke a token", answers=TokenSerializer)
    def delete(self, request: Request, pk: UUID) -> Response:
        """The token, which opens nothing any more."""
        return Response(TokenSerializer(revoke_token(person(request), pk=pk)).data)
