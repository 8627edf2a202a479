"""Many claims at once, by COPY, for what must hold at ten thousand and at a million."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from claims.choices import Status

PER_ARTICLE = 100
WORDS = " ".join(f"word{number:03}" for number in range(PER_ARTICLE))
# Of a hundred claims: how many wait, are disputed, are verified, are drafts.
SHARES = [Status.SUBMITTED] * 40 + [Status.DISPUTED] + [Status.VERIFIED] * 50 + [Status.DRAFT] * 9


def fill_claims(
    cursor: Any, project: Any, annotators: list[Any], verifier: Any, count: int, *, shares: Any = None
) -> None:
    """`count` claims in `project` with their contributions, a hundred an article, the oldest first.

    `cursor` is psycopg's own. Each annotator gets every n-th claim.
    """
    from claims.models import Article, ArticleRevision, Claim, Contribution

    plan = list(_plan(project, annotators, verifier, count, shares or SHARES))
    articles = {claim["revision_id"]: claim["article_id"] for claim in plan}
    copy_rows(
        cursor, Article, ({"id": pk, "project_id": project.pk, "title": "Filled"} for pk in articles.values())
    )
    copy_rows(
        cursor,
        ArticleRevision,
        (
            {"id": pk, "project_id": project.pk, "article_id": article, "text": WORDS, "text_hash": pk.hex}
            for pk, article in articles.items()
        ),
    )
    copy_rows(cursor, Claim, plan)
    copy_rows(
        cursor, Contribution, ({"claim_id": claim["id"], "user_id": claim["annotator_id"]} for claim in plan)
    )


def copy_rows(cursor: Any, model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Rows given by column, the other columns by the model's own defaults."""
    from django.utils import timezone

    fields = [field for field in model._meta.concrete_fields if not field.generated]
    fields = [field for field in fields if field.get_internal_type() != "BigAutoField"]
    names = ", ".join(f'"{field.column}"' for field in fields)
    now = timezone.now()
    with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([_value(field, row, now) for field in fields])


def _plan(
    project: Any, annotators: list[Any], verifier: Any, count: int, shares: list[Status]
) -> Iterator[dict[str, Any]]:
    from django.utils import timezone

    from claims.models.identifiers import uuid7

    # A verdict for which the record of a search will do.
    verdict = project.verdicts.order_by("-search_suffices").first().pk
    now = timezone.now()
    article = revision = None
    for number in range(count):
        place = number % PER_ARTICLE
        if place == 0:
            article, revision = uuid7(), uuid7()
        # Statuses are spread over the articles, not in blocks.
        status = shares[(number * 37) % len(shares)]
        verified = status == Status.VERIFIED
        yield {
            "id": uuid7(),
            "project_id": project.pk,
            "article_id": article,
            "revision_id": revision,
            "start": place * 8,
            "end": place * 8 + 7,
            "quote": f"word{place:03}",
            "statement": f"Statement {number}.",
            "annotator_id": annotators[number // 7 % len(annotators)].pk,
            "status": str(status),
            "confidence": 30 + number % 70,
            "verdict_id": verdict,
            "search_record": "Searched.",
            "submitted_at": None if status == Status.DRAFT else now - timedelta(seconds=count - number),
            "verified_by_id": verifier.pk if verified else None,
            "verified_at": now if verified else None,
        }


def _value(field: Any, row: dict[str, Any], now: Any) -> Any:
    if field.column in row:
        return row[field.column]
    if getattr(field, "auto_now_add", False):
        return now
    default = field.get_default()
    return field.get_db_prep_save(default, _connection()) if default is not None else None


def _connection() -> Any:
    from django.db import connection

    return connection
