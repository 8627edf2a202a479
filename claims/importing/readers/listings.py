"""Lists of pages: RSS and Atom feeds, sitemaps and their indexes. Called in a confined process only."""

import gzip
import html
import io
import re
import zlib
from calendar import timegm
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from claims.importing.documents import Unreadable
from claims.importing.limits import LISTING_BYTES, LISTING_ENTRIES

FEED, SITEMAP, INDEX, PAGE = "feed", "sitemap", "sitemap_index", "page"
KINDS = {"rss": FEED, "feed": FEED, "rdf": FEED, "urlset": SITEMAP, "sitemapindex": INDEX, "html": PAGE}
LOOKED_AT = 20_000  # bytes, in which the first element stands
FIRST_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([a-z]+)[\s>/]", re.IGNORECASE)
BEFORE_IT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
GZIP = b"\x1f\x8b"
ALTERNATES = frozenset({"application/rss+xml", "application/atom+xml"})
LONGEST_ADDRESS = 2_000  # bytes
LONGEST = {"title": 1_000, "byline": 500, "publisher": 300, "published": 60, "language": 35}
SMALLER = "Watch the site's news feed, or one by one the sitemaps that its index names."
TOO_LARGE = Unreadable(
    "too_large", f"The list has more than {LISTING_BYTES / 1e6:.0f} MB, and no sitemap may. {SMALLER}"
)
TOO_MUCH_WORK = Unreadable(
    "too_large", f"The list takes more time or memory to read than one may have. {SMALLER}"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a list names, and what it says about it, empty where it says nothing.

    `published` is as written; `at` is when it was published or last changed, in seconds since 1970.
    """

    url: str
    title: str = ""
    byline: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it was read: what kind it is, its own title, and the pages or the further lists it names.

    Of a web page, which is no list, the entries are the feeds that it offers.
    """

    kind: str
    title: str
    entries: list[Entry]


def listing(data: bytes, address: str) -> Listing:
    """The list in `data`, which came from `address`; raises Unreadable where it is none, or hostile."""
    data = _inflated(data)
    kind = _kind(data)
    if kind == FEED:
        return _feed(data, address)
    if kind == PAGE:
        return Listing(PAGE, "", list(_offered(data, address)))
    if kind in {SITEMAP, INDEX}:
        return Listing(kind, "", list(_capped(_sitemap(data, kind, address))))
    if lines := _lines(data):
        return Listing(SITEMAP, "", lines)
    raise Unreadable("no_list", "It is no RSS or Atom feed and no sitemap. Check the address in a browser.")


def _inflated(data: bytes) -> bytes:
    """The data, unpacked where it is a gzip file, as large sitemaps are."""
    if not data.startswith(GZIP):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            data = packed.read(LISTING_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("damaged", "The list is packed as gzip and damaged.") from error
    if len(data) > LISTING_BYTES:
        raise TOO_LARGE
    return data


def _kind(data: bytes) -> str:
    # Of UTF-16 every second byte is NUL here; what is looked for is ASCII.
    beginning = BEFORE_IT.sub(b"", data[:LOOKED_AT].replace(b"\x00", b""))
    if re.match(rb"\s*<!doctype\s+html", beginning.lstrip(b"\xef\xbb\xbf"), re.IGNORECASE):
        return PAGE
    found = FIRST_ELEMENT.search(beginning)
    if found and b"<!entity" in beginning[: found.start()].lower():
        raise Unreadable("hostile", "It declares entities of its own, as no honest program writes them.")
    return KINDS.get(found[1].decode().lower(), "") if found else ""


def _feed(data: bytes, address: str) -> Listing:
    import feedparser

    # A stream: text or bytes would be taken for the name of a file, or for an address to fetch.
    found = feedparser.parse(
        io.BytesIO(data), response_headers={"content-location": address}, sanitize_html=False
    )
    title = _plain(found.feed.get("title", ""))
    language = str(found.feed.get("language", ""))
    # What Atom calls updated is no date of publication; in RSS it is the only date there may be.
    dates = ("published", "updated") if found.version.startswith("rss") else ("published",)
    entries = (_feed_entry(entry, language, dates) for entry in found.entries)
    listed = list(_capped(entry for entry in entries if entry is not None))
    if not listed and found.entries:
        message = "The entries of the feed have no address of their own, so there is nothing to fetch."
        raise Unreadable("no_addresses", message)
    if not listed and found.bozo and not title:
        raise Unreadable("damaged", "The feed can't be read: it is damaged.")
    return Listing(FEED, title[: LONGEST["title"]], listed)


def _feed_entry(entry: Any, language: str, dates: tuple[str, ...]) -> Entry | None:
    address = entry.get("feedburner_origlink") or entry.get("link") or ""
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    with suppress(OverflowError, ValueError):
        return _entry(
            address,
            title=_plain(entry.get("title", "")),
            byline=_plain(entry.get("author_detail", {}).get("name") or entry.get("author", "")),
            published=str(next((entry[name] for name in dates if entry.get(name)), "")),
            language=str(entry.get("title_detail", {}).get("language") or language),
            at=float(timegm(when)) if when else None,
        )
    return None


def _sitemap(data: bytes, kind: str, address: str) -> Iterator[Entry | None]:
    named = "url" if kind == SITEMAP else "sitemap"
    try:
        for _, element in iterparse(io.BytesIO(data), forbid_dtd=True):
            if _local(element) == named:
                yield _sitemap_entry(element, address)
                element.clear()
    except DefusedXmlException as error:
        message = "The sitemap declares a document type, as no honest program writes it."
        raise Unreadable("hostile", message) from error
    except (ParseError, LookupError, ValueError) as error:
        raise Unreadable("damaged", f"The sitemap isn't well-formed XML: {str(error)[:100]}.") from error


def _sitemap_entry(element: Element, address: str) -> Entry | None:
    said = {_local(child): (child.text or "").strip() for child in element}
    news = next((child for child in element if _local(child) == "news"), None)
    about = {} if news is None else {_local(one): (one.text or "").strip() for one in news.iter()}
    published = about.get("publication_date", "")
    return _entry(
        urljoin(address, said.get("loc", "")) if said.get("loc") else "",
        title=about.get("title", ""),
        publisher=about.get("name", ""),
        published=published,
        language=about.get("language", ""),
        at=_seconds(published) or _seconds(said.get("lastmod", "")),
    )


def _lines(data: bytes) -> list[Entry]:
    """The entries of a sitemap in plain text, an address a line; none where a line is anything else."""
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    entries = [_entry(line) for line in lines[: LISTING_ENTRIES + 1]]
    return [] if None in entries else list(_capped(iter(entries)))


def _offered(data: bytes, address: str) -> Iterator[Entry]:
    """The feeds that a web page names in its head."""
    from lxml import etree
    from lxml import html as markup

    with suppress(etree.LxmlError, ValueError):
        parser = markup.HTMLParser(no_network=True)
        for link in markup.document_fromstring(data, parser=parser).iter("link"):
            is_feed = link.get("type", "").lower() in ALTERNATES
            if is_feed and "alternate" in link.get("rel", "").lower().split():
                found = _entry(urljoin(address, link.get("href", "")), title=link.get("title", ""))
                if found is not None:
                    yield found


def _capped(entries: Iterator[Entry | None]) -> Iterator[Entry]:
    for count, entry in enumerate(entries):
        if count >= LISTING_ENTRIES:
            message = f"The list names more than {LISTING_ENTRIES:,} pages. {SMALLER}"
            raise Unreadable("too_many", message)
        if entry is not None:
            yield entry


def _entry(url: str, *, at: float | None = None, **said: str) -> Entry | None:
    """The entry for a page; None where the address is none of a web page."""
    address = url.strip().partition("#")[0]
    if not re.fullmatch(r"https?://[^\s\\]+", address, re.IGNORECASE) or not address.isprintable():
        return None
    if len(address.encode()) > LONGEST_ADDRESS:
        return None
    fields = {name: " ".join(value.split())[: LONGEST[name]] for name, value in said.items()}
    return Entry(address, at=at, **fields)


def _plain(written: str) -> str:
    """A title or a name without the markup that some feeds put into it."""
    return html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,500}>", "", written))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _seconds(written: str) -> float | None:
    """Seconds since 1970 of a W3C date, with or without a time; None where it isn't one."""
    try:
        when = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
