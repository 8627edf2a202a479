"""Finds a tag's quote again in a text that has changed."""

from claims.text.anchoring.placing import METHOD, Placement, placed_quote
from claims.text.anchoring.selecting import Selectors, selectors

__all__ = ["METHOD", "Placement", "Selectors", "placed_quote", "selectors"]
