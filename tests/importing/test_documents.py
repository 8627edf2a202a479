"""What becomes of a file that is imported."""

import json

import pytest

from claims.choices import ItemState
from claims.models import Article, ArticleRevision, ImportItem, Sentence, Suggestion

REPORT = "Planners ask for troops\n\nThe paper asks for at least 50,000 troops within a year.\n"

pytestmark = pytest.mark.django_db


def only_item(job):
    return ImportItem.objects.get(job=job)


def test_a_text_file_becomes_an_article_with_sentences_and_suggestions(cast, imported):
    job = imported({"report.txt": REPORT.encode()})
    item = only_item(job)
    assert (job.state, item.state) == ("finished", ItemState.MADE)
    article = Article.objects.get(origin_item=item)
    text = article.current_revision.text
    assert (article.title, text) == ("Planners ask for troops", REPORT)
    spans = Sentence.objects.filter(revision=article.current_revision)
    assert [(text[span.start : span.end], span.kind) for span in spans] == [
        ("Planners ask for troops", "heading"),
        ("The paper asks for at least 50,000 troops within a year.", "sentence"),
    ]
    figure = Suggestion.objects.get(
        revision=article.current_revision, kind="figure", payload__quote="at least 50,000 troops"
    )
    assert (figure.payload["value_low"], figure.payload["counted"]) == ("50000", "troop")


def test_a_suggested_figure_can_be_accepted(cast, imported):
    from claims.annotating.suggestions import accept_suggestion

    imported({"report.txt": REPORT.encode()})
    suggestion = Suggestion.objects.filter(kind="figure").first()
    figure, _ = accept_suggestion(cast.annotator, pk=suggestion.pk)
    assert figure.quote == suggestion.payload["quote"]


def test_the_same_text_again_points_to_the_article(cast, imported):
    first = only_item(imported({"report.txt": REPORT.encode()}))
    again = only_item(imported({"renamed.txt": REPORT.replace("\n", "\r\n").encode("utf-16")}))
    assert again.state == ItemState.DUPLICATE
    assert again.duplicate_of == Article.objects.get(origin_item=first)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("what.exe", b"MZ", "unknown_format"),
        ("binary.txt", bytes(range(1, 9)) * 20, "not_text"),
        ("broken.txt", "Äpfel über Öl".encode() + b"\xff" + " für immer".encode(), "encoding"),
        ("rows.jsonl", b"\n\n", "empty"),
        ("rows.csv", b"", "no_columns"),
        ("rows.json", b"[1", "not_json"),
        ("deep.json", b"[" * 100_000, "too_deep"),
        ("long.txt", b"a" * 1_000_001, "too_long"),
    ],
)
def test_what_cannot_be_read_is_one_failure_that_says_why(imported, name, data, code):
    item = only_item(imported({name: data}))
    assert (item.state, item.failure_code) == (ItemState.FAILED, code)
    assert item.failure.endswith((".", "it."))


def test_c3_the_failure_names_the_byte(imported):
    item = only_item(imported({"broken.txt": "Äpfel".encode() + b"\xff" + "über Öl, für immer".encode()}))
    assert "Byte 6 (0xFF)" in item.failure


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_c3_files_in_other_encodings_are_decoded_and_the_encoding_is_kept(imported, encoding):
    text = "Die Äpfel kosten 5 € – so viel wie im März. „Zu teuer“, sagte der Händler.\n" * 5
    item = only_item(imported({"a.txt": text.encode(encoding)}))
    assert Article.objects.get(origin_item=item).current_revision.text == text
    without_mark = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}
    assert item.original.encoding == without_mark.get(encoding, encoding)


def test_c1_a_nul_in_a_file_is_stripped_and_reported(imported):
    item = only_item(imported({"nul.txt": b"One\x00 line of text.\n"}))
    revision = Article.objects.get(origin_item=item).current_revision
    assert (revision.text, revision.canonical_changes) == ("One line of text.\n", {"nuls_removed": 1})


def test_c1_a_nul_in_a_row_is_stripped_and_reported(imported):
    row = json.dumps({"text": "One\x00 line.", "title": "A\x00 title"})
    imported({"rows.jsonl": row.encode()})
    article = Article.objects.get(title="A title")
    assert (article.current_revision.text, article.current_revision.canonical_changes) == (
        "One line.",
        {"nuls_removed": 1},
    )


def test_c2_half_a_character_in_a_row_is_a_failure_that_says_where(imported):
    job = imported({"rows.jsonl": b'{"text": "half: \\ud800"}\n{"text": "A whole one."}'})
    states = list(ImportItem.objects.filter(job=job).values_list("state", "failure_code"))
    assert states == [(ItemState.FAILED, "lone_surrogate"), (ItemState.MADE, "")]


