"""What word processors, browsers, mail programs, spreadsheets and annotation tools really write."""

import csv
import io
import json

import pytest

from claims.importing.controlling import retry_failed
from claims.importing.outcomes import outcome_of
from claims.models import Article, Claim, Figure, ImportItem
from tests.importing.conftest import work
from tests.importing.made_files import SENTENCE, docx, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def text_of(imported):
    """The article that is made of a file, and its text."""

    def made(name, data):
        job = imported({name: data}, cut=False)
        article = Article.objects.select_related("current_revision").get(origin_item__job=job)
        return article, article.current_revision.text

    return made


def test_the_day_on_which_a_pdf_was_printed_is_no_date_of_publication(text_of):
    # The second date is what LibreOffice writes where the clock is set to UTC.
    for number, date in enumerate(["D:20261126162036+01'00'", "D:20261126162036Z'", "yesterday"]):
        about = f"/Title (Planners ask) /Author (Ann Marlow) /CreationDate ({date})"
        article, text = text_of("a.pdf", pdf(f"{SENTENCE} {number}", information=about))
        assert (article.title, article.byline, article.published_from) == ("Planners ask", "Ann Marlow", None)
        assert text.strip() == f"{SENTENCE} {number}"


def test_joined_letters_of_a_pdf_are_letters(text_of):
    _, text = text_of("a.pdf", pdf(r"The o\036ce of \020J\366rg Wei\377\021 \034nds \034ve tra\036c jams"))
    assert text.strip() == "The office of “Jörg Weiß” finds five traffic jams"


def test_a_word_file_keeps_lists_rows_of_tables_notes_and_text_boxes_once(text_of):
    def paragraph(words, properties=""):
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    item = paragraph("First lane: August", "<w:numPr/>") + paragraph(
        "Second", '<w:pStyle w:val="ListBullet"/>'
    )
    row = f"<w:tr><w:tc>{paragraph('2015')}</w:tc><w:tc>{paragraph('€1.6 million')}</w:tc></w:tr>"
    box = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    twice = f"<mc:AlternateContent>{choices}</mc:AlternateContent>"
    noted = f'<w:p><w:r><w:t>Cracks</w:t><w:footnoteReference w:id="1"/></w:r><w:r>{twice}</w:r></w:p>'
    deleted = "<w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
    changed = f"<w:p>{deleted}<w:ins><w:r><w:t>6 million</w:t></w:r></w:ins></w:p>"
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("line")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("Report of 9 May.")}</w:footnote>'
    )
    more = f"{item}<w:tbl>{row}</w:tbl>{noted}{changed}"
    _, text = text_of("a.docx", docx(more=more, notes=notes))
    assert text.split("\n\n") == [
        SENTENCE, "- First lane: August", "- Second", "2015 | €1.6 million", "Cracks [1]", "In a box",
        "6 million",
        "[1] Report of 9 May.",
    ]  # fmt: skip


def test_markdown_keeps_its_authors_and_the_rows_of_its_tables(text_of):
    article, text = text_of(
        "a.md",
        b"---\ntitle: Planners\nauthor:\n  - Ann Marlow\n  - 'Ben Harlow'\ntags: [a, b]\n---\n"
        b"Costs rose.\n\n| Year | Cost |\n|---|---|\n| 2015 | 1.6 million |\n\n- one\n- two\n",
    )
    assert (article.title, article.byline) == ("Planners", "Ann Marlow, Ben Harlow")
    assert text.split("\n\n") == ["Costs rose.", "Year | Cost", "2015 | 1.6 million", "- one", "- two"]


def test_a_page_that_a_browser_saved_keeps_its_address_and_the_rows_of_its_tables(text_of):
    rows = "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2015</td><td>1.6 million</td></tr></table>"
    story = "".join(
        f"<p>Ministers met for the {n}th time on Monday to speak about the bridge.</p>" for n in range(9)
    )
    mark = "<!-- saved from url=(0026)https://example.org/bridge -->"
    saved = f"<!DOCTYPE html>\n{mark}\n<html><body><article>{story}"
    article, text = text_of("a.html", f"{saved}{rows}</article></body></html>".encode())
    assert article.url == "https://example.org/bridge"
    assert text.split("\n\n")[-2:] == ["Year | Cost", "2015 | 1.6 million"]


