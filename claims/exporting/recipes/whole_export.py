"""All verified claims as JSON Lines, taken only if they came whole."""

import hashlib
import json
import os
import sys
import urllib.request


def main() -> None:
    """Read line by line; the last line says how many there were and the hash of all before it."""
    address = f"{os.environ['ADDRESS']}/api/v1/projects/{os.environ['PROJECT']}/verified-claims.jsonl"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {os.environ['TOKEN']}"})
    digest, claims = hashlib.sha256(), []
    with urllib.request.urlopen(request, timeout=60) as answer:
        for line in answer:
            read = json.loads(line)
            if read.get("end_of_export"):
                break
            digest.update(line)
            claims.append(read)
        else:
            sys.exit("The export was cut off.")
    if (read["count"], read["sha256"]) != (len(claims), digest.hexdigest()):
        sys.exit("The export isn't what was sent.")
    for claim in claims:
        print(f"{claim['verdict']['label']}: {claim['statement']} (“{claim['quote']}”)")


if __name__ == "__main__":
    main()
