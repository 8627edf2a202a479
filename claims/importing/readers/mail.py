"""E-mail messages. Called in a confined process only."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from claims.importing.documents import Document, Unreadable
from claims.importing.readers.html import html_document
from claims.importing.readers.plain import decoded


def mail_document(data: bytes, name: str) -> Document:
    """The text of a message, its subject as title and its sender as byline; raises Unreadable."""
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
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise Unreadable("damaged", "The message is damaged. Import its text instead.") from error
    assert isinstance(content, bytes)
    written = {key: str(value) for key, value in fields.items() if value}
    if is_page:
        return html_document(content, name, charset).with_fields(written)
    found = decoded(content, charset)
    return Document(found.text, encoding=found.encoding).with_fields(written)


def _sender(message: EmailMessage) -> str:
    header = message["from"]
    addresses = getattr(header, "addresses", ())
    return addresses[0].display_name if addresses else ""
