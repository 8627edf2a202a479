"""What is to be imported, as a request gives it: documents and addresses as JSON, or files."""

import json
from typing import Any

from django.core.files.base import ContentFile
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.base import StrictSerializer
from claims.importing.encodings import MEANING
from claims.importing.starting import Upload
from claims.refusals import Invalid

DOCUMENTS_NAME = "documents.jsonl"
MOST_DOCUMENTS = 1_000


class DocumentSerializer(StrictSerializer):
    """One document with what is known about it."""

    text = serializers.CharField(max_length=1_000_000, trim_whitespace=False)
    title = serializers.CharField(max_length=1000, required=False)
    url = serializers.URLField(max_length=2000, required=False)
    publisher = serializers.CharField(max_length=300, required=False)
    byline = serializers.CharField(max_length=500, required=False)
    published = serializers.CharField(max_length=40, required=False, help_text="2015-09-14, 2015-09 or 2015")
    language = serializers.CharField(max_length=35, required=False)
    key = serializers.CharField(max_length=200, required=False, help_text="Your own identifier")


class NewImportSerializer(StrictSerializer):
    """What to import, as JSON."""

    label = serializers.CharField(max_length=300, required=False, allow_blank=True)  # type: ignore[assignment]
    documents = serializers.ListField(
        child=DocumentSerializer(), required=False, max_length=MOST_DOCUMENTS, allow_empty=True
    )
    addresses = serializers.ListField(
        child=serializers.CharField(max_length=2000),
        required=False,
        max_length=MOST_DOCUMENTS,
        help_text="Of public web pages, to be fetched",
    )


class NewUploadSerializer(StrictSerializer):
    """What to import, as multipart/form-data: one or more files named `files`."""

    label = serializers.CharField(max_length=300, required=False, allow_blank=True)  # type: ignore[assignment]
    cut = serializers.BooleanField(default=True, help_text="Propose cuts where a page holds several articles")
    encoding = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        help_text=MEANING,
    )
    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), max_length=200)


def written_import(request: Request) -> dict[str, Any]:
    """What a request says is to be imported, as JSON or as a form; raises ValidationError."""
    if not request.content_type.startswith("multipart/"):
        written: StrictSerializer = NewImportSerializer(data=request.data)
    else:
        data: dict[str, Any] = dict(request.POST.items())
        if request.FILES:
            data |= {name: request.FILES.getlist(name) for name in request.FILES}
        written = NewUploadSerializer(data=data)
    written.is_valid(raise_exception=True)
    return dict(written.validated_data)


def uploads_of(written: dict[str, Any]) -> list[Upload]:
    """The files of a written import; its documents are one. Raises Invalid where there is nothing."""
    uploads = [Upload(file, file.name, {}) for file in written.get("files", [])]
    if documents := written.get("documents"):
        lines = "\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
        uploads.append(Upload(ContentFile(lines.encode()), DOCUMENTS_NAME, {}))
    if not uploads and not written.get("addresses"):
        raise Invalid({"documents": ["Give documents, addresses or files."]}, code="nothing_to_import")
    return uploads
