"""The word lists beside this file: one entry a line, `#` begins a remark, blank lines are skipped."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def entries(name: str, language: str = "en") -> tuple[str, ...]:
    """The entries of `<language>/<name>.txt`, in the order of the file, as they are written there.

    Raises FileNotFoundError where there is no such list.
    """
    lines = (FOLDER / language / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    stripped = (line.partition("#")[0].strip() for line in lines)
    return tuple(entry for entry in stripped if entry)
