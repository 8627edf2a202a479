"""A report of an import: a row per document."""

import csv
from collections.abc import Iterator

from claims.importing.outcomes import outcome_of, shown_items
from claims.models import ImportItem, ImportJob

COLUMNS = ["document", "key", "state", "code", "outcome", "articles", "attempts", "finished_at"]
# What a spreadsheet takes for a formula; a quotation mark before it makes it text.
FORMULA_BEGINNINGS = tuple("=+-@\t\r＝＋－＠")


class _Echo:
    def write(self, line: str) -> str:
        return line


def report_lines(job: ImportJob) -> Iterator[str]:
    """The report as lines of CSV, the names of the columns first."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for item in shown_items(ImportItem.objects.filter(job=job)).order_by("ordinal").iterator(500):
        cells = [
            *(item.name, item.key, item.state, item.failure_code, outcome_of(item)),
            " ".join(str(article.pk) for article in item.articles.all()),
            *(str(item.attempts), item.finished_at.isoformat() if item.finished_at else ""),
        ]
        yield writer.writerow([inert(cell) for cell in cells])


def inert(cell: str) -> str:
    """The cell as no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(FORMULA_BEGINNINGS) else cell
