"""What the API's views and serializers share."""

from collections.abc import Callable
from copy import copy, deepcopy
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import models
from rest_framework import serializers
from rest_framework.request import Request

from claims.models import Project, User, Verdict
from claims.refusals import Missing

Row = TypeVar("Row", bound=models.Model)


# What shows the present state of a row to whoever changed an older one; see `tells_current`.
CURRENT: dict[type[models.Model], type[serializers.BaseSerializer[Any]]] = {}
Shown = TypeVar("Shown", bound=type[serializers.BaseSerializer[Any]])


def tells_current(model: type[models.Model]) -> Callable[[Shown], Shown]:
    """Have a serializer show rows of `model` in the answer to a stale write (412)."""

    def declared(serializer: Shown) -> Shown:
        CURRENT[model] = serializer
        return serializer

    return declared


def current_state(row: models.Model, request: Request) -> Any:
    """The row as it is now, in the shape in which it is read; None for what isn't read by itself."""
    serializer = CURRENT.get(type(row))
    if serializer is None:
        return None
    context = {"request": request, "project_id": getattr(row, "project_id", None)}
    return serializer(row, context=context).data


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses what it doesn't know, and what only the server sets, in place of passing over it."""

    def to_internal_value(self, data: Any) -> Any:
        """The validated fields; raises ValidationError that names each field that can't be set."""
        if isinstance(data, dict):
            writable = {name for name, field in self.fields.items() if not field.read_only}
            unknown = sorted(set(map(str, data)) - writable)
            if unknown:
                raise serializers.ValidationError(
                    {name: ["This field can't be set."] for name in unknown}, code="unknown_field"
                )
        return super().to_internal_value(data)


class StrictModelSerializer(StrictSerializer, serializers.ModelSerializer[Any]):
    """A strict serializer of a noun. Its uniqueness is the database's to judge, not the serializer's."""

    made_fields: ClassVar[dict[str, Any]]

    def get_fields(self) -> dict[str, Any]:
        """The fields. They are made from the model once: each serializer binds copies of its own."""
        kind = type(self)
        if "made_fields" not in vars(kind):
            kind.made_fields = super().get_fields()
        # A list's child is bound to its list, so that such a field is copied with all that it holds.
        return {
            name: deepcopy(field) if hasattr(field, "child") else copy(field)
            for name, field in kind.made_fields.items()
        }

    def get_validators(self) -> list[Any]:
        """None: see the class."""
        return []


class Known(serializers.PrimaryKeyRelatedField[Any]):
    """An identifier of a row that the person sees; any other is unknown, foreign and missing alike."""

    default_error_messages = {"does_not_exist": "Unknown.", "incorrect_type": "Unknown."}

    def __init__(self, model: type[models.Model] | None = None, **options: Any) -> None:
        self.model = model
        if model is not None and not options.get("read_only"):
            options["queryset"] = model._default_manager.none()
        options.setdefault("pk_field", serializers.UUIDField())
        super().__init__(**options)

    def get_queryset(self) -> Any:
        """What the person sees, of the project at hand."""
        assert self.model is not None
        rows: Any = self.model._default_manager
        return rows.visible_to(self.context["request"].user)


class VerdictKey(serializers.SlugRelatedField[Any]):
    """A verdict by its key on the scale of the project at hand."""

    default_error_messages = {"does_not_exist": "Unknown."}

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="key", queryset=Verdict.objects.all(), **options)

    def get_queryset(self) -> Any:
        """The scale of the project at hand."""
        project_id: UUID = self.context["project_id"]
        return Verdict.objects.filter(project_id=project_id)


def person(request: Request) -> User:
    """The signed-in user."""
    assert isinstance(request.user, User)
    return request.user


def seen(model: type[Row], request: Request, pk: UUID, *related: str) -> Row:
    """The row `pk` with `related` rows; raises Missing unless the person sees it."""
    rows: Any = model._default_manager
    found = rows.visible_to(person(request)).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def seen_project(request: Request, pk: UUID) -> Project:
    """The project; raises Missing."""
    return seen(Project, request, pk)
