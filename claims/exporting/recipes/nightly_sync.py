"""A nightly copy of a project's verified claims in SQLite that survives a crash at any line."""

import json
import os
import sqlite3
import urllib.request


def main() -> None:
    """Follow the changes since the last run; each page is stored together with its cursor, or not at all."""
    copy = sqlite3.connect(os.environ["COPY"])
    copy.execute("CREATE TABLE IF NOT EXISTS claim (id TEXT PRIMARY KEY, body TEXT)")
    copy.execute("CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY CHECK (one = 1), cursor INTEGER)")
    more = True
    while more:
        cursor = next(iter(copy.execute("SELECT cursor FROM place")), (0,))[0]
        page = asked(f"/api/v1/projects/{os.environ['PROJECT']}/changes?since={cursor}")
        with copy:
            for change in (change for change in page["results"] if change["noun"] == "claim"):
                copy.execute("DELETE FROM claim WHERE id = ?", (change["id"],))
                if change["item"]:
                    row = (change["id"], json.dumps(change["item"]))
                    copy.execute("INSERT INTO claim VALUES (?, ?)", row)
            copy.execute("INSERT OR REPLACE INTO place VALUES (1, ?)", (page["cursor"],))
        more = page["more"]


def asked(path: str) -> dict:
    """What the API answers."""
    headers = {"Authorization": f"Bearer {os.environ['TOKEN']}"}
    request = urllib.request.Request(os.environ["ADDRESS"] + path, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


if __name__ == "__main__":
    main()
