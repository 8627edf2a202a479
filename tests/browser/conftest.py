"""What the tests of the workspace share."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def workspace(cast: Any, open_page: Callable[..., Any]) -> Any:
    """The annotator's workspace with the report open."""
    from tests.browser.articles import suggested_article
    from tests.browser.workspace_page import Workspace

    return Workspace(open_page(cast.annotator), suggested_article(cast.project))
