"""The tags of the sample articles, made as the sample people would make them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from claims.annotating.assignments import assign_article
from claims.annotating.claims import create_claim
from claims.annotating.evidence import add_evidence
from claims.annotating.figures import create_figure
from claims.annotating.submission import submit_article, submit_item
from claims.choices import Status
from claims.importing.dates import date_range
from claims.management.samples.content import Row, span_of
from claims.models import Article, Claim, Figure, Source, User, Verdict
from claims.reviewing import decisions

CLAIM_FIELDS = (
    "statement",
    "claimant",
    "claimant_role",
    "claim_type",
    "tags",
    "rationale",
    "search_record",
    "confidence",
)
FIGURE_FIELDS = (
    "kind",
    "value_low",
    "value_high",
    "modifier",
    "measure",
    "counted",
    "qualifier",
    "base",
    "scope_place",
    "scope_group",
    "as_of_from",
    "as_of_to",
    "nature",
    "stated_by",
    "reported_by",
    "confidence",
)
EVIDENCE_FIELDS = ("question", "stance", "quote", "locator", "credibility", "note")


@dataclass
class Tagger:
    """Tags articles as the sample people, submits their work and reviews it."""

    manager: User
    people: dict[str, User]
    sources: dict[str, Source]
    verdicts: dict[str, Verdict]
    claims: dict[str, Claim] = field(default_factory=dict)

    def tag(self, article: Article, claims: list[Row], figures: list[Row]) -> None:
        """Make the tags of one article and bring each to its status."""
        for key in sorted({row["annotator"] for row in claims + figures}):
            assign_article(self.manager, article=article, annotator=self.people[key])
        made: list[tuple[Row, Claim | Figure]] = []
        for row in claims:
            self.claims[row["key"]] = claim = self._claim(article, row)
            made.append((row, claim))
        made += [(row, self._figure(article, row)) for row in figures]
        for row, item in made:
            for number in range(len(row["evidence"])):
                self._add_evidence(row, item, number)
        self._submit(article, made)
        for row, item in made:
            self._review(row, item)

    def _claim(self, article: Article, row: Row) -> Claim:
        fields = span_of(row, _text(article)) | {name: row[name] for name in CLAIM_FIELDS}
        fields["claim_date_from"], fields["claim_date_to"] = date_range(row["claim_date"] or "")
        if row["verdict"] is not None:
            fields["verdict"] = self.verdicts[row["verdict"]]
        return create_claim(self.people[row["annotator"]], article=article, fields=fields)[0]

    def _figure(self, article: Article, row: Row) -> Figure:
        span = span_of(row, _text(article))
        numeral = span["start"] + row["quote"].index(row["numeral"])
        fields = span | {"numeral_start": numeral, "numeral_end": numeral + len(row["numeral"])}
        fields |= {name: row[name] for name in FIGURE_FIELDS}
        if row["claim"] is not None:
            fields["claim"] = self.claims[row["claim"]]
        return create_figure(self.people[row["annotator"]], article=article, fields=fields)[0]

    def _add_evidence(self, row: Row, item: Claim | Figure, number: int) -> None:
        evidence: Row = row["evidence"][number]
        fields: dict[str, Any] = {name: evidence[name] for name in EVIDENCE_FIELDS}
        fields["source"] = self.sources[evidence["source"]]
        add_evidence(self.people[row["annotator"]], type(item), item_id=item.pk, version=None, fields=fields)

    def _submit(self, article: Article, made: list[tuple[Row, Claim | Figure]]) -> None:
        """Submit each person's article as a whole where all of it is ready, else what is ready of it."""
        by_person: dict[str, list[tuple[Row, Claim | Figure]]] = defaultdict(list)
        for row, item in made:
            by_person[row["annotator"]].append((row, item))
        for key, rows in by_person.items():
            if all(row["status"] != Status.DRAFT for row, _ in rows):
                submit_article(self.people[key], article=article)
                continue
            for row, item in rows:
                if row["status"] != Status.DRAFT:
                    submit_item(self.people[key], type(item), pk=item.pk, version=None)

    def _review(self, row: Row, item: Claim | Figure) -> None:
        if row["reviewer"] is None:
            return
        reviewer, model, comment = self.people[row["reviewer"]], type(item), row["review_comment"]
        if row["status"] == Status.VERIFIED:
            decisions.verify_item(
                reviewer,
                model,
                pk=item.pk,
                version=None,
                confidence=row["reviewer_confidence"],
                comment=comment,
            )
            return
        decide = {
            Status.REJECTED: decisions.reject_item,
            Status.RETURNED: decisions.return_item,
            Status.DISPUTED: decisions.dispute_item,
        }[Status(row["status"])]
        decide(reviewer, model, pk=item.pk, version=None, comment=comment)


def _text(article: Article) -> str:
    assert article.current_revision is not None
    return article.current_revision.text
