"""What a row of another project is called here, and how its fields are taken over."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError

from claims.importing.documents import Unreadable
from claims.models import Event
from claims.refusals import Invalid
from claims.workflow import refuse_unstorable


def ids_here(project_id: UUID, model: Any, foreign: Iterable[str]) -> dict[str, UUID]:
    """The identifier here of each row of `model` by its identifier in the file.

    It is made from both, so that importing again meets the same row; a row that comes back to its own
    project keeps its own. Raises Unreadable where the file names a row twice.
    """
    noun, named = str(model._meta.model_name), list(foreign)
    if len(set(named)) != len(named):
        raise Unreadable("doubled", f"Two {model._meta.verbose_name_plural} of the file are the same.")
    written = [one for one in named if _is_uuid(one)]
    rows = model.objects.filter(project=project_id, pk__in=written)
    own = {str(pk) for pk in rows.values_list("pk", flat=True)}
    return {one: UUID(one) if one in own else uuid5(project_id, f"{noun} {one}") for one in named}


def settled(model: Any, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the rows that are here, or that somebody here has deleted: they are left as they are."""
    wanted = set(ids)
    here = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    deleted = Event.objects.filter(
        noun=model._meta.model_name, row__in=[str(pk) for pk in wanted - here], operation="delete"
    )
    return here | {UUID(row) for row in deleted.values_list("row", flat=True)}


def taken_fields(model: Any, names: Iterable[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `given`, checked as the model says; raises Unreadable for a bad value."""
    taken = {}
    for name in names:
        if name in given:
            try:
                refuse_unstorable(name, given[name])
                taken[name] = model._meta.get_field(name).clean(given[name], None)
            except (ValidationError, Invalid, TypeError, ValueError, ArithmeticError) as error:
                message = f"{model._meta.verbose_name} {str(given.get('id', ''))[:40]}: {name} isn't valid."
                raise Unreadable("bad_value", message) from error
    return taken


def _is_uuid(written: str) -> bool:
    try:
        return str(UUID(written)) == written
    except ValueError:
        return False
