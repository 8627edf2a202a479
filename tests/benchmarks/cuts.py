"""How well pages are cut into articles.

`python -m tests.benchmarks.cuts [--gold DIR --articles DIR] [--errors]` scores the pages in
tests/text/cases/pages, or those of DIR/NAME.txt whose gold is in DIR/NAME.jsonl (start, end,
headline_start, headline_end, byline, published, teaser).

An article is found where its start is within 3 characters and its end within 200. For comparison: each page
taken as one article, and every heading as one.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from claims.text.articles import ArticleSpan, article_spans
from claims.text.sentences import sentence_spans
from tests.text.article_pages import ArticlePage, ExpectedArticle, article_pages

NEEDED = 0.90
START_TOLERANCE, END_TOLERANCE = 3, 200

Cutter = Callable[[str], list[ArticleSpan]]


def main() -> int:
    options = _options()
    pages = _gold_pages(options.gold, options.articles) if options.gold else article_pages()
    cutters: dict[str, Cutter] = {
        "claims.text.articles": article_spans,
        "each page one article": _whole_page,
        "every heading an article": _every_heading,
    }
    print(f"{'method':26} {'gold':>5} {'found':>5} {'F1':>6} {'headline':>9} {'byline':>7} {'date':>6}")
    scores = {}
    for name, cutter in cutters.items():
        counts = sum((score(page, cutter(page.text)) for page in pages), Counter[str]())
        scores[name] = _f1(counts)
        shares = [counts[part] / max(1, counts["hit"]) for part in ("headline", "byline", "date")]
        print(
            f"{name:26} {counts['gold']:5} {counts['found']:5} {scores[name]:6.3f} "
            f"{shares[0]:9.3f} {shares[1]:7.3f} {shares[2]:6.3f}"
        )
    if options.errors:
        _print_errors(pages)
    figure = scores["claims.text.articles"]
    print(f"cuts: {figure:.3f} (needs {NEEDED:.3f})")
    return 0 if figure >= NEEDED else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args()


def score(page: ArticlePage, spans: list[ArticleSpan]) -> Counter[str]:
    """Counts of gold, found and matched articles of a page, and of right headlines, bylines and dates."""
    gold = [article for article in page.articles if not article.teaser]
    teasers = [article for article in page.articles if article.teaser]
    counts = Counter({"gold": len(gold)})
    for span in spans:
        match = next((article for article in gold if _is_match(article, span)), None)
        if match is None:
            counts["found"] += not any(_inside(span, teaser) for teaser in teasers)
            continue
        gold.remove(match)
        counts.update(
            found=1,
            hit=1,
            headline=_headline(page.text, span) == match.headline,
            byline=span.byline == match.byline,
            date=span.published == match.published,
        )
    return counts


def _is_match(article: ExpectedArticle, span: ArticleSpan) -> bool:
    return abs(article.start - span.start) <= START_TOLERANCE and abs(article.end - span.end) <= END_TOLERANCE


def _inside(span: ArticleSpan, teaser: ExpectedArticle) -> bool:
    shared = min(span.end, teaser.end) - max(span.start, teaser.start)
    return 2 * shared >= span.end - span.start


def _headline(text: str, span: ArticleSpan) -> str | None:
    return None if span.headline_start is None else text[span.headline_start : span.headline_end]


def _f1(counts: Counter[str]) -> float:
    total = counts["gold"] + counts["found"]
    return 2 * counts["hit"] / total if total else 1.0


def _gold_pages(gold: Path, articles: Path) -> list[ArticlePage]:
    pages = []
    for path in sorted(gold.glob("*.jsonl")):
        text = (articles / f"{path.stem}.txt").read_bytes().decode()
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        pages.append(ArticlePage(path.stem, text, [_gold_article(text, row) for row in rows]))
    return pages


def _gold_article(text: str, row: dict[str, object]) -> ExpectedArticle:
    first, last = row["headline_start"], row["headline_end"]
    headline = text[first:last] if isinstance(first, int) and isinstance(last, int) else None
    start, end = row["start"], row["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    byline, published = row.get("byline"), row.get("published")
    return ExpectedArticle(
        start,
        end,
        headline,
        str(byline) if byline else None,
        str(published) if published else None,
        bool(row.get("teaser")),
    )


def _whole_page(text: str) -> list[ArticleSpan]:
    return [_plain(0, len(text), None)]


def _every_heading(text: str) -> list[ArticleSpan]:
    starts = [unit for unit in sentence_spans(text) if unit.kind == "heading"]
    stops = [*(unit.start for unit in starts), len(text)]
    return [_plain(unit.start, end, unit.end) for unit, end in zip(starts, stops[1:], strict=True)]


def _plain(start: int, end: int, headline_end: int | None) -> ArticleSpan:
    return ArticleSpan(start, end, start if headline_end else None, headline_end, None, None, 1.0, ())


def _print_errors(pages: list[ArticlePage]) -> None:
    for page in pages:
        spans = article_spans(page.text)
        for article in page.articles:
            if not article.teaser and not any(_is_match(article, span) for span in spans):
                print(f"{page.name}: missed {article.start}..{article.end} {article.headline!r}")
        for span in spans:
            told = (_headline(page.text, span), span.byline, span.published)
            match = next((article for article in page.articles if _is_match(article, span)), None)
            if match is None:
                print(f"{page.name}: false {span.start}..{span.end} {told} {span.reasons}")
            elif told != (match.headline, match.byline, match.published):
                print(f"{page.name}: parts {told}")


if __name__ == "__main__":
    sys.exit(main())
