"""Reads the pages in cases/pages, whose marked lines say which articles they hold."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases" / "pages"
MARK = "==="


@dataclass(frozen=True)
class ExpectedArticle:
    """An article of a page; `headline` is None where it has none, and teasers may be found or not."""

    start: int
    end: int
    headline: str | None
    byline: str | None
    published: str | None
    teaser: bool


@dataclass(frozen=True)
class ArticlePage:
    """A page and its articles in order."""

    name: str
    text: str
    articles: list[ExpectedArticle]


def article_pages(folder: Path = FOLDER) -> list[ArticlePage]:
    """Every page in `folder`, by name."""
    return [_page(path) for path in sorted(folder.glob("*.txt"))]


def _page(path: Path) -> ArticlePage:
    text, marks = "", []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith(MARK):
            marks.append((len(text), line.strip("= \n")))
        else:
            text += line
    bounds = [offset for offset, _ in marks[1:]] + [len(text)]
    articles = [
        _article(text, start, end, mark)
        for (start, mark), end in zip(marks, bounds, strict=True)
        if mark.startswith(("article", "teaser"))
    ]
    return ArticlePage(path.stem, text, articles)


def _article(text: str, start: int, end: int, mark: str) -> ExpectedArticle:
    told = dict(part.split(": ", 1) for part in mark.split(" | ")[1:])
    body = text[start:end]
    start += len(body) - len(body.lstrip().removeprefix(told.get("behind", "")).lstrip())
    headline = None if "headline" in told else text[start:].split("\n", 1)[0]
    return ExpectedArticle(
        start,
        end - len(body) + len(body.rstrip()),
        headline,
        told.get("byline"),
        told.get("date"),
        mark == "teaser",
    )
