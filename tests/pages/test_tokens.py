"""The pages of API tokens and of the API's documentation, in the browser and without it."""

import pytest

from claims.models import ApiToken


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_token_is_made_shown_once_used_and_revoked(
    cast, open_page, accessibility_violations, live_server, client
):
    page = open_page(cast.annotator)
    page.goto("/tokens/")
    page.get_by_role("combobox", name="Project").select_option(label="Desk")
    page.get_by_label("Name").fill("Nightly sync")
    page.get_by_label("Export").check()
    page.get_by_role("button", name="Make the token").click()
    secret = page.get_by_role("textbox", name="Secret").input_value()
    assert secret.startswith("annotator_")
    assert accessibility_violations(page) == []
    path = f"/api/v1/projects/{cast.project.pk}/verified-claims"
    assert client.get(path, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    page.goto("/tokens/")
    assert secret not in page.content()
    assert page.get_by_text("never", exact=True).count() == 0
    page.get_by_role("button", name="Revoke Nightly sync").click()
    page.get_by_text("Revoked", exact=True).wait_for()
    assert client.get(path, headers={"Authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_documentation_shows_every_operation(cast, open_page, accessibility_violations, width, scheme):
    page = open_page(cast.annotator, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto("/api/")
    page.get_by_text("/api/v1/projects/{project_id}/verified-claims", exact=True).click()
    page.get_by_role("region", name="Parameters: Read verified claims").first.wait_for()
    assert accessibility_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_secret_isnt_in_the_list(cast, client):
    client.force_login(cast.annotator)
    form = {"project": cast.project.pk, "name": "x", "scopes": ["read"], "days": 3}
    made = client.post("/tokens/", form)
    secret = made.context["made"].secret
    assert secret in made.content.decode()
    assert secret not in client.get("/tokens/").content.decode()


@pytest.mark.parametrize("fields", [{"name": ""}, {"days": "0"}, {"scopes": []}, {"name": "a\x00"}])
def test_a_form_with_mistakes_says_so_and_makes_nothing(cast, client, fields):
    client.force_login(cast.annotator)
    form = {"project": cast.project.pk, "name": "x", "scopes": ["read"], "days": 3} | fields
    assert client.post("/tokens/", form).status_code == 400
    assert not ApiToken.objects.exists()


def test_a_foreign_project_isnt_offered_nor_taken(cast, client):
    client.force_login(cast.annotator)
    form = {"project": cast.foreign_project.pk, "name": "x", "scopes": ["read"], "days": 3}
    assert client.post("/tokens/", form).status_code == 400
    assert "Other desk" not in client.get("/tokens/").content.decode()


def test_c58_strangers_see_neither_the_schema_nor_its_page(client, db):
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert client.get("/api/").status_code == 302
