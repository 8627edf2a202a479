"""Web pages: the main text, with title, byline, publisher, date and language where they can be found."""

import re

from lxml import etree, html

from claims.importing.documents import Document, Unreadable
from claims.importing.readers.plain import decoded, encoding_changes

DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
XML_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]{1,2000}) -->")
# A table comes as Markdown: of each row the cells are kept, and the line under its head is nobody's text.
ROW = re.compile(r"^\|(.*)\|[ \t]*$", re.MULTILINE)
RULE = re.compile(r"^\|(?:\s*:?-{3,}:?\s*\|)+[ \t]*\n?", re.MULTILINE)
HEAD_BYTES = 4_096
# Not the head: without a body tag, elements newer than HTML 4 are taken to be in there.
SILENT = ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "title", "form")
BLOCKS = frozenset(
    ["p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "body", "li", "ul", "ol"]
    + ["dl", "dt", "dd", "table", "tr", "br", "hr", "blockquote", "pre", "figure", "figcaption"]
    + [f"h{level}" for level in range(1, 7)]
)


def html_document(data: bytes, name: str, declared: str | None = None) -> Document:
    """The article on a page. `declared` is the encoding that its server named.

    Scripts, styles and forms are left out; nothing that the page refers to is fetched. Raises Unreadable
    where there is no text.
    """
    found = decoded(data, declared or _declared(data))
    markup = found.text.replace("\x00", "")
    tree = _tree(markup)
    fields = _fields(tree)
    fields["url"] = fields.get("url") or _saved_from(data)
    text = _main_text(tree) or _all_text(_tree(markup))
    if not text.strip():
        raise Unreadable("no_text", "No article text was found on the page. Copy its text and paste it.")
    nuls = found.text.count("\x00")
    changes = encoding_changes(found) | ({"nuls_removed": nuls} if nuls else {})
    return Document(text, encoding=found.encoding, changes=changes).with_fields(fields)


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data, 0, HEAD_BYTES) or XML_DECLARED.search(data, 0, HEAD_BYTES)
    return match[1].decode("ascii", "ignore") if match else None


def _saved_from(data: bytes) -> str:
    """The address that browsers write into the pages that they save."""
    match = SAVED_FROM.search(data, 0, HEAD_BYTES)
    return match[1].decode("ascii", "ignore") if match else ""


def _tree(markup: str) -> html.HtmlElement:
    # Entities are never expanded from elsewhere, and no network is used: lxml's HTML parser has neither.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("no_text", "The page is empty. Save it again from the browser.") from error


def _fields(tree: html.HtmlElement) -> dict[str, str]:
    from trafilatura.metadata import extract_metadata  # here and below: only workers need its memory

    metadata = extract_metadata(tree)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    if metadata is None:
        return {"language": language}
    return {
        "title": metadata.title or "",
        "url": metadata.url or "",
        "publisher": metadata.sitename or "",
        "byline": metadata.author or "",
        "published": metadata.date or "",
        "language": metadata.language or language,
    }


def _main_text(tree: html.HtmlElement) -> str:
    import trafilatura

    text = trafilatura.extract(
        tree, output_format="txt", include_comments=False, include_tables=True, favor_recall=True
    )
    rows = ROW.sub(
        lambda row: " | ".join(cell.strip() for cell in row[1].split("|")), RULE.sub("", text or "")
    )
    return re.sub(r"\n+", "\n\n", rows)


def _all_text(tree: html.HtmlElement) -> str:
    """All the words that a reader would see, block by block: for pages without a main text."""
    etree.strip_elements(tree, *SILENT, with_tail=False)
    for element in tree.iter():
        if element.tag in BLOCKS:
            element.tail = f"\n\n{element.tail or ''}"
            element.text = f"\n\n{element.text or ''}"
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n\n".join(line for line in lines if line)
