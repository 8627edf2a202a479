"""Publication dates as pages print them."""

import pytest

from claims.text.layout.dates import published_date

CASES = [
    ("October 3, 2016", "2016-10-03"),
    ("Published: 3 October 2016 4:15 PM", "2016-10-03"),
    ("Mon, 3rd Oct. 2016", "2016-10-03"),
    ("3 Sept 2015 | By Ann Lee", "2015-09-03"),
    ("September 2015", "2015-09"),
    ("2015-09-03", "2015-09-03"),
    ("03/23/2016", "2016-03-23"),
    ("23.03.16", "2016-03-23"),
    ("10/03/2016", "2016"),
    ("Updated May 5, 2015; published May 4, 2015", "2015-05-04"),
    ("Updated May 5, 2015", "2015-05-05"),
    ("Sunday", None),
    ("February 31, 2015", "2015-02"),
    ("13/13/2013", None),
    ("page 12", None),
]


@pytest.mark.parametrize(("printed", "expected"), CASES)
def test_published_date(printed: str, expected: str | None) -> None:
    assert published_date(printed) == expected
