"""What every answer says to the browser and to caches, and what is closed."""

import re

import pytest

PAGES = ["/accounts/login/", "/accounts/password/reset/", "/no/such/page", "/api/v1/no-such-noun"]


@pytest.mark.parametrize("path", PAGES)
def test_c51_every_page_is_guarded(client, db, path):
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_c51_cookies_and_transport_in_production(settings, client, cast):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    cast.annotator.set_password("correct horse battery")
    cast.annotator.save()
    answer = client.post(
        "/accounts/login/",
        {"login": cast.annotator.email, "password": "correct horse battery"},
        secure=True,
    )
    session = answer.cookies["sessionid"]
    assert session["secure"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")


def test_c51_no_page_has_inline_code(client, db):
    page = client.get("/accounts/login/").content.decode()
    assert not re.search(r"<[^>]+\son[a-z]+=", page)
    assert not re.search(r"<[^>]+\sstyle=", page)
    for tag in re.findall(r"<script\b[^>]*>", page):
        assert "src=" in tag or "nonce=" in tag or 'type="application/json"' in tag  # data never runs


def test_c57_private_answers_are_kept_by_nobody(client, cast):
    client.force_login(cast.annotator)
    for path in (f"/api/v1/articles/{cast.article.pk}", f"/api/v1/projects/{cast.project.pk}/sources"):
        directives = client.get(path)["Cache-Control"]
        assert "private" in directives
        assert "no-store" in directives


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.env", "/static/../manage.py", "/closed/x", "/__debug__/", "/metrics", "/media/x"],
)
def test_c58_nothing_of_ours_lies_open(client, db, path):
    assert client.get(path).status_code in {400, 404}


def test_c58_an_error_shows_no_trace(client, cast, settings):
    assert settings.DEBUG is False
    client.force_login(cast.annotator)
    page = client.get(f"/api/v1/articles/{cast.foreign_article.pk}")
    assert page.status_code == 404
    assert b"Traceback" not in page.content
