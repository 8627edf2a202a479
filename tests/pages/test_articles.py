"""The list of articles: filters, search with hits shown in place, and who works on what."""

import pytest

from claims.choices import AssignmentState
from claims.models import Assignment
from tests.cast import make_article
from tests.tagged import submit, tag_figure


def titles(page):
    return [row.article.title for row in page.context["rows"]]


def articles(client, cast, **filters):
    return client.get(f"/projects/{cast.project.pk}/articles", filters)


@pytest.fixture
def second_article(cast):
    """An article of another publisher, date and language."""
    return make_article(
        cast.project, "La rivière monte\n\nLe fleuve a atteint 4 mètres <b>lundi</b>.\n", language="fr",
        publisher="Gazette", published_from="2024-05-01", published_to="2024-05-31",
    )  # fmt: skip


@pytest.mark.parametrize(
    "filters",
    [
        {"q": "fleuve"},
        {"q": '"le fleuve"'},
        {"q": "-troops"},
        {"language": "fr"},
        {"publisher": "Gazette"},
        {"since": "2024-05-31"},
        {"until": "2024-05-01"},
        {"q": "rivière", "language": "fr", "since": "2024-01-01"},
    ],
)
def test_each_filter_finds_the_one(client, cast, second_article, filters):
    client.force_login(cast.annotator)
    assert titles(articles(client, cast, **filters)) == ["La rivière monte"]


def test_hits_are_marked_and_the_text_is_escaped(client, cast, second_article):
    client.force_login(cast.annotator)
    text = articles(client, cast, q="lundi").content.decode()
    assert "<mark>lundi</mark>" in text
    assert "<b>lundi" not in text


def test_what_is_not_understood_is_left_out(client, cast, second_article):
    client.force_login(cast.annotator)
    for filters in [
        {"state": "x"},
        {"assignee": "x"},
        {"since": "yesterday"},
        {"page": "x"},
        {"page": "999"},
    ]:
        assert len(titles(articles(client, cast, **filters))) == 2
    assert articles(client, cast, q="(((" * 4000).status_code == 200


def test_states(client, cast, second_article):
    client.force_login(cast.annotator)
    assert titles(articles(client, cast, state="mine")) == []
    figure = tag_figure(cast.annotator, second_article.current_revision, "4 mètres", value_low=4)
    assert titles(articles(client, cast, state="mine")) == ["La rivière monte"]
    assert titles(articles(client, cast, state="review")) == []
    submit(cast.annotator, figure)
    assert titles(articles(client, cast, state="review")) == ["La rivière monte"]
    assert titles(articles(client, cast, state="wanting")) == ["Coalition needs 50,000 troops, general says"]


def test_next_article_opens_it(client, cast):
    client.force_login(cast.annotator)
    answer = client.post(f"/projects/{cast.project.pk}/articles/next")
    assert answer.headers["Location"] == f"/articles/{cast.article.pk}/"
    client.force_login(cast.second_annotator)
    answer = client.post(f"/projects/{cast.project.pk}/articles/next")
    assert answer.headers["Location"] == f"/projects/{cast.project.pk}/articles"


def test_the_manager_assigns_and_takes_back(client, cast):
    client.force_login(cast.manager)
    client.post(f"/articles/{cast.article.pk}/assignments", {"annotator": cast.annotator.pk})
    assignment = Assignment.objects.get()
    assert (assignment.annotator, assignment.assigned_by) == (cast.annotator, cast.manager)
    stale = client.post(f"/assignments/{assignment.pk}/take-back", {"version": 7})
    assert stale.status_code == 412
    answer = client.post(
        f"/assignments/{assignment.pk}/take-back", {"version": 1, "query": "q=troops&next=//evil.example"}
    )
    assert answer.headers["Location"] == f"/projects/{cast.project.pk}/articles?q=troops"
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.TAKEN_BACK


def test_the_manager_balances(client, cast, second_article):
    client.force_login(cast.manager)
    chosen = {"annotators": [cast.annotator.pk, cast.second_annotator.pk], "limit": 10}
    client.post(f"/projects/{cast.project.pk}/assignments", chosen)
    given = set(Assignment.objects.values_list("annotator", flat=True))
    assert given == {cast.annotator.pk, cast.second_annotator.pk}


def test_c41_a_foreign_annotator_is_unknown(client, cast):
    client.force_login(cast.manager)
    for pk in (cast.outsider.pk, cast.former_member.pk, "x"):
        answer = client.post(f"/articles/{cast.article.pk}/assignments", {"annotator": pk})
        assert answer.status_code == 400
    client.post(f"/projects/{cast.project.pk}/assignments", {"annotators": [cast.outsider.pk], "limit": 1})
    assert not Assignment.objects.exists()


def test_blind_annotators_see_nobody_elses_work(client, cast):
    figure = tag_figure(cast.annotator, cast.revision)
    submit(cast.annotator, figure)
    cast.project.blind = True
    cast.project.save()
    client.force_login(cast.second_annotator)
    row = articles(client, cast).context["rows"][0]
    assert (row.figures, row.waiting, row.assignments) == (0, 0, [])
    assert titles(articles(client, cast, assignee=str(cast.annotator.pk))) == []
    assert titles(articles(client, cast, state="review")) == []


@pytest.mark.parametrize("user", ["outsider", "former_member", "staff"])
def test_c38_c42_nothing_of_another_project(client, cast, user):
    client.force_login(getattr(cast, user))
    assert articles(client, cast, q="troops").status_code == 404
    assert client.post(f"/articles/{cast.article.pk}/assignments").status_code == 404
    home = client.get("/").content.decode()
    assert str(cast.project.pk) not in home


def test_annotators_do_not_assign(client, cast):
    client.force_login(cast.annotator)
    posted = client.post(f"/articles/{cast.article.pk}/assignments", {"annotator": cast.annotator.pk})
    assert posted.status_code == 403
    assert client.post(f"/projects/{cast.project.pk}/assignments", {"limit": 1}).status_code == 403


def test_home_says_what_to_do_next(client, cast):
    for user, words in [(cast.annotator, "1 article lacks"), (cast.reviewer, "0 waiting for review")]:
        client.force_login(user)
        assert words in client.get("/").content.decode()
    client.logout()
    assert client.get("/").headers["Location"].startswith("/accounts/login/")
