"""Texts that are nearly the same, and claims that say the same."""

from claims.text.similarity.claims import CLAIMS_METHOD, ClaimSimilarity, claim_similarity
from claims.text.similarity.fingerprints import (
    METHOD,
    REPRINT,
    claim_fingerprint,
    fingerprint,
    resemblance,
    shared_keys_wanted,
)

__all__ = [
    "CLAIMS_METHOD",
    "METHOD",
    "REPRINT",
    "ClaimSimilarity",
    "claim_fingerprint",
    "claim_similarity",
    "fingerprint",
    "resemblance",
    "shared_keys_wanted",
]
