"""Everything that a page shows or does, an operation does too.

`pages.tsv` names the operations of each page. A page that is new fails here until its line says by which
operations a program gets the same.
"""

import csv
from pathlib import Path

from claims.pages.urls import urlpatterns
from tests.permissions.operations import OPERATION_NAMES

TABLE = Path(__file__).with_name("pages.tsv")
# The documentation of the API is the OpenAPI document itself.
OF_PEOPLE_ALONE = {"schema_docs"}


def table() -> dict[str, list[str]]:
    with TABLE.open(encoding="utf-8") as lines:
        return {row["page"]: row["operations"].split() for row in csv.DictReader(lines, delimiter="\t")}


def test_every_page_has_its_operations():
    assert table().keys() == {pattern.name for pattern in urlpatterns} - OF_PEOPLE_ALONE
    assert all(table().values())
    assert {name for names in table().values() for name in names} <= set(OPERATION_NAMES)