def test_rows_of_json_lines_become_articles_and_bad_rows_failures(imported):
    first = {"headline": "First", "body": "It rained.", "url": "https://example.org/1", "date": "2015-09"}
    rows = [
        json.dumps(first),
        "{not json",
        json.dumps({"title": "No text"}),
        json.dumps({"text": "It rained."}),
    ]
    job = imported({"rows.jsonl": "\n".join(rows).encode()})
    items = list(ImportItem.objects.filter(job=job))
    assert [(item.state, item.failure_code) for item in items] == [
        (ItemState.MADE, ""),
        (ItemState.FAILED, "not_json"),
        (ItemState.FAILED, "no_text"),
        (ItemState.DUPLICATE, ""),
    ]
    assert items[1].failure.startswith("line 2: It isn't JSON")
    article = Article.objects.get(title="First")
    assert (article.title, article.url) == ("First", "https://example.org/1")
    published = (article.published_from.isoformat(), article.published_to.isoformat())
    assert published == ("2015-09-01", "2015-09-30")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1 degree", "@here", "\tin", "＝1"])
def test_c15_cells_that_a_spreadsheet_would_run_are_kept_as_they_are(imported, cell):
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["title", "text"], ["A row", cell + " and more."]])
    imported({"rows.csv": out.getvalue().encode()})
    assert ArticleRevision.objects.get(article__title="A row").text == cell + " and more."


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "..\\a.txt", "a" * 300 + ".txt", "b\r\nc.txt"])
def test_c16_files_are_stored_under_our_own_name(imported, name):
    item = only_item(imported({name: b"Some text."}))
    assert item.state == ItemState.MADE, item.failure
    assert item.original.file.name.startswith("originals/")
    assert "/" not in item.name
    assert "\n" not in item.name


def test_c5_what_nobody_sees_in_a_file_name_is_shown(cast, client, imported):
    job = imported({"report\u202etxt.md": b"Some text."})
    client.force_login(cast.manager)
    assert "report[U+202E]txt.md" in client.get(f"/imports/{job.pk}").content.decode()


def test_c14_a_hostile_page_gives_its_text_and_nothing_else(imported):
    page = b"""<html><head><title>The title of the page</title><base href="http://example.org/">
    <meta http-equiv="refresh" content="0;url=http://example.org/x"><script>alert(1)</script></head>
    <body onload="alert(2)"><article><h1>The title of the page</h1>
    <p onclick="alert(3)">The paper asks for at least 50,000 troops within a year, it says.</p>
    <svg><script>alert(4)</script><text>drawn</text></svg><math><mtext>x</mtext></math>
    <p>Ministers meet again on 28 September to speak about the force and its cost.</p>
    <form action="http://example.org/"><input name="q"></form></article></body></html>"""
    item = only_item(imported({"page.html": page}))
    article = Article.objects.get(origin_item=item)
    assert article.title == "The title of the page"
    assert "50,000 troops within a year" in article.current_revision.text
    assert "alert" not in article.current_revision.text
    assert "<" not in article.current_revision.text


def test_c14_a_hostile_page_without_a_main_text_gives_its_words_alone(imported):
    page = b"""<!doctype html><title>A bridge</title><script>alert(1)</script><style>p {}</style>
    <svg><text>drawn</text></svg><footer onclick="alert(2)">The bridge was shut for 11 weeks.</footer>"""
    article = Article.objects.get(origin_item=only_item(imported({"page.html": page})))
    assert article.current_revision.text == "The bridge was shut for 11 weeks."


def test_c6_offsets_count_code_points(imported):
    text = "Emoji 👩‍👩‍👧 and Cafe\u0301 first. Then at least 59 people left.\r\n"
    imported({"emoji.txt": text.encode()})
    suggestion = Suggestion.objects.get(kind="figure", payload__quote__icontains="59")
    revision = suggestion.revision
    assert revision.text[suggestion.start : suggestion.end] == "at least 59 people"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("lines.txt", b"a\n" * 10_000_000, "too_large"),
        ("marks.txt", ("e" + "\u0301" * 5_000_000).encode(), "too_long"),
        ("line.jsonl", b'{"text": "' + b"a" * 9_000_000 + b'"}', "too_long"),
        ("line.csv", b"text\n" + b"a" * 9_000_000, "bad_row"),
    ],
    ids=["10 M lines", "5 M combining marks", "a line of JSON Lines", "a line of CSV"],
)
def test_c4_what_is_far_too_long_is_refused(imported, name, data, code):
    item = only_item(imported({name: data}))
    assert (item.state, item.failure_code) == (ItemState.FAILED, code)
