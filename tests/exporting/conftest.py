from typing import Any

import pytest

from tests.exporting.material import make_verified_claim, make_verified_figure


@pytest.fixture
def verified(cast: Any) -> Any:
    """A verified claim with one verified figure, evidence on it, sentences around it, as people make it."""
    claim = make_verified_claim(cast, "It will take at least 50,000 troops to hold the border")
    make_verified_figure(cast, "at least 50,000 troops", claim=claim)
    return claim
