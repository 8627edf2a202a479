"""What must be true of imported rows and files, whatever was killed: nothing lost, doubled or orphaned."""

import hashlib
from collections import Counter
from pathlib import Path

from claims.text.sentences import sentence_spans
from tests.faults.desk import ROWS, Desk, Upload
from tests.faults.stages import Rows

OURS = "j.label ~ '^[0-9]+-[0-9]+[.]'"  # not the samples' imports
# Each finds rows that mustn't exist.
NEVER = {
    "an import that isn't finished": "claims_importjob WHERE state <> 'finished'",
    "a document without an end": (
        "claims_importitem WHERE state NOT IN ('made', 'duplicate', 'failed', 'awaiting_cuts') "
        "OR finished_at IS NULL"
    ),
    "a failure that isn't told": "claims_importitem WHERE state = 'failed' AND failure = ''",
    "a document that is made and isn't one article": (
        "claims_importitem i WHERE state = 'made' "
        "AND (SELECT count(*) FROM claims_article WHERE origin_item_id = i.id) <> 1"
    ),
    "an article of a document that isn't made": (
        "claims_article a JOIN claims_importitem i ON i.id = a.origin_item_id WHERE i.state <> 'made'"
    ),
    "a duplicate of nothing": "claims_importitem WHERE state = 'duplicate' AND duplicate_of_id IS NULL",
    "an article without a revision": (
        "claims_article a LEFT JOIN claims_articlerevision r ON r.id = a.current_revision_id "
        "WHERE r.id IS NULL"
    ),
    "a revision without an article": (
        "claims_articlerevision r LEFT JOIN claims_article a ON a.id = r.article_id WHERE a.id IS NULL"
    ),
    "a revision without sentences": (
        "claims_articlerevision r WHERE segmented_by = '' "
        "OR NOT EXISTS (SELECT FROM claims_sentence WHERE revision_id = r.id)"
    ),
    "a revision without suggestions": (
        "claims_articlerevision r WHERE suggested_by = '' "
        "OR NOT EXISTS (SELECT FROM claims_suggestion WHERE revision_id = r.id)"
    ),
    "a sentence without a revision": (
        "claims_sentence s LEFT JOIN claims_articlerevision r ON r.id = s.revision_id WHERE r.id IS NULL"
    ),
    "a suggestion without a revision": (
        "claims_suggestion s LEFT JOIN claims_articlerevision r ON r.id = s.revision_id WHERE r.id IS NULL"
    ),
    "a suggestion twice": (
        '(SELECT FROM claims_suggestion GROUP BY revision_id, kind, start, "end" HAVING count(*) > 1) twice'
    ),
    "a tag without a contributor": (
        "claims_claim c WHERE foreign_attribution <> '{}' "
        "AND NOT EXISTS (SELECT FROM claims_contribution WHERE claim_id = c.id)"
    ),
    "an original that nothing came from": (
        "claims_original o WHERE name !~ '[.]zip$' "  # whose members have originals of their own
        "AND NOT EXISTS (SELECT FROM claims_importitem WHERE original_id = o.id) "
        "AND NOT EXISTS (SELECT FROM claims_articlerevision WHERE original_id = o.id) "
        "AND NOT EXISTS (SELECT FROM claims_source WHERE archived_id = o.id)"
    ),
    "a long article without a fingerprint": (
        "claims_article a JOIN claims_importitem i ON i.id = a.origin_item_id "
        "JOIN claims_articlerevision r ON r.article_id = a.id "
        "WHERE length(r.text) >= 400 AND NOT EXISTS (SELECT FROM claims_fingerprint WHERE article_id = a.id)"
    ),
}


def violations(rows: Rows, desk: Desk, media: Path) -> list[str]:
    """Everything that isn't as it must be, in words; empty when all is well."""
    found = [f"{what}: {count}" for what, query in NEVER.items() if (count := rows.count(query)) != 0]
    return [
        *found,
        *_of_imports(rows, desk.uploads),
        *_of_texts(rows, desk.uploads),
        *_of_tags(rows, desk.uploads),
        *_of_files(rows, media),
    ]


def stray_files(rows: Rows, media: Path) -> list[Path]:
    """Stored originals that no row names."""
    known = {media / name for (name,) in rows.ask("SELECT file FROM claims_original") or []}
    return [path for path in (media / "originals").rglob("*") if path.is_file() and path not in known]


def _of_imports(rows: Rows, uploads: list[Upload]) -> list[str]:
    """Each accepted upload is one import with all of its documents."""
    found = rows.ask(
        "SELECT j.id::text, j.label, count(i.*) FROM claims_importjob j "
        f"JOIN claims_importitem i ON i.job_id = j.id WHERE {OURS} GROUP BY j.id"
    )
    wanted = Counter((upload.job, upload.name, ROWS) for upload in uploads)
    return _differences("import", wanted, Counter(found or []))


def _of_texts(rows: Rows, uploads: list[Upload]) -> list[str]:
    """Each text is one article, whose sentences are those that the text has."""
    found = rows.ask(
        'SELECT r.text, a.language, (SELECT array_agg((start, "end", kind)::text ORDER BY ordinal) '
        "FROM claims_sentence WHERE revision_id = r.id) FROM claims_articlerevision r "
        "JOIN claims_article a ON a.id = r.article_id JOIN claims_importitem i ON i.id = a.origin_item_id "
        f"JOIN claims_importjob j ON j.id = i.job_id WHERE {OURS}"
    )
    failed = rows.count("claims_importitem WHERE state = 'failed'") or 0
    texts = {text for upload in uploads for text in upload.texts}
    stored = Counter(text for text, _, _ in found or [])
    wrong = [f"a text {number} times: {text[:60]}" for text, number in stored.items() if number > 1]
    wrong += [f"an unknown text: {text[:60]}" for text in stored.keys() - texts]
    if len(texts - stored.keys()) > failed:
        wrong.append(f"texts lost: {len(texts - stored.keys())}, told as failed: {failed}")
    for text, language, sentences in found or []:
        wanted = [f"({span.start},{span.end},{span.kind})" for span in sentence_spans(text, language)]
        if sentences != wanted:
            wrong.append(f"other sentences than the text has: {text[:60]}")
    return wrong


def _of_tags(rows: Rows, uploads: list[Upload]) -> list[str]:
    """Each span that came with a text that is stored is one tag."""
    found = rows.ask(
        'SELECT r.text, c.start, c."end" FROM claims_claim c '
        "JOIN claims_articlerevision r ON r.id = c.revision_id WHERE c.foreign_attribution <> '{}'"
    )
    stored = {text for (text,) in rows.ask("SELECT text FROM claims_articlerevision") or []}
    spans = {(text, *span) for upload in uploads for text, span in upload.spans.items() if text in stored}
    return _differences("tag", Counter(spans), Counter(found or []))


def _of_files(rows: Rows, media: Path) -> list[str]:
    """Each original is there, whole."""
    wrong = []
    for name, digest in rows.ask("SELECT file, sha256 FROM claims_original") or []:
        path = media / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(f"an original that is damaged: {path}")
    return wrong


def _differences(what: str, wanted: "Counter[object]", found: "Counter[object]") -> list[str]:
    missing = [f"no {what} {str(one)[:100]}" for one in (wanted - found).elements()]
    return missing + [f"one {what} too many {str(one)[:100]}" for one in (found - wanted).elements()]