def test_a_message_flows_and_tells_of_its_attachments(imported):
    head = (
        "From: Ann Marlow <ann@example.org>\r\nSubject: =?utf-8?q?Br=C3=BCcke?=\r\nMIME-Version: 1.0\r\n"
        "Date: Sat, 14 May 2016 08:30:00 +0200\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    )
    words = "It costs 3.2 \r\nmillion.\r\n-- \r\nAnn\r\n"
    text = f"--b\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n{words}"
    kind = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf"
    file = f"--b\r\n{kind}\r\n\r\nx\r\n--b--\r\n"
    item = ImportItem.objects.get(job=imported({"a.eml": f"{head}{text}{file}".encode()}))
    article = Article.objects.get(origin_item=item)
    assert (article.title, article.byline, str(article.published_from)) == (
        "Brücke",
        "Ann Marlow",
        "2016-05-14",
    )
    assert article.current_revision.text.strip() == "It costs 3.2 million.\n-- \nAnn"
    assert outcome_of(item) == "Brücke · 1 attachment was left out: import it by itself"


TABLE = [
    ("Headline", "Author", "Article text"),
    ("Bridge", "Jörg Weiß", "It costs “€3.2 million”,\nthey said; again."),
]


@pytest.mark.parametrize(
    ("delimiter", "encoding", "before"),
    [(";", "cp1252", ""), ("\t", "utf-16", ""), (",", "utf-8-sig", ""), (";", "utf-8", "sep=;\r\n")],
    ids=[
        "a European spreadsheet",
        "Unicode text",
        "with a mark",
        "with a line that says what stands between",
    ],
)
def test_tables_as_spreadsheets_save_them(text_of, delimiter, encoding, before):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(TABLE)
    article, text = text_of("a.csv", (before + written.getvalue()).encode(encoding))
    assert (article.title, article.byline, text) == TABLE[1]


TEXT = "👩‍👩‍👧 Paris – 2.4 million people live there, the office said."
QUOTES = [("2.4 million", "NUMBER"), ("2.4 million people live there", "CLAIM")]


def spans():
    for quote, label in QUOTES:
        start = len(TEXT[: TEXT.index(quote)].encode("utf-16-le")) // 2
        yield {"start": start, "end": start + len(quote), "text": quote, "labels": [label]}


def studio_task():
    results = [{"type": "labels", "from_name": "ner", "value": span} for span in spans()]
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right"}
    cancelled = {"completed_by": 4, "was_cancelled": True, "result": [{"value": {"start": 0, "end": 3}}]}
    done = {"completed_by": {"id": 3, "email": "ann"}, "was_cancelled": False, "result": [*results, link]}
    return [{"id": 11, "data": {"text": TEXT}, "annotations": [done, cancelled], "predictions": []}]


def studio_csv():
    written = io.StringIO(newline="")
    rows = [("annotator", "id", "ner", "text"), ("ann", "11", json.dumps(list(spans())), TEXT)]
    csv.writer(written).writerows(rows)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("full.json", json.dumps(studio_task())),
        ("min.json", json.dumps([{"text": TEXT, "id": 11, "ner": list(spans()), "annotator": "ann"}])),
        ("studio.csv", studio_csv()),
    ],
)
def test_the_exports_of_label_studio_bring_their_spans(imported, name, data):
    item = ImportItem.objects.get(job=imported({name: data.encode()}))
    assert item.key.endswith("#11")
    claim, figure = Claim.objects.get(), Figure.objects.get()
    assert (claim.quote, figure.quote) == (QUOTES[1][0], QUOTES[0][0])
    assert claim.foreign_attribution["annotations"] == [{"label": "CLAIM", "by": "ann"}]


@pytest.mark.parametrize("form", ["page", "collection", "lines"])
def test_web_annotations_without_their_text_go_to_the_article_of_their_page(cast, imported, form):
    source = "https://example.org/paris"
    body = [
        {"type": "TextualBody", "value": "Hm", "purpose": "commenting"},
        {"value": "claim", "purpose": "tagging"},
    ]
    quoted = {"type": "TextQuoteSelector", "exact": QUOTES[1][0]}
    annotations = [
        {
            "type": "Annotation",
            "creator": name,
            "body": body,
            "target": {"source": source, "selector": quoted},
        }
        for name in ("ann", "ben")
    ]
    page = {"type": "AnnotationPage", "items": annotations}
    data = {
        "page": json.dumps(page),
        "collection": json.dumps({"type": "AnnotationCollection", "first": page}),
        "lines": "\n".join(json.dumps(one) for one in annotations),
    }[form]
    name = "a.jsonl" if form == "lines" else "a.json"
    job = imported({name: data.encode()})
    assert set(job.items.values_list("state", "failure_code")) == {("failed", "page_unknown")}
    imported({"paris.jsonl": json.dumps({"text": TEXT, "url": source}).encode()})
    retry_failed(cast.manager, pk=job.pk, version=None)
    work()
    assert set(job.items.values_list("state", flat=True)) == {"duplicate"}
    claim = Claim.objects.get()
    assert claim.quote == QUOTES[1][0]
    said = [{"label": "claim", "by": "ann"}, {"label": "claim", "by": "ben"}]
    assert claim.foreign_attribution["annotations"] == said
