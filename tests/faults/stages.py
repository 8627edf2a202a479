"""What a running product has come to with its imports, read straight from its rows."""

from collections.abc import Sequence
from typing import Any

import psycopg

STAGES = (
    "accepting",
    "expanding",
    "reading",
    "making articles",
    "storing sentences",
    "storing suggestions",
    "between turns",
)
# A turn commits once, so only the locks that it holds tell how far it has come.
SEEN = """
WITH running AS (SELECT text = '' AND name ~ '[.](jsonl|zip)$' AS is_expanding
                   FROM claims_importitem WHERE state = 'running' AND leased_until > now()),
     writing AS (SELECT max(array_position(ARRAY['claims_articlerevision', 'claims_sentence',
                                                 'claims_suggestion']::name[], relname)) AS reached
                   FROM pg_locks JOIN pg_class ON pg_class.oid = relation
                  WHERE mode = 'RowExclusiveLock' AND granted GROUP BY pid)
SELECT EXISTS (SELECT FROM running WHERE is_expanding),
       EXISTS (SELECT FROM running WHERE NOT is_expanding)
           AND NOT EXISTS (SELECT FROM writing WHERE reached IS NOT NULL),
       EXISTS (SELECT FROM writing WHERE reached = 1),
       EXISTS (SELECT FROM writing WHERE reached = 2),
       EXISTS (SELECT FROM writing WHERE reached = 3),
       NOT EXISTS (SELECT FROM running) AND EXISTS (SELECT FROM claims_importitem WHERE state = 'pending')
"""


def stages_of(row: Sequence[bool]) -> set[str]:
    """Where imports stand, as the answer to SEEN says."""
    return {stage for stage, is_seen in zip(STAGES[1:], row, strict=True) if is_seen}


class Rows:
    """A connection to the product's database that comes back when the server does."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: psycopg.Connection[Any] | None = None

    def ask(self, query: str, *parameters: Any) -> list[tuple[Any, ...]] | None:
        """The answer; None while the database is away."""
        try:
            if self._connection is None:
                self._connection = psycopg.connect(self._address, autocommit=True, connect_timeout=5)
            return self._connection.execute(query, parameters).fetchall()  # type: ignore[arg-type]
        except psycopg.OperationalError:
            self.close()
            return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def stages(self) -> set[str]:
        """Where imports stand at this moment, as far as the database can say."""
        found = self.ask(SEEN)
        return stages_of(found[0]) if found else set()

    def in_work(self) -> dict[str, tuple[str, str]]:
        """The documents that a worker has in its hands, by id, each with its job and key."""
        found = self.ask("SELECT id::text, job_id::text, key FROM claims_importitem WHERE state = 'running'")
        return {number: (job, key) for number, job, key in found or []}

    def count(self, query: str, *parameters: Any) -> int | None:
        """What a query counts; None while the database is away."""
        found = self.ask(f"SELECT count(*) FROM {query}", *parameters)
        return found[0][0] if found else None

    def unfinished(self) -> int | None:
        """How many imports aren't finished."""
        return self.count("claims_importjob WHERE state <> 'finished'")
