"""Binary formats, read in a confined process, and archives."""

import io
import resource
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest

from claims.importing import limits
from claims.importing.controlling import retry_failed
from claims.importing.documents import Unreadable
from claims.importing.readers import confined
from claims.models import Article, ImportItem, Original
from claims.tasks import take_turn
from tests.importing import made_files
from tests.importing.conftest import work
from tests.importing.made_files import SENTENCE
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("a.pdf", made_files.pdf(), SENTENCE),
        ("a.docx", made_files.docx(), "Planners"),
        ("a.eml", made_files.mail(), "Planners ask"),
    ],
)
def test_binary_formats_give_their_text_and_title(imported, name, data, title):
    imported({name: data})
    item = ImportItem.objects.get()
    assert item.state == "made", item.failure
    article = Article.objects.get(origin_item=item)
    assert (article.title, article.current_revision.text.strip()) == (title, SENTENCE)


def test_a_message_is_dated_and_signed(imported):
    imported({"a.eml": made_files.mail()})
    article = Article.objects.get(origin_item__name="a.eml")
    assert (article.byline, article.published_from.isoformat()) == ("Sample Desk", "2015-09-14")


def looping_pdf():
    return made_files.pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
        ]
    )


def bomb_pdf():
    packer = zlib.compressobj(1)
    inner = b"".join(packer.compress(b" " * 1_000_000) for _ in range(1_000)) + packer.flush()
    stream = zlib.compress(inner, 9)
    return made_files.pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
            b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
            % (len(stream), stream),
        ]
    )


@pytest.mark.parametrize(
    "data",
    [looping_pdf(), made_files.pdf()[:200], b"%PDF-1.7\n", b"no pdf at all", bomb_pdf()],
    ids=["loop", "truncated", "empty", "something else", "bomb"],
)
def test_c12_a_bad_pdf_fails_with_a_reason_and_the_next_import_runs(imported, data):
    imported({"bad.pdf": data, "good.txt": b"Some text."})
    bad, good = ImportItem.objects.order_by("ordinal")
    assert (bad.state, good.state) == ("failed", "made")
    assert bad.failure_code in {"damaged", "no_text"}


def test_c12_a_word_file_that_would_fill_the_memory_fails(imported):
    imported({"a.docx": made_files.docx(more="<w:p/>" * 8_000_000)})
    item = ImportItem.objects.get()
    assert (item.state, item.failure_code in {"damaged", "parser_ended"}) == ("failed", True)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux shows the limits of another process")
def test_c12_a_parser_reads_nothing_before_it_has_its_limits():
    command = [sys.executable, "-m", "claims.importing.readers.confined", "pdf", "a.pdf"]
    with subprocess.Popen(command, cwd=confined.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        wanted = {
            resource.RLIMIT_CPU: confined.CPU_SECONDS,
            resource.RLIMIT_AS: confined.MEMORY_BYTES,
            resource.RLIMIT_FSIZE: 0,
        }

        def limits_of() -> dict[int, int]:
            return {kind: resource.prlimit(child.pid, kind)[1] for kind in wanted}

        wait_until(lambda: limits_of() == wanted, "the parser is confined", seconds=30)
        answer, _ = child.communicate(b"no pdf at all")
    assert b"damaged" in answer


@pytest.mark.parametrize(
    ("whose", "name", "value", "code"),
    [
        (confined, "SECONDS", 0.01, "parser_too_slow"),
        (sys, "executable", "/bin/false", "parser_ended"),
    ],
    ids=["too slow", "crashes"],
)
def test_c12_a_parser_that_gives_no_answer_is_told(monkeypatch, whose, name, value, code):
    monkeypatch.setattr(whose, name, value)
    with pytest.raises(Unreadable) as told:
        confined.confined("pdf", made_files.pdf(), "a.pdf")
    assert told.value.code == code


def test_c12_a_locked_pdf_says_so(imported):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made_files.pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    imported({"locked.pdf": out.getvalue()})
    assert ImportItem.objects.get().failure_code == "encrypted"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
)
def test_c11_entities_in_a_word_file_are_refused(imported, prologue):
    imported({"a.docx": made_files.docx("&b;&x;" if "ENTITY" in prologue else "x", prologue=prologue)})
    item = ImportItem.objects.get()
    assert item.failure_code in {"hostile", "damaged"}


