"""Two projects with the same of everything, so that each route has an own, a foreign and a missing row."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from tests.cast import TEXT

ACTORS = [
    "anonymous",
    "outsider",
    "annotator",
    "reviewer",
    "manager",
    "former_member",
    "disabled",
    "staff",
]
MEMBERS = ["annotator", "reviewer", "manager"]


@dataclass(frozen=True)
class Place:
    """The rows of one project, by the noun that stands before an identifier in an address."""

    rows: dict[str, uuid.UUID]
    ordinal: int = 0

    def identifier(self, noun: str) -> str:
        """The identifier that follows `noun` in an address."""
        return str(self.rows[noun])


def own_place(cast: Any) -> Place:
    """What the cast's project holds; what is reviewed is the annotator's and awaits review."""
    return _furnished(cast.project, cast.article, cast.annotator, cast.reviewer, cast.source)


def foreign_place(cast: Any) -> Place:
    """The same in the outsider's project, where nobody else of the cast is."""
    from claims.models import Source

    source = Source.objects.create(project=cast.foreign_project, title="Theirs", created_by=cast.outsider)
    return _furnished(cast.foreign_project, cast.foreign_article, cast.outsider, cast.outsider, source)


def missing_place(place: Place) -> Place:
    """Identifiers of nothing."""
    return Place({noun: uuid.uuid4() for noun in place.rows}, place.ordinal)


def _furnished(project: Any, article: Any, annotator: Any, reviewer: Any, source: Any) -> Place:
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.utils import timezone

    from claims.choices import AssignmentState
    from claims.models import (
        Assignment,
        ClaimFamily,
        Comment,
        Evidence,
        Export,
        Feed,
        ImportItem,
        ImportJob,
        Membership,
        Original,
        Sentence,
        Suggestion,
        Verdict,
        Webhook,
        WebhookDelivery,
    )

    revision = article.current_revision
    for ordinal, start in enumerate((0, 50)):
        Sentence.objects.create(
            revision=revision, ordinal=ordinal, start=start, end=start + 40, kind="sentence"
        )
    claim = _submitted("Claim", revision, annotator, "50,000 troops")
    figure = _submitted(
        "Figure",
        revision,
        annotator,
        "589",
        kind="count",
        value_low=589,
        value_high=589,
        numeral_start=TEXT.index("589"),
        numeral_end=TEXT.index("589") + 3,
    )
    rows = {
        "projects": project,
        "articles": article,
        "claims": claim,
        "figures": figure,
        "sources": source,
        "assignments": Assignment.objects.create(
            project=project,
            article=article,
            annotator=annotator,
            assigned_by=annotator,
            state=AssignmentState.OPEN,
        ),
        "evidence": Evidence.objects.create(
            claim=claim, source=source, stance="supports", added_by=annotator
        ),
        "comments": Comment.objects.create(claim=claim, author=annotator, text="Look again."),
        "verdicts": Verdict.objects.filter(project=project).order_by("ordinal").first(),
        "families": ClaimFamily.objects.create(project=project, statement="It takes 50,000."),
        "revisions": revision,
        "members": Membership.objects.get(project=project, user=annotator, ended_at=None),
        "suggestions": Suggestion.objects.create(
            revision=revision,
            kind="claim",
            start=TEXT.index("It will take"),
            end=TEXT.index(", the former"),
            method="rules/1",
        ),
        "tokens": _token(project, annotator),
        "exports": Export.objects.create(project=project, user=annotator, format="jsonl"),
        "imports": ImportJob.objects.create(project=project, created_by=annotator),
    }
    rows["import-items"] = ImportItem.objects.create(
        job=rows["imports"], project=project, key="page", ordinal=0, text=TEXT, state="awaiting_cuts"
    )
    rows["feeds"] = Feed.objects.create(
        project=project,
        url="https://example.org/feed.xml",
        minutes=60,
        since=timezone.now(),
        next_check_at=timezone.now(),
        created_by=annotator,
    )
    rows["webhooks"] = Webhook.objects.create(
        project=project, url="https://example.org/hook", secret="", kinds=["verified"], created_by=annotator
    )
    rows["deliveries"] = WebhookDelivery.objects.create(webhook=rows["webhooks"], body={"kind": "test"})
    rows["originals"] = Original.objects.create(
        project=project,
        file=default_storage.save(f"originals/{project.pk}/story", ContentFile(b"A story.")),
        sha256=hashlib.sha256(b"A story.").hexdigest(),
        size=8,
        name="story.txt",
        media_type="text/plain",
    )
    for said in (claim, _submitted("Claim", revision, annotator, "over $1 billion")):
        said.family, said.family_state = rows["families"], "proposed"
        said.save(update_fields=["family", "family_state"])
    return Place({noun: row.pk for noun, row in rows.items()})


def _submitted(name: str, revision: Any, annotator: Any, quote: str, **fields: Any) -> Any:
    from django.apps import apps
    from django.utils import timezone

    from claims.models import Verdict

    if name == "Claim":
        fields |= {"statement": "It takes 50,000.", "claimant": "The general"}
        fields |= {"verdict": Verdict.objects.get(project_id=revision.project_id, key="supported")}
    start = TEXT.index(quote)
    return apps.get_model("claims", name).objects.create(
        project_id=revision.project_id,
        revision=revision,
        start=start,
        end=start + len(quote),
        quote=quote,
        annotator=annotator,
        status="submitted",
        submitted_at=timezone.now(),
        confidence=80,
        **fields,
    )


def _token(project: Any, user: Any) -> Any:
    from datetime import timedelta

    from django.utils import timezone

    from claims.models import ApiToken

    return ApiToken.objects.create(
        user=user,
        project=project,
        name="nightly",
        scopes=["read"],
        secret_hash=ApiToken.hashed(str(project.pk)),
        expires_at=timezone.now() + timedelta(days=1),
    )
