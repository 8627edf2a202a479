"""What stands on every page."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from claims.templatetags import interface

SCRIPTS = Path(interface.SCRIPTS)


def test_the_import_map_names_every_module_and_every_import_is_in_it() -> None:
    imports = json.loads(interface.import_map())["imports"]
    wanted = {
        part.split('"')[1]
        for path in SCRIPTS.rglob("*.js")
        for part in path.read_text(encoding="utf-8").splitlines()
        if part.startswith(("import {", 'import "')) and '"' in part
        for part in [part[part.index('"') :]]
    }

    assert wanted
    assert wanted <= imports.keys()


@pytest.mark.parametrize(
    ("name", "letters"), [("Sample reviewer", "SR"), ("ann@example.org", "AE"), ("", "?"), ("One", "O")]
)
def test_initials(name: str, letters: str) -> None:
    assert interface.initials(name) == letters


@pytest.mark.parametrize(
    ("percent", "word"),
    [(None, "none given"), (0, "low"), (49, "low"), (50, "moderate"), (79, "moderate"), (80, "high")],
)
def test_a_confidence_is_a_word(percent: int | None, word: str) -> None:
    assert interface.confidence_word(percent) == word


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,hi)",
        '<img src=x onerror="alert(1)">',
        "![x](javascript:alert(1))",
        "[x]: javascript:alert(1)\n\n[x]",
    ],
)
def test_c53_markdown_runs_nothing(text: str) -> None:
    shown = interface.markdown(text)

    assert "<script" not in shown
    assert 'href="javascript' not in shown.lower()
    assert 'href="data' not in shown.lower()
    assert "<img src=x" not in shown


def test_an_icon_is_hidden_from_screen_readers() -> None:
    shown = Template('{% load interface %}{% icon "search" %}').render(Context())

    assert 'aria-hidden="true"' in shown
    assert "icons.svg#search" in shown


@pytest.mark.django_db
def test_an_unknown_address_is_a_page_of_ours(client: Client) -> None:
    response = client.get("/nothing/here")

    assert response.status_code == 404
    assert "There is nothing here for you" in response.content.decode()


@pytest.mark.django_db
def test_c46_a_form_from_elsewhere_is_refused_with_a_page_of_ours() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})

    assert response.status_code == 403
    assert "This form was too old, or came from somewhere else" in response.content.decode()


def test_the_page_for_our_own_faults_needs_nothing() -> None:
    from django.template.loader import get_template

    assert "It was recorded." in get_template("500.html").render()


@pytest.mark.django_db
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_chosen_colours_are_in_the_first_bytes(client: Client, theme: str) -> None:
    client.cookies["theme"] = theme

    assert f'data-theme="{theme}"' in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_an_invented_theme_is_ignored(client: Client) -> None:
    client.cookies["theme"] = 'dark" onload="alert(1)'

    assert "data-theme=" not in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_the_header_offers_what_ones_role_has_use_for(cast: Any) -> None:
    shown = {}
    for name in ("annotator", "reviewer"):
        client = Client()
        client.force_login(getattr(cast, name))
        shown[name] = client.get(f"/projects/{cast.project.pk}/articles").content.decode()

    assert f"/projects/{cast.project.pk}/review" not in shown["annotator"]
    assert f"/projects/{cast.project.pk}/review" in shown["reviewer"]
