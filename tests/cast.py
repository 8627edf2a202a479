"""The named cast of the tests: a project, its people, an article, and those who must see none of it."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import pytest

TEXT = (
    "Coalition needs 50,000 troops, general says\n\n"
    "It will take at least 50,000 troops to hold the border, the former army chief said on Monday.\n"
    "About 589 Belgian fighters had left by April 2016 👩‍👩‍👧, the ministry said. Cafe\u0301 owners lost "
    "over $1 billion.\n"
)


@dataclass
class Cast:
    """Everybody and everything that most tests need."""

    project: Any
    article: Any
    revision: Any
    annotator: Any
    second_annotator: Any
    reviewer: Any
    second_reviewer: Any
    manager: Any
    former_member: Any
    disabled: Any
    staff: Any
    outsider: Any
    foreign_project: Any
    foreign_article: Any
    source: Any

    def span(self, quote: str) -> dict[str, Any]:
        """The fields of a span over `quote` where it first stands in the article."""
        start = TEXT.index(quote)
        return {"start": start, "end": start + len(quote), "quote": quote}


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, committed only where the test's own database access is transactional."""
    return make_cast()


def make_cast() -> Cast:
    """Everybody and everything, in the database."""
    from claims.choices import Role

    people = {
        name: _person(name)
        for name in [
            "annotator",
            "second_annotator",
            "reviewer",
            "second_reviewer",
            "manager",
            "former_member",
            "disabled",
            "staff",
            "outsider",
        ]
    }
    people["staff"].is_staff = people["staff"].is_superuser = True
    people["staff"].save()
    project = _project("Desk", people["manager"])
    roles = {
        "annotator": Role.ANNOTATOR,
        "second_annotator": Role.ANNOTATOR,
        "reviewer": Role.REVIEWER,
        "second_reviewer": Role.REVIEWER,
        "former_member": Role.MANAGER,
        "disabled": Role.MANAGER,
    }
    for name, role in roles.items():
        _member(project, people[name], role, ended=name == "former_member")
    people["disabled"].is_active = False
    people["disabled"].save()
    foreign = _project("Other desk", people["outsider"])
    article = make_article(project, TEXT)
    return Cast(
        project=project,
        article=article,
        revision=article.current_revision,
        foreign_project=foreign,
        foreign_article=make_article(foreign, TEXT),
        source=_source(project, people["manager"]),
        **people,
    )


class Caller:
    """Calls the API as somebody: `api(user, "patch", "/api/v1/...", body, if_match=3)`."""

    def __init__(self) -> None:
        self._clients: dict[Any, Any] = {}

    def client_of(self, user: Any) -> Any:
        """The browser of that person, signed in; of nobody in particular for None."""
        from django.test import Client

        key = user and user.pk
        if key not in self._clients:
            self._clients[key] = Client()
            if user is not None:
                self._clients[key].force_login(user)
        return self._clients[key]

    def __call__(self, user: Any, method: str, path: str, body: Any = None, **headers: Any) -> Any:
        named = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        if "if-match" in named and named["if-match"].isdigit():
            named["if-match"] = f'"{named["if-match"]}"'
        client = self.client_of(user)
        if method == "get":
            return client.get(path, headers=named)
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body)
        sent = {} if data is None else {"data": data}
        return getattr(client, method)(path, **sent, content_type="application/json", headers=named)


@pytest.fixture
def api() -> Caller:
    """Calls the API as somebody, who signs in at the first call."""
    return Caller()


def make_article(project: Any, text: str, **fields: Any) -> Any:
    """An article with one revision and no sentences, as an import would store it."""
    from claims.models import Article, ArticleRevision

    article = Article.objects.create(
        project=project, **{"title": text.partition("\n")[0][:200], "language": "en", **fields}
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    article.current_revision = ArticleRevision.objects.create(
        project=project, article=article, text=text, text_hash=digest
    )
    article.save()
    return article


def _person(name: str) -> Any:
    from claims.models import User

    return User.objects.create_user(f"{name}@example.org", name=name.replace("_", " ").capitalize())


def _project(name: str, manager: Any) -> Any:
    from claims.choices import Role
    from claims.models import Project, Verdict

    project = Project.objects.create(name=name, created_by=manager)
    scale = [("supported", 5), ("refuted", 1), ("not_enough_evidence", None), ("conflicting_evidence", None)]
    for ordinal, (key, rating) in enumerate(scale):
        Verdict.objects.create(
            project=project,
            key=key,
            label=key.replace("_", " ").capitalize(),
            rating=rating,
            ordinal=ordinal,
            search_suffices=key == "not_enough_evidence",
        )
    _member(project, manager, Role.MANAGER)
    return project


def _member(project: Any, user: Any, role: Any, *, ended: bool = False) -> None:
    from django.utils import timezone

    from claims.models import Membership

    Membership.objects.create(
        project=project, user=user, role=role, ended_at=timezone.now() if ended else None
    )


def _source(project: Any, user: Any) -> Any:
    from claims.models import Source

    return Source.objects.create(
        project=project, title="Ministry bulletin", url="https://example.org/bulletin", created_by=user
    )
