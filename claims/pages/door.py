"""How every page begins: who is it, which project, and what is said when an action refuses."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import OperationalError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from claims.contention import once_more, unavailable
from claims.models import Project, User
from claims.permissions import require
from claims.refusals import Invalid, Missing, Refusal, Unavailable

View = Callable[..., HttpResponseBase]
Row = TypeVar("Row", bound=models.Model)


def page(view: View) -> View:
    """A view for people who are signed in; what it refuses is shown as a page that says why.

    What is missing and what is foreign are the same page. A view that can say more, such as a form that
    shows its errors, catches the refusal itself.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            # A form that names the version it was made from has one effect, however often it comes.
            return once_more(
                lambda: view(request, *args, **kwargs),
                lambda: request.method == "GET" or ("version" in request.POST and not request.FILES),
            )
        except Missing as refusal:
            raise Http404 from refusal
        except Refusal as refusal:
            return refused(request, refusal)
        except OperationalError as error:
            why = unavailable(error)
            if type(why) is Unavailable:  # no page that reads rows can be shown; see errors.py
                raise
            return refused(request, why)

    return login_required(answered)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that shows a refusal, under its own status."""
    answer = render(request, "claims/errors/refusal.html", {"refusal": refusal}, status=refusal.status)
    if isinstance(refusal, Unavailable):
        answer["Retry-After"] = str(refusal.seconds)
    return answer


def person(request: HttpRequest) -> User:
    """The signed-in user of a `page`."""
    assert isinstance(request.user, User)
    return request.user


def open_project(request: HttpRequest, pk: UUID, action: str = "project.view") -> Project:
    """The project, for whoever may do `action` in it; raises Missing, Forbidden."""
    project = seen(Project.objects.all(), request, pk)
    require(person(request), action, project)
    return project


def seen(rows: models.QuerySet[Row], request: HttpRequest, pk: UUID) -> Row:
    """The row `pk` of `rows`, whose manager knows `visible_to`; raises Missing unless the person sees it."""
    visible: Any = rows
    found = visible.visible_to(person(request)).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def whole_number(values: Any, name: str, *, required: bool = False) -> int | None:
    """The number in a form's field `name`, None when it is empty; raises Invalid for anything else."""
    written = str(values.get(name, "")).strip()
    if not written and not required:
        return None
    # Long runs of digits are no number that a form means, and turning them into one takes time.
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise Invalid({name: ["Give a whole number."]})
    return int(written)


def version_of(values: Any) -> int:
    """The version that a form was made from; raises Invalid without one."""
    version = whole_number(values, "version", required=True)
    assert version is not None
    return version
