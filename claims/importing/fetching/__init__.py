"""Fetching what a stranger named: one hardened way out, for imports and for webhooks alike.

Every hop's address is checked and the connection goes to the very address that was checked. See
`addresses` for what counts as public, `fetcher` for the limits, `manners` for robots.txt and rate.
"""

from claims.importing.fetching.addresses import NotFetchable, Target, checked_target
from claims.importing.fetching.fetcher import Fetched, FetchLimits, fetched
from claims.importing.fetching.manners import fetched_politely

__all__ = [
    "FetchLimits",
    "Fetched",
    "NotFetchable",
    "Target",
    "checked_target",
    "fetched",
    "fetched_politely",
]
