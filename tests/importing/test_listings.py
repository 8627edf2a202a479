"""Feeds and sitemaps as they come: what is read of them, and what is refused."""

import gzip

import pytest

from claims.importing.documents import Unreadable
from claims.importing.limits import LISTING_ENTRIES
from claims.importing.readers.listings import listing

HERE = "https://example.org/news/"
NEWS = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Post</title></channel>'
    "<item rdf:about='x'><title>Café</title><link>https://example.org/1</link>"
    "<dc:creator>Ann Marlow</dc:creator><dc:date>2015-09-14T10:00:00Z</dc:date></item></rdf:RDF>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://example.org/x/"><title>Post</title>'
    '<entry><title type="html">Caf&amp;eacute; &lt;b&gt;closes&lt;/b&gt;</title>'
    '<link rel="self" href="self"/><link rel="alternate" href="1"/><author><name>Ann Marlow</name></author>'
    "<published>2015-09-14T10:00:00Z</published><updated>2016-01-01T00:00:00Z</updated></entry></feed>"
)
TWO_POINT_NULL = (
    "<!-- made by hand --><rss version='2.0'><channel><title>Post</title><item><title>A &amp;amp; B</title>"
    "<link>https://example.org/1?a=1&amp;b=2#comments</link><author>ann@example.org (Ann Marlow)</author>"
    "<pubDate>Mon, 14 Sep 2015 23:30:00 -0400</pubDate></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("body", "entry"),
    [
        (RDF, ("https://example.org/1", "Café", "Ann Marlow", "2015-09-14T10:00:00Z", "")),
        (ATOM, ("https://example.org/x/1", "Café closes", "Ann Marlow", "2015-09-14T10:00:00Z", "de")),
        (
            TWO_POINT_NULL,
            ("https://example.org/1?a=1&b=2", "A & B", "Ann Marlow", "Mon, 14 Sep 2015 23:30:00 -0400", ""),
        ),
    ],
    ids=["rss 1.0", "atom", "rss 2.0"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_kinds_of_feed(body, entry, encoding):
    declared = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>"
    found = listing((declared + body).encode(encoding), HERE)
    (one,) = found.entries
    assert (found.kind, found.title) == ("feed", "Post")
    assert (one.url, one.title, one.byline, one.published, one.language) == entry
    assert one.at == (1442288100.0 - 300 if body == TWO_POINT_NULL else 1442224800.0)


def test_a_feed_that_is_not_quite_xml_is_read():
    body = b"<rss><channel><title>Post</title><item><title>Q&A &nbsp; one</title><link>https://example.org/1</link>"
    assert [entry.url for entry in listing(body, HERE).entries] == ["https://example.org/1"]


def test_sitemaps_with_news_images_and_plain_lines():
    body = (
        f"<urlset {NEWS} xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'><url><loc> /1 </loc>"
        "<image:image><image:loc>https://example.org/a.jpg</image:loc></image:image><lastmod>2016-02-01</lastmod>"
        "<n:news><n:publication><n:name>Post</n:name><n:language>en</n:language></n:publication>"
        "<n:publication_date>2015-09-14T10:00Z</n:publication_date><n:title>A title</n:title></n:news></url>"
        "<url><loc>https://example.org/2</loc><lastmod>never</lastmod></url></urlset>"
    )
    first, second = listing(gzip.compress(body.encode()), HERE).entries
    assert (first.url, first.title, first.publisher) == ("https://example.org/1", "A title", "Post")
    assert (first.published, first.at, first.language) == ("2015-09-14T10:00Z", 1442224800.0, "en")
    assert (second.url, second.at) == ("https://example.org/2", None)
    lines = listing(b"https://example.org/1\r\nhttps://example.org/2\r\n", HERE)
    assert (lines.kind, [entry.url for entry in lines.entries]) == ("sitemap", [first.url, second.url])


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
)
OUTSIDE = '<!DOCTYPE {0} [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"just some words", "no_list"),
        ((BOMB + "]><rss><channel><title>&j;</title></channel></rss>").encode(), "hostile"),
        ((OUTSIDE.format("rss") + "<rss><channel><title>&a;</title></channel></rss>").encode(), "hostile"),
        ((OUTSIDE.format("urlset") + "<urlset><url><loc>&a;</loc></url></urlset>").encode(), "hostile"),
        (b"<!DOCTYPE urlset><urlset></urlset>", "hostile"),
        (b"<urlset><url><loc>http://example.org/1</loc></url>", "damaged"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000), "too_large"),
        (b"\x1f\x8bnot really packed", "damaged"),
        (b"", "no_list"),
        (b"<urlset>" + b"<url><loc>http://e.org/</loc></url>" * (LISTING_ENTRIES + 1), "too_many"),
        (b"<rss><channel><item><title>A</title></item></channel></rss>", "no_addresses"),
    ],
)
def test_c11_c34_what_is_no_list_or_hostile_is_refused(body, code):
    with pytest.raises(Unreadable) as refused:
        listing(body, HERE)
    assert refused.value.code == code
    assert "root:" not in refused.value.message


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "https://example.org/" + "ä" * 1_000, "mailto:a@b"],
)
def test_addresses_that_are_none_of_a_web_page_are_left_out(address):
    body = f"<urlset><url><loc>{address}</loc></url><url><loc>https://example.org/1</loc></url></urlset>"
    assert [entry.url for entry in listing(body.encode(), HERE).entries] == ["https://example.org/1"]
