"""Bytes into text: every encoding that a newsroom is sent, and damage that is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.decode import UndecodableText, decoded_text

WESTERN = "Die Größe – “naïve” café, 5 € für alle. L’été à Paris.\n" * 3
RUSSIAN = "Москва. Министр сказал сегодня, что мост закрыт до зимы. " * 5
DECLARED = [None, "utf-8", "iso-8859-1", "cp1252", "utf-16", "no-such-encoding", ""]


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_c03_the_bytes_decide_whatever_was_declared(encoding: str, declared: str | None) -> None:
    decoded = decoded_text(WESTERN.encode(encoding), declared)
    assert decoded.text.lstrip("\ufeff") == WESTERN


def test_c03_a_wrong_header_is_told() -> None:
    assert decoded_text(WESTERN.encode(), "iso-8859-1").declared_was_wrong
    assert decoded_text(WESTERN.encode("cp1252"), "utf-8").declared_was_wrong
    assert not decoded_text(WESTERN.encode("cp1252"), "latin-1").declared_was_wrong
    assert not decoded_text(b"plain", "iso-8859-1").declared_was_wrong


def test_c03_a_declared_encoding_is_used_where_it_fits() -> None:
    decoded = decoded_text(RUSSIAN.encode("koi8-r"), "koi8-r")
    assert (decoded.text, decoded.encoding, decoded.evidence) == (RUSSIAN, "koi8-r", "declared")


def test_c03_cyrillic_without_a_header_is_recognised() -> None:
    assert decoded_text(RUSSIAN.encode("cp1251")).text == RUSSIAN


APPLE = {
    "en": "The mayor said she “wouldn’t wait” – it’s the third plan… Prices rose 5%.\n",
    "one apostrophe": "It doesn’t matter.\n",
    "de": "Die Größe der Brücke für Fußgänger, sagte „Müller“. Öl und Äpfel, Ärger über Übermut.\n",
    "fr": "L’été à Paris. Où êtes-vous allés ? « Ça va », dit-il. À Évian, É. Zola. CAFÉ DÉJÀ VU.\n",
    "es": "El año pasado, la señora Ibáñez pidió “más agua” — ¿por qué? ¡Ángel! Única.\n",
    "pt": "A ação não começou; três irmãos vêm às dez. Órgãos, Ó mãe. São Tomé, Évora.\n",
    "sv": "Ålesund och Örebro är på väg, sade hon. Småland får två nya broar. ÖVRIGT ÅR.\n",
    "it": "È vero che la città è più bella, perché così. L’università, l’Étoile.\n",
}


@pytest.mark.parametrize("encoding", ["mac-roman", "cp1252"])
@pytest.mark.parametrize("text", APPLE.values(), ids=APPLE)
def test_c03_old_files_of_macs_are_told_from_windows_ones(text: str, encoding: str) -> None:
    decoded = decoded_text(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (WESTERN.encode() + b"\xff abc", len(WESTERN.encode())),
        (b"abc \x81 def", 4),
        (("é" * 10).encode()[:-1], 18),
        (b"\xff\xfea\x00b", 4),
        (b"\xef\xbb\xbfabc\xc3(", 6),
    ],
)
def test_c03_damage_is_refused_with_the_first_bad_byte(data: bytes, offset: int) -> None:
    with pytest.raises(UndecodableText, match=rf"Byte {offset} ") as refusal:
        decoded_text(data)
    assert refusal.value.offset == offset


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(DECLARED))
def test_c03_no_bytes_become_replacement_characters(data: bytes, declared: str | None) -> None:
    try:
        decoded = decoded_text(data, declared)
    except UndecodableText as refusal:
        offset = refusal.offset
    else:
        offset = 0
        assert "\ufffd" not in decoded.text or b"\xef\xbf\xbd" in data or "16" in decoded.encoding
    assert 0 <= offset <= len(data)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if b"\x00" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decoded_text(data).text == data.decode()
