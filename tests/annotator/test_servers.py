"""The fixtures that all other tests stand on."""

import pytest
from django.db import DatabaseError, connection

from annotator.celery import app
from tests.waiting import wait_until


@pytest.mark.django_db
def test_the_tests_run_as_the_role_that_cannot_change_history(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == (settings.DATABASE_APP_ROLE, False)
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute("DELETE FROM claims_event")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_committed_row_is_gone_in_the_next_test(django_user_model, time):
    assert django_user_model.objects.count() == 0
    django_user_model.objects.create_user(email=f"{time}@example.org", password="a-long-enough-one")


def test_the_worker_is_real_and_may_be_killed(celery_worker_process):
    assert wait_until(app.control.ping, "the worker answers")
    celery_worker_process.kill()
    assert not celery_worker_process.alive


def test_the_next_test_has_a_worker_of_its_own(celery_worker_process):
    assert celery_worker_process.alive
    assert wait_until(app.control.ping, "the worker answers")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_asks_for_no_worker_has_none():
    assert app.control.ping(timeout=1) == []


@pytest.mark.browser
def test_the_browser_reaches_the_server(page):
    page.goto("/health")
    assert page.inner_text("body").strip() == "ok"


@pytest.mark.browser
def test_a_signed_in_page_carries_its_session(open_page, django_user_model, settings):
    user = django_user_model.objects.create_user(email="reader@example.org", password="a-long-enough-one")
    page = open_page(user)
    page.goto("/health")
    assert settings.SESSION_COOKIE_NAME in {cookie["name"] for cookie in page.context.cookies()}


@pytest.mark.browser
def test_axe_finds_what_is_wrong_and_leaves_alone_what_is_right(page, accessibility_violations):
    page.set_content('<html lang="en"><title>A title</title><main><img src="x"><h1>A</h1></main></html>')
    assert [line.split(":")[0] for line in accessibility_violations(page)] == ["image-alt"]
    page.set_content('<html lang="en"><title>A title</title><main><h1>A heading</h1></main></html>')
    assert accessibility_violations(page, both_schemes=True) == []


@pytest.mark.browser
def test_axe_finds_what_is_wrong_in_the_dark_alone(page, accessibility_violations):
    page.set_content(
        '<html lang="en"><title>A title</title><style>:root { color-scheme: light dark }'
        " body { background: light-dark(white, black) }"
        " h1 { color: light-dark(black, #333); transition: color 1s }"
        "</style><main><h1>A heading</h1></main></html>"
    )
    found = accessibility_violations(page, both_schemes=True)
    assert [line.split(": ")[:2] for line in found] == [["dark", "color-contrast"]]
    assert accessibility_violations(page) == []
