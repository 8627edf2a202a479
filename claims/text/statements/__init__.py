"""A sentence of an article as a statement that stands by itself."""

from claims.text.statements.proposing import METHOD, Change, Proposal, self_contained_statement

__all__ = ["METHOD", "Change", "Proposal", "self_contained_statement"]
