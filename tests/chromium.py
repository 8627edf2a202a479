"""Finds the browser of the tests; `python -m tests.chromium` installs one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")


def installed() -> str | None:
    """The browser that CHROMIUM names, or the machine's; None where only Playwright's own could do."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    from playwright.sync_api import sync_playwright

    if installed():
        return 0
    with sync_playwright() as playwright:
        if Path(playwright.chromium.executable_path).exists():
            return 0
    print("No Chromium on this machine: fetching Playwright's own")
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]).returncode:
        print(
            "That failed. Install one (Debian: apt install chromium), or name one with CHROMIUM=/path/to/it."
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
