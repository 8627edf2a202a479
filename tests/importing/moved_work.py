"""A desk's whole work, rich in what has gone wrong elsewhere, and what is equal in two exports of it."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from claims.models import Article, Claim, Figure, ImportItem, Verdict
from claims.segmenting.sentences import segment_revisions
from claims.suggesting.suggestions import suggest_for_revisions
from tests.importing.conftest import work
from tests.importing.test_pages import PAGE

URL = "https://example.org/2016/clinics"
CLINICS = (
    "=SUM(A1) isn't a headline 👩‍👩‍👧\r\n\r\n"
    "The ministry counted 1,234.50 euros and 12 clinics 🏥 in spring, "
    "Cafe\u0301 owners said.\r\nقالت الوزارة إن 12 عيادة أُغلقت في نيسان.\r\n"
)
CHANGED = CLINICS.replace("12 clinics", "at least 13 clinics")
# What a spreadsheet would run: in CSV it is made inert, here it must come through as it is.
ODD = ["=1+1", "+49 30 123", "-5 °C", "@desk", "＝cmd", "\u202eright to left\u202c", "“so said”, 'it'"]


def make_work(cast: Any, imported: Any) -> None:
    """Articles, two of them from one page and one with two texts, with tags in every state."""
    segment_revisions([cast.revision.pk])
    suggest_for_revisions([cast.revision.pk])
    imported({"row.jsonl": _row(CLINICS)})
    article = Article.objects.get(url=URL)
    first = _claim(cast, article, "The ministry counted 1,234.50 euros", tags=ODD)
    nested = _claim(cast, article, "1,234.50 euros and 12 clinics 🏥", statement="=1+1")
    _figure(cast, article, "1,234.50 euros", first, value_low=Decimal("1234.5000000001"), measure="EUR")
    _figure(cast, article, "12 clinics", nested, value_low=None, value_high=Decimal("1E+3"))
    _claim(cast, article, "قالت الوزارة", who=cast.annotator, claimant="الوزارة", decide=False)
    imported({"row.jsonl": _row(CHANGED)})
    article.refresh_from_db()
    _claim(cast, article, "at least 13 clinics", as_of=date(2016, 4, 1), decide=False)
    _claim(cast, article, "at least 13 clinics", who=cast.second_annotator, statement="Another's view.")
    _join(cast, first, nested)
    _pages(cast, imported)


def _row(text: str) -> bytes:
    fields = {
        "url": URL,
        "title": "=SUM(A1) isn't a headline",
        "publisher": "@Gazette",
        "published": "2016-04",
    }
    return json.dumps({"text": text, **fields}).encode()


def _span(article: Article, quote: str) -> dict[str, Any]:
    start = article.current_revision.text.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def _claim(
    cast: Any, article: Article, quote: str, *, who: Any = None, decide: bool = True, **fields: Any
) -> Claim:
    from claims.annotating.claims import create_claim
    from claims.annotating.evidence import add_evidence
    from claims.annotating.submission import submit_item
    from claims.reviewing.decisions import verify_item

    fields.pop("as_of", None)
    who = who or cast.annotator
    article.project.annotators_per_article = 9
    article.project.save()
    wanted = {
        "statement": f"{quote}, which is a claim.",
        "claim_date_from": date(2016, 4, 1),
        "claim_date_to": date(2016, 4, 30),
        "verdict": Verdict.objects.get(project=cast.project, key="refuted"),
        "rationale": "-1 is the answer\nin two lines\u2028or three",
        "confidence": 70,
    }
    claim, _ = create_claim(who, article=article, fields=_span(article, quote) | wanted | fields)
    for number, source in enumerate(_sources(cast)):
        given = {
            "source": source,
            "stance": "refutes",
            "quote": ODD[number],
            "question": "@who?",
            "note": "n",
        }
        add_evidence(who, Claim, item_id=claim.pk, version=None, fields=given)
    if decide:
        submit_item(who, Claim, pk=claim.pk, version=None)
        claim = verify_item(cast.reviewer, Claim, pk=claim.pk, version=None, confidence=95, comment="+1")
    return claim


def _figure(cast: Any, article: Article, quote: str, claim: Claim, **fields: Any) -> None:
    from claims.annotating.evidence import add_evidence
    from claims.annotating.figures import create_figure
    from claims.annotating.submission import submit_item
    from claims.reviewing.decisions import verify_item

    vague = {"as_of_from": date(2016, 1, 1), "as_of_to": date(2016, 12, 31), "nature": "cumulative"}
    wanted = _span(article, quote) | {"kind": "other", "claim": claim, "confidence": 60} | vague
    figure, _ = create_figure(cast.annotator, article=article, fields=wanted | fields)
    given = {"source": _sources(cast)[-1], "stance": "context", "locator": "page 3"}
    add_evidence(cast.annotator, Figure, item_id=figure.pk, version=None, fields=given)
    submit_item(cast.annotator, Figure, pk=figure.pk, version=None)
    verify_item(cast.reviewer, Figure, pk=figure.pk, version=None, confidence=85)


def _sources(cast: Any) -> list[Any]:
    """Three sources, of which one has no address and one repeats another."""
    from claims.annotating.sources import create_source
    from claims.models import Source

    if not Source.objects.filter(title="=Wire").exists():
        wire = {
            "title": "=Wire",
            "url": "",
            "kind": "news",
            "reliability": "B",
            "accessed_on": date(2016, 5, 1),
        }
        created, _ = create_source(cast.annotator, project=cast.project, fields=wire)
        again = {"title": "Reprint", "url": "https://example.org/reprint", "repeats": created}
        create_source(cast.annotator, project=cast.project, fields=again)
    return [cast.source, *Source.objects.filter(title__in=["=Wire", "Reprint"]).order_by("title")]


def _join(cast: Any, *claims: Claim) -> None:
    from claims.ledger.families import decide_member
    from claims.models import ClaimFamily

    family = ClaimFamily.objects.create(project=cast.project, statement="-Clinics were counted.")
    for claim in claims:
        Claim.objects.filter(pk=claim.pk).update(family=family, family_state="proposed")
        decide_member(cast.reviewer, pk=claim.pk, version=None, state="confirmed")


def _pages(cast: Any, imported: Any) -> None:
    from claims.importing.cuts import Part, confirm_cuts

    imported({"page.txt": PAGE.encode()})
    item = ImportItem.objects.get(state="awaiting_cuts")
    parts = [Part(cut.start, cut.end, byline=cut.byline, published=cut.published) for cut in item.cuts.all()]
    confirm_cuts(cast.manager, item_id=item.pk, version=item.version, parts=parts)
    work()
    for article in Article.objects.filter(origin_item=item):
        _claim(cast, article, "May 1", decide=False)


# --- What is equal -------------------------------------------------------------------------------------

# Who and when, what was decided, and the names of rows: these come back as foreign attributions.
OWN = {
    *("id", "project", "history", "annotator", "verified_by", "added_by", "reviews", "status", "version"),
    *("created_at", "updated_at", "submitted_at", "verified_at", "taken_at", "name", "foreign_attribution"),
    *("foreign_annotator", "reviewer_confidence", "family_state", "guidelines"),
}


def content(lines: list[dict[str, Any]]) -> str:
    """What the lines say, with rows named by what they hold and without what is OWN."""
    names: dict[str, str] = {}
    for line in lines:
        if line.get("line") in {"source", "family"}:
            names[line["id"]] = f"{line['line']} {line.get('title') or line.get('statement')}"
        for article in line.get("articles", [line]):
            for noun in ("claims", "figures"):
                for tag in article.get(noun, []):
                    names[tag["id"]] = f"{noun} {tag.get('revision')} {tag['quote']} {tag.get('statement')}"
    told = [json.dumps(_content(line, names), sort_keys=True, ensure_ascii=False) for line in lines]
    return "\n".join(sorted(told))


def _content(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _content(inner, names) for name, inner in value.items() if name not in OWN}
    if isinstance(value, list):
        return [_content(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value
