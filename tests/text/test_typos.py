import pytest

from claims.text.typos import only_mends_typing


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The army needs 50,000 troops", "The army needs 50,000 troops."),
        ("The  army ,it says, needs troops", "The army, it says, needs troops"),
        ('He said "no"', "He said “no”"),
        ("", ""),
    ],
)
def test_punctuation_and_spacing_are_typing(before, after):
    assert only_mends_typing(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("50,000 troops", "50000 troops"),
        ("1.5 million", "15 million"),
        ("over 3 million", "over 3 billion"),
        ("a legal act", "an illegal act"),
        ("It fell 5 %", "It fell 5"),
        ("It fell by -5", "It fell by 5"),
        ("US troops", "us troops"),
        ("It is true", "It is not true"),
    ],
)
def test_letters_digits_and_signs_are_not(before, after):
    assert not only_mends_typing(before, after)
