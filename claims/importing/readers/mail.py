"""E-mail messages. Called in a confined process only."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from claims.importing.documents import Document, Unreadable
from claims.importing.readers.html import html_document
from claims.importing.readers.plain import decoded

ATTACHMENTS = "attachments_left_out"
SIGNATURE = "-- "


def mail_document(data: bytes, name: str) -> Document:
    """The text of a message, its subject as title and its sender as byline; raises Unreadable.

    Files that are attached are counted in its changes, and left out.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(preferencelist=("plain", "html"))
        fields = {"title": message["subject"], "byline": _sender(message), "published": message["date"]}
        if body is None:
            raise Unreadable("no_text", "The message has no text, only attachments. Import those.")
        content = body.get_payload(decode=True)
        charset = body.get_content_charset()
        is_page = body.get_content_type() == "text/html"
        changes = {ATTACHMENTS: attached} if (attached := len(list(message.iter_attachments()))) else {}
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise Unreadable("damaged", "The message is damaged. Import its text instead.") from error
    assert isinstance(content, bytes)
    written = {key: str(value) for key, value in fields.items() if value}
    if is_page:
        page = html_document(content, name, charset).with_fields(written)
        return replace(page, changes=dict(page.changes) | changes)
    found = decoded(content, charset)
    text = found.text
    if str(body.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, delete_space=str(body.get_param("delsp", "")).lower() == "yes")
    return Document(text, encoding=found.encoding, changes=changes).with_fields(written)


def _unflowed(text: str, *, delete_space: bool) -> str:
    """The paragraphs of a text whose lines flow on where they end in a space (RFC 3676)."""
    lines = text.replace("\r\n", "\n").split("\n")
    parts = []
    for line in lines:
        flows = line.endswith(" ") and line != SIGNATURE
        parts.append((line[:-1] if delete_space else line) if flows else f"{line}\n")
    return "".join(parts)


def _sender(message: EmailMessage) -> str:
    header = message["from"]
    addresses = getattr(header, "addresses", ())
    return addresses[0].display_name if addresses else ""
