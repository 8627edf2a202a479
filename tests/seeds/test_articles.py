"""The sample articles, the page to cut, the project, its people and its sources."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.seeds.content import FOLDER, SampleArticle, articles, people, project, sources

FIELDS = ["title", "url", "publisher", "byline", "published", "language", "genre"]
ALL_FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.suffix != ".png")
GENRES = {
    "news report",
    "interview",
    "poll report",
    "analysis",
    "wire round-up",
    "live blog",
    "explainer",
    "press release",
    "feature",
}
STATED = [
    "50,000-troop coalition",
    "As many as 589 Belgian fighters",
    "80 left with one recruiting network and at least 59 with another",
    "Nearly 30,000 foreign fighters from more than 100 countries",
    "15,000 from 80 countries",
    "25,000 foreign fighters, of whom 4,500 are from Europe and North America",
    "59 % of adults approve",
    "38 % are in favour and 32 % against",
    "over $1 billion of arms",
    "40,000 items have been recovered",
    "566 attacks in the last quarter",
    "1,669 attacks in 2015",
]


@pytest.fixture(params=articles().values(), ids=lambda article: article.stem)
def article(request: pytest.FixtureRequest) -> SampleArticle:
    chosen: SampleArticle = request.param
    return chosen


def test_front_matter_is_complete_and_marks_a_sample(article: SampleArticle) -> None:
    assert list(article.fields) == FIELDS
    assert all(value == value.strip() and value for value in article.fields.values())
    assert article.fields["byline"] == "Sample desk"
    assert article.fields["url"].startswith("https://example.org/")
    assert date.fromisoformat(article.fields["published"]).isoformat() == article.fields["published"]


def test_text_is_canonical_already(article: SampleArticle) -> None:
    """One paragraph a line, so that canonicalising moves no character and every quote stays where it is."""
    assert not re.search("[\r\0\ufeff\ufffd\t]", article.text)
    assert re.search(r"[^\n]\n[^\n]", article.text) is None, "a paragraph is broken over two lines"
    assert "\n\n\n" not in article.text
    assert all(line == line.strip() for line in article.text.split("\n"))


def test_english_articles_have_200_to_700_words(article: SampleArticle) -> None:
    words = len(article.text.split())
    assert article.fields["language"] != "en" or 200 <= words <= 700, f"{words} words"


def test_titles_addresses_and_texts_differ() -> None:
    for values in (
        {article.fields["title"] for article in articles().values()},
        {article.fields["url"] for article in articles().values()},
        {article.text for article in articles().values()},
    ):
        assert len(values) == len(articles()) >= 10


def test_genres_and_scripts_are_all_there() -> None:
    assert {article.fields["genre"] for article in articles().values()} >= GENRES
    assert {"ar", "zh", "en"} == {article.fields["language"] for article in articles().values()}
    text = "".join(article.text for article in articles().values())
    assert "e\N{COMBINING ACUTE ACCENT}" in text
    assert "\N{ZERO WIDTH JOINER}" in text
    assert "[1]" in text
    assert "\nPhoto: " in text


@pytest.mark.parametrize("words", STATED)
def test_the_facts_to_try_are_stated_somewhere(words: str) -> None:
    assert any(words in article.text for article in articles().values())


def test_the_page_to_cut_holds_three_articles_and_leftovers() -> None:
    (page,) = (FOLDER / "pages").glob("*.txt")
    text = page.read_text(encoding="utf-8")
    headed = re.findall(r"\n\n(\S.*)\n\nBy Sample desk\n\n(May 1[2-4], 2016)\n\n", text)
    assert len(headed) == len(set(headed)) == 3
    assert text.startswith("Home | News |")
    assert "Related: " in text


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: path.name)
def test_every_address_is_at_example_org(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([^/\s\"]+)", text)) <= {"example.org"}
    assert set(re.findall(r"\w@([\w.-]+)", text)) <= {"example.org"}
    assert "www." not in text


def test_project_and_people() -> None:
    assert project().keys() == {
        "name",
        "guidelines",
        "publishing_organisation",
        "annotators_per_article",
        "blind",
    }
    assert project()["name"] == "Sample desk"
    assert project()["annotators_per_article"] == 1
    assert project()["blind"] is False
    assert len(project()["guidelines"].split()) > 300
    assert project()["publishing_organisation"].keys() == {"name", "url"}
    assert {key: person["role"] for key, person in people().items()} == {
        "manager": "manager",
        "annotator": "annotator",
        "second_annotator": "annotator",
        "reviewer": "reviewer",
        "second_reviewer": "reviewer",
    }
    assert all(person.keys() == {"key", "name", "email", "role"} for person in people().values())
    assert len({person["email"] for person in people().values()}) == 5


def test_sources() -> None:
    fields = {"key", "title", "url", "publisher", "author", "published", "kind", "reliability", "repeats"}
    assert 12 <= len(sources()) <= 20
    assert len({source["url"] for source in sources().values()}) == len(sources())
    for key, source in sources().items():
        assert source.keys() == fields, key
        assert source["kind"] in {"primary", "official", "news", "research", "testimony", "other"}, key
        assert source["reliability"] in set("ABCDEF"), key
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", source["published"]), key
        assert source["title"], key


def test_a_reprint_names_an_earlier_source() -> None:
    """Which also rules out a ring of sources that repeat each other."""
    reprints = [source for source in sources().values() if source["repeats"]]
    assert len(reprints) >= 2
    for source in reprints:
        assert sources()[source["repeats"]]["published"] < source["published"], source["key"]
