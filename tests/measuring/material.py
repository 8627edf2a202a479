"""Articles that several people have annotated, as many as a test needs, made in few statements."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

WORD = "Sentence"
WORDS = [f"{WORD} {number} of this article tells of {number + 100} men." for number in range(10)]
TEXT = " ".join(WORDS)

Answer = Callable[[int, int], dict[str, Any]]


def annotated_articles(
    project: Any, people: list[Any], count: int, *, first: int = 0, **answers: Answer | None
) -> list[Any]:
    """`count` articles of ten sentences; each person tags each as a claim, and the number in it as a figure.

    `claim` and `figure` give the fields of a tag by the number of the article and of the sentence, and get
    the person's place as `people[place]`: claim=lambda place, number: {"claim_type": "numerical"}.
    """
    articles = [_article(project, number) for number in range(first, first + count)]
    _assign(project, people, articles)
    for place, person in enumerate(people):
        _tag(project, person, place, articles, answers)
    return articles


def _article(project: Any, number: int) -> Any:
    from claims.models import Article, ArticleRevision

    text = f"Article {number}. {TEXT}"
    article = Article.objects.create(project=project, title=f"Article {number}", language="en")
    digest = hashlib.sha256(text.encode()).hexdigest()
    article.current_revision = ArticleRevision.objects.create(
        project=project, article=article, text=text, text_hash=digest
    )
    article.save()
    return article


def _assign(project: Any, people: list[Any], articles: list[Any]) -> None:
    from claims.choices import AssignmentState
    from claims.models import Assignment

    Assignment.objects.bulk_create(
        Assignment(
            project=project,
            article=article,
            annotator=person,
            assigned_by=person,
            state=AssignmentState.SUBMITTED,
            submitted_at=timezone.now(),
        )
        for article in articles
        for person in people
    )


def _tag(project: Any, person: Any, place: int, articles: list[Any], answers: dict[str, Any]) -> None:
    from claims.models import Claim, Figure

    claims, figures = [], []
    for index, article in enumerate(articles):
        for number, sentence in enumerate(WORDS):
            item = index * len(WORDS) + number
            start = article.current_revision.text.index(sentence)
            common = {
                "project": project,
                "revision": article.current_revision,
                "annotator": person,
                "status": "submitted",
                "submitted_at": timezone.now() - timedelta(hours=1),
                "confidence": 80,
            }
            if answers.get("claim"):
                span = {"start": start, "end": start + len(sentence), "quote": sentence}
                claims.append(Claim(**common | span | answers["claim"](place, item)))
            if answers.get("figure"):
                begin = start + sentence.index(f"{number + 100} men")
                span = {"start": begin, "end": begin + 7, "quote": f"{number + 100} men"}
                given = {"numeral_start": begin, "numeral_end": begin + 3, "kind": "count", "counted": "man"}
                value = {"value_low": number + 100, "value_high": number + 100}
                figures.append(Figure(**common | span | given | value | answers["figure"](place, item)))
    Claim.objects.bulk_create(claims)
    Figure.objects.bulk_create(figures)


def decide(model: Any, reviewer: Any, items: list[Any], status: str) -> None:
    """Move submitted items to `status` as a reviewer's decision would, past the forms."""
    from claims.models import Review

    keys = [item.pk for item in items]
    rows = model.objects.filter(pk__in=keys)
    rows.update(search_record="Searched the archive.") if model.__name__ == "Claim" else None
    rows.update(status="in_review")
    verified = {"verified_by": reviewer, "verified_at": timezone.now()} if status == "verified" else {}
    rows.update(status=status, **verified)
    noun = model._meta.model_name
    Review.objects.bulk_create(
        Review(**{noun: item}, item_version=1, reviewer=reviewer, decision=status) for item in items
    )
