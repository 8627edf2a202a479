"""Beginning an import: what is accepted ends as articles, as pointers to them, or as visible failures."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone

from claims.choices import ItemState
from claims.importing.addresses import ADDRESS, LONGEST_ADDRESS, MOST_ADDRESSES
from claims.importing.documents import LENGTHS, plain_field
from claims.importing.expanding import ORDINALS_PER_FILE, PART_OF_FILE
from claims.importing.originals import displayed_name, keep_original, sha256_of, text_file
from claims.models import Feed, ImportItem, ImportJob, Original, Project, User
from claims.permissions import require
from claims.refusals import Invalid, Unavailable
from claims.workflow import decision, refuse_unstorable

log = logging.getLogger(__name__)

MOST_FILES = 2_000
PASTED_NAME = "Pasted text.txt"


class StorageAway(Unavailable):
    """The storage is full or can't be reached."""

    code = "storage"
    title = "Not possible now"
    seconds = 60

    def __init__(self) -> None:
        super().__init__("The files can't be kept just now, so nothing was imported. Try again later.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be imported, under the name that it came with, and what is known about its document."""

    file: "File[Any]"
    name: str
    fields: Mapping[str, str]


def pasted(text: str, fields: Mapping[str, str]) -> Upload:
    """Pasted text as an upload."""
    return Upload(text_file(text), PASTED_NAME, fields)


def start_import(
    user: User,
    *,
    project: Project,
    uploads: Sequence[Upload] = (),
    addresses: Sequence[str] = (),
    label: str = "",
    options: Mapping[str, Any] | None = None,
    known: Mapping[str, Mapping[str, str]] | None = None,
    feed: Feed | None = None,
) -> ImportJob:
    """A running job with an item for each upload, whose files are kept, and for each address to fetch.

    `options`: cut (False takes each page as one article), columns (field to column of a table), encoding (of
    files that aren't Unicode). `known`
    has by address what is known about its page, such as a `feed` says it. Whoever calls this wakes the
    workers after the commit. Raises Forbidden, and Invalid when there is nothing to import or too much.
    """
    require(user, "article.import", project)
    _check_counts(uploads, addresses)
    _check_addresses(addresses)
    refuse_unstorable("label", label)
    with decision(user, "import started"):
        # In here, so that a file of which nothing comes has no row and is found as a stray.
        originals = _kept(project, uploads)
        job = ImportJob.objects.create(
            project=project,
            created_by=user,
            feed=feed,
            label=plain_field(label, 300) or _label([*(upload.name for upload in uploads), *addresses]),
            options=dict(options or {}),
        )
        pairs = enumerate(zip(uploads, originals, strict=True))
        items = [_item(job, number, *pair) for number, pair in pairs]
        items += [
            _page(job, number, address, (known or {}).get(address, {}))
            for number, address in enumerate(addresses, len(items))
        ]
        ImportItem.objects.bulk_create(items, batch_size=500)
        return job


def _kept(project: Project, uploads: Sequence[Upload]) -> list[Original | None]:
    """The stored file of each upload, none of one that is too large; raises StorageAway."""
    stored: list[Original | None] = [None] * len(uploads)
    fit = [n for n, upload in enumerate(uploads) if (upload.file.size or 0) <= settings.UPLOAD_LIMIT_BYTES]
    try:
        # Two people with the same files wait for each other, so all take them in one order.
        for n in sorted(fit, key=lambda n: sha256_of(uploads[n].file)):
            stored[n] = keep_original(project, uploads[n].file, name=uploads[n].name)
    except OSError as error:
        log.exception("An upload can't be kept")
        raise StorageAway from error
    return stored


def _item(job: ImportJob, number: int, upload: Upload, original: Original | None) -> ImportItem:
    name = displayed_name(upload.name)
    item = ImportItem(
        job=job,
        project_id=job.project_id,
        key=f"{number}:{name}".replace(PART_OF_FILE, " ")[:250],
        ordinal=number * ORDINALS_PER_FILE,
        name=name,
        original=original,
        payload=_said(upload.fields),
    )
    if original is None:
        item.state = ItemState.FAILED
        item.failure_code = "too_large"
        item.failure = f"The file is over {settings.UPLOAD_LIMIT_BYTES / 1e6:.0f} MB. Split it."
        item.finished_at = timezone.now()
    return item


def _page(job: ImportJob, number: int, address: str, fields: Mapping[str, str]) -> ImportItem:
    return ImportItem(
        job=job,
        project_id=job.project_id,
        key=f"{number}:{address}".replace(PART_OF_FILE, " ")[:250],
        ordinal=number * ORDINALS_PER_FILE,
        name=plain_field(address, 300),
        payload=_said(fields) | {ADDRESS: address},
    )


def _said(fields: Mapping[str, str]) -> dict[str, str]:
    """What is known about a document, storable and without what is empty."""
    plain = {name: plain_field(fields.get(name, ""), length) for name, length in LENGTHS.items()}
    return {name: value for name, value in plain.items() if value}


def _check_counts(uploads: Sequence[Upload], addresses: Sequence[str]) -> None:
    if not uploads and not addresses:
        raise Invalid({"files": ["Choose a file, or paste a text."]}, code="nothing_to_import")
    if len(uploads) > MOST_FILES:
        raise Invalid(
            {"files": [f"At most {MOST_FILES} files at once; pack them into one."]}, code="too_many"
        )
    if len(addresses) > MOST_ADDRESSES:
        raise Invalid(
            {"addresses": [f"At most {MOST_ADDRESSES:,} addresses at once; import the others after these."]},
            code="too_many",
        )


def _check_addresses(addresses: Sequence[str]) -> None:
    for address in addresses:
        refuse_unstorable("addresses", address)
        if len(address) > LONGEST_ADDRESS:
            raise Invalid({"addresses": [f"“{address[:100]} …” is too long to be an address."]})


def _label(names: Sequence[str]) -> str:
    first = displayed_name(names[0])
    return first if len(names) == 1 else f"{first} and {len(names) - 1} more"
