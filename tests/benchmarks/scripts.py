"""How much JavaScript of our own a browser is sent in all, compressed as the web server sends it.

Run it with `python -m tests.benchmarks.scripts`.
"""

import gzip
from pathlib import Path

from tests.benchmarks.setting import finish
from tests.servers import PROJECT

SCRIPTS = PROJECT / "claims" / "static" / "claims" / "js"
BOUND = 60.0


def main() -> None:
    """Print the table and the last line."""
    folders: dict[str, list[Path]] = {}
    for path in sorted(SCRIPTS.rglob("*.js")):
        folders.setdefault(path.parent.relative_to(SCRIPTS).as_posix(), []).append(path)
    print(f"{'folder':16}{'modules':>8}{'KB':>10}{'KB sent':>10}")
    for folder, paths in folders.items():
        sizes = [path.stat().st_size for path in paths]
        print(f"{folder:16}{len(paths):8}{sum(sizes) / 1000:10.1f}{sent(paths):10.1f}")
    every = [path for paths in folders.values() for path in paths]
    finish("scripts", sent(every), bound=BOUND, at_most=True, unit="KB")


def sent(paths: list[Path]) -> float:
    """The kilobytes of the files, each compressed by itself."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths) / 1000


if __name__ == "__main__":
    main()
