"""Near duplicates are found and linked to the article that came first."""

import pytest

from claims.models import Article

pytestmark = pytest.mark.django_db

STORY = " ".join(
    f"On day {day} the monitors counted {day * 17 % 91} attacks in district {day * 7 % 13}, said the office."
    for day in range(1, 30)
)
OTHER = " ".join(
    f"The library lent {week * 131 % 977} books in week {week} and opened branch {week % 9} again."
    for week in range(1, 30)
)


def of(job):
    return Article.objects.get(origin_item__job=job)


def test_a_reprint_is_linked_to_the_first(imported):
    first = of(imported({"a.txt": STORY.encode()}))
    other = of(imported({"b.txt": OTHER.encode()}))
    reprint = of(imported({"c.txt": f"Agency report. {STORY} More at eight.".encode()}))
    again = of(imported({"d.txt": f"Agency report. {STORY} More at nine.".encode()}))
    assert (first.near_duplicate_of, other.near_duplicate_of) == (None, None)
    assert (reprint.near_duplicate_of, again.near_duplicate_of) == (first, first)


def test_reprints_in_one_import_are_linked_too(imported):
    texts = {f"{number}.txt": f"{STORY} Edition {number}.".encode() for number in range(3)}
    job = imported(texts)
    articles = list(Article.objects.filter(origin_item__job=job).order_by("pk"))
    assert [article.near_duplicate_of for article in articles] == [None, articles[0], articles[0]]


def test_short_texts_are_left_alone(imported):
    imported({"a.txt": b"The paper asks for 50,000 troops.", "b.txt": b"The paper asks for 50,000 troops!"})
    assert not Article.objects.exclude(near_duplicate_of=None).exists()


def test_another_project_is_another_world(cast, imported):
    from tests.cast import make_article

    make_article(cast.foreign_project, STORY)
    assert of(imported({"a.txt": STORY.encode()})).near_duplicate_of is None
