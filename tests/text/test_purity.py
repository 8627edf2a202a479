import subprocess
import sys
from pathlib import Path

import claims.text

HEAVY = ["django", "numpy", "krippendorff", "py3langid", "psycopg", "celery"]
MODULES = [
    "agreement",
    "alignment",
    "anchoring",
    "checkworthiness",
    "claimants",
    "language",
    "learning",
    "similarity",
    "statements",
]


def test_modules_load_without_django_and_without_what_only_some_calls_need() -> None:
    """A web process that never trains or measures doesn't wait for numpy."""
    imports = "; ".join(f"import claims.text.{name}" for name in MODULES)
    check = f"import sys; {imports}; print([name for name in {HEAVY} if name in sys.modules])"
    root = Path(claims.text.__file__).parents[2]
    found = subprocess.run(
        [sys.executable, "-c", check], cwd=root, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
