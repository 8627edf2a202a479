"""Who says what a sentence reports or quotes."""

from claims.text.claimants.scanning import METHOD, Claimant, claimant_spans

__all__ = ["METHOD", "Claimant", "claimant_spans"]
