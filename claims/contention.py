"""What the database can't do just now, told apart: two at once, too long, or not there at all.

Postgres undoes one of two transactions that wait for each other (a deadlock), or that can't both have been
alone (a serialization failure). Nothing of it is written, so it can be done once more.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from claims.refusals import Unavailable

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
# SQLSTATE: serialization_failure and deadlock_detected; lock_not_available; query_canceled.
UNDONE, LOCKED, CANCELED = frozenset({"40001", "40P01"}), frozenset({"55P03"}), frozenset({"57014"})


class Contended(Unavailable):
    """Somebody else changes the same."""

    code = "contended"
    title = "Somebody else changes the same"
    seconds = 1


class TimedOut(Unavailable):
    """It took longer than the database allows."""

    code = "timed_out"
    title = "This took too long"


def unavailable(error: OperationalError | InterfaceError) -> Unavailable:
    """What to say of an error of the database; it is logged."""
    log.warning("The database: %s", error)
    state = _state(error)
    if state in UNDONE:
        return Contended(
            "Another change got in the way of this one: nothing of it is written. Send it again."
        )
    if state in LOCKED:
        return Contended("Another change of the same takes long. Nothing is written. Send it again.")
    if state in CANCELED:
        return TimedOut("It took longer than the database allows. Ask for less at once, or try again later.")
    return Unavailable("The database can't be reached. Try again in a few seconds.")


def once_more(attempt: Callable[[], Answer], is_repeatable: Callable[[], bool]) -> Answer:
    """What `attempt` gives, which is made once more if another transaction got in its way.

    Only what is repeatable is: it reads, or all of it is one transaction, or it names the version that it
    changes. Within a transaction there is nothing to make once more: it is lost as a whole.
    """
    try:
        return attempt()
    except OperationalError as error:
        if _state(error) not in UNDONE or connection.in_atomic_block or not is_repeatable():
            raise
        log.info("Once more: %s", error)
    return attempt()


def _state(error: Exception) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""
