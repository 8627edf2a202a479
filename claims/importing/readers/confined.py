"""Parsers of binary formats run in a child process of their own, which is ended at its limits.

The parent gives it the file and gets the document as JSON; the child has no secrets in its environment.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.importing.documents import Document, Unreadable

if TYPE_CHECKING:
    from claims.importing.readers.listings import Listing

SECONDS = 30
CPU_SECONDS = 20
MEMORY_BYTES = 700_000_000
ANSWER_BYTES = 40_000_000
ROOT = Path(__file__).resolve().parents[3]
TOO_SLOW, AT_LIMITS = "parser_too_slow", "parser_ended"
ENDED = frozenset({TOO_SLOW, AT_LIMITS})  # the codes of a child that was ended at its limits
NICE_FAILURE = 3  # the exit code with which a child says in words why it can't read the file


def confined_document(kind: str, data: bytes, name: str, declared: str | None = None) -> Document:
    """The document that the parser `kind` makes of `data`; raises Unreadable, also when it was ended."""
    return Document(**confined(kind, data, name))


def confined(kind: str, data: bytes, name: str) -> dict[str, Any]:
    """What the parser `kind` makes of `data`, field by field; raises Unreadable, also when it was ended."""
    try:
        child = subprocess.run(  # noqa: S603 - our own module, under limits
            [sys.executable, "-m", "claims.importing.readers.confined", kind, name],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"Reading it took more than {SECONDS} s, so it was given up. Import its text instead."
        raise Unreadable(TOO_SLOW, message) from error
    if child.returncode == NICE_FAILURE:
        raise Unreadable(**json.loads(child.stdout))
    if child.returncode != 0 or len(child.stdout) > ANSWER_BYTES:
        raise Unreadable(
            AT_LIMITS, "It can't be read: its parser ended at its limits. Import its text instead."
        )
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def main(kind: str, name: str) -> int:
    """The child: reads the file from its standard input and answers on its standard output."""
    confine()
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = asdict(_parsed(kind, data, name))
        code = 0
    except Unreadable as error:
        answer = {"code": error.code, "message": error.message}
        code = NICE_FAILURE
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return code


def confine() -> None:
    """Limit this process: processor time, memory, and no files but those that are open."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)


def _limit(kind: int, most: int) -> None:
    try:
        resource.setrlimit(kind, (most, most))
    except (ValueError, OSError):
        return  # the machine has a lower limit, or (macOS) none of this kind


def _parsed(kind: str, data: bytes, name: str) -> "Document | Listing":
    if kind == "listing":
        from claims.importing.readers.listings import listing

        return listing(data, name)
    if kind == "pdf":
        from claims.importing.readers.pdf import pdf_document

        return pdf_document(data)
    if kind == "docx":
        from claims.importing.readers.docx import docx_document

        return docx_document(data)
    from claims.importing.readers.mail import mail_document

    return mail_document(data, name)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
