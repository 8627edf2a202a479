"""What the desk is measured by: each a table under its key."""

from collections.abc import Callable

from claims.measuring.period import Period
from claims.measuring.tables import Table
from claims.measuring.throughput import throughput
from claims.measuring.verdicts import verdicts
from claims.measuring.waiting import backlog, waiting_times
from claims.measuring.workload import workload
from claims.models import Project

Measure = Callable[[Project, Period], Table]

# Whoever asks has been found to hold measure.view, and so sees all that the project holds.
MEASURES: dict[str, Measure] = {
    "throughput": throughput,
    "waiting": waiting_times,
    "backlog": backlog,
    "verdicts": verdicts,
    "workload": workload,
}


def desk_tables(project: Project, period: Period) -> list[Table]:
    """Every measure of the desk, in the order of the page."""
    return [measure(project, period) for measure in MEASURES.values()]