def test_c11_entities_in_a_page_bring_nothing_in(imported):
    page = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>Text &x; of a page, and more of it.'
    imported({"a.html": page})
    assert "root:" not in Article.objects.get(origin_item__name="a.html").current_revision.text


def test_an_archive_gives_an_item_for_each_file(imported):
    files = {
        "one.txt": b"One text.",
        "folder/two.md": b"# Two\n\nTwo texts.",
        "folder/rows.csv": b"text\nThree\nFour\n",
        "__MACOSX/._one.txt": b"\x00\x05",
        "inner.zip": made_files.archive({"a.txt": b"Five"}),
        "what.bin": b"\x00",
    }
    imported({"files.zip": made_files.archive(files)})
    states = {item.name: (item.state, item.failure_code) for item in ImportItem.objects.all()}
    assert states == {
        "one.txt": ("made", ""),
        "two.md": ("made", ""),
        "rows.csv, row 2": ("made", ""),
        "rows.csv, row 3": ("made", ""),
        "inner.zip": ("failed", "nested"),
        "what.bin": ("failed", "unknown_format"),
    }


def crowded():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(20_001):
            packed.writestr(f"{number}.txt", b"")
    return out.getvalue()


def crowded_beyond_reading():
    """An archive whose end says that its directory has 40 MB."""
    return made_files.archive({"a.txt": b"a"})[:-10] + struct.pack("<IIH", 40_000_000, 0, 0)


def overlapping():
    data = bytearray(made_files.archive({"a.txt": b"a" * 100, "b.txt": b"a" * 100}))
    place = data.rfind(b"PK\x01\x02")
    data[place + 42 : place + 46] = struct.pack("<I", 0)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made_files.archive({"a.txt": b" " * 100_000_000}), "bomb"),
        (made_files.archive({"a.txt": b" " * (limits.DOCUMENT_BYTES - 1)}), "bomb"),
        (crowded(), "too_many"),
        (crowded_beyond_reading(), "too_many"),
        (overlapping(), "hostile"),
        (b"PK\x03\x04 no archive", "damaged"),
        (made_files.archive({}), "empty"),
    ],
    ids=["size", "ratio", "entries", "directory", "overlapping", "damaged", "empty"],
)
def test_c9_hostile_archives_are_refused_whole(imported, data, code):
    imported({"a.zip": data})
    item = ImportItem.objects.get()
    assert (item.state, item.failure_code) == ("failed", code)


def test_c9_what_all_files_of_an_archive_inflate_to_is_limited(imported, monkeypatch):
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 60)
    imported({"a.zip": made_files.archive({f"{n}.txt": b"Some text of 5 words." for n in range(3)})})
    item = ImportItem.objects.get()
    assert (item.state, item.failure_code) == ("failed", "too_large")
    assert list(Original.objects.all()) == [item.original], "what was unpacked before is nobody's"


def test_what_failed_of_an_archive_is_tried_again_from_its_own_original(cast, started, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    job = started({"a.zip": made_files.archive({"a.txt": b"Some text.", "b.zip": b"", "c.csv": b"text\n"})})
    assert take_turn()
    (tmp_path / "originals").rename(tmp_path / "away")
    work()
    assert {item.failure_code for item in job.items.all()} == {"storage", "nested"}
    (tmp_path / "away").rename(tmp_path / "originals")
    retry_failed(cast.manager, pk=job.pk, version=None)
    work()
    states = {item.name: (item.state, item.failure_code) for item in job.items.all()}
    assert states == {"a.txt": ("made", ""), "b.zip": ("failed", "nested"), "c.csv": ("failed", "empty")}


def test_c16_a_link_in_an_archive_is_left_out(imported):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("../../passwd.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("../../../tmp/outside.txt", "Some text.")
    imported({"a.zip": out.getvalue()})
    items = {item.name: item for item in ImportItem.objects.all()}
    assert items["passwd.txt"].failure_code == "link"
    assert items["outside.txt"].state == "made"
    assert items["outside.txt"].original.file.name.startswith("originals/")
