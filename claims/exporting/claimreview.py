"""Verified claims as ClaimReview of schema.org, which search engines and aggregators read.

https://schema.org/ClaimReview and the guidelines for fact-check markup: one review of one claim, a rating
with a name always and a number only where the verdict has one, and the pages on which the claim appeared.
"""

from collections.abc import Callable
from typing import Any

from claims.models import Project

CONTEXT = "https://schema.org"
BEST, WORST = 5, 1


def writer(project: Project) -> Callable[[dict[str, Any]], dict[str, Any] | str]:
    """What makes a ClaimReview of an exported claim, or says why it can't be one."""
    organisation, address = project.publishing_organisation, project.publishing_url.rstrip("/")

    def write(claim: dict[str, Any]) -> dict[str, Any] | str:
        if not is_published(project):
            return "The project has no publishing organisation with an address."
        if not claim["article"]["url"]:
            return "The article has no public address."
        return claim_review(claim, organisation=organisation, address=address)

    return write


def is_published(project: Project) -> bool:
    """Whether the project says which organisation publishes its claims, and where."""
    return bool(project.publishing_organisation and project.publishing_url)


def claim_review(claim: dict[str, Any], *, organisation: str, address: str) -> dict[str, Any]:
    """The exported claim as a ClaimReview that `organisation` publishes under `address`."""
    page = f"{address}/claims/{claim['id']}"
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "@id": page,
        "url": page,
        "datePublished": claim["verified_at"][:10],
        "author": organization(organisation) | {"url": address},
        "claimReviewed": claim["statement"] or claim["quote"],
        **_given("reviewBody", claim["rationale"]),
        **_given("inLanguage", "" if claim["article"]["language"] == "und" else claim["article"]["language"]),
        "reviewRating": rating(claim["verdict"]),
        "itemReviewed": reviewed_claim(claim),
    }


def rating(verdict: dict[str, Any]) -> dict[str, Any]:
    """The verdict by its name, and as a number where the scale has one for it."""
    named = {"@type": "Rating", "alternateName": verdict["label"]}
    if verdict["rating"] is None:
        return named
    return named | {"ratingValue": verdict["rating"], "bestRating": BEST, "worstRating": WORST}


def reviewed_claim(claim: dict[str, Any]) -> dict[str, Any]:
    """The claim itself: who made it, when, and where it appeared."""
    article = claim["article"]
    appearance = {
        "@type": "NewsArticle",
        "url": article["url"],
        "headline": article["title"],
        **_given("datePublished", article["published_from"]),
        **(
            {"publisher": {"@type": "Organization", "name": article["publisher"]}}
            if article["publisher"]
            else {}
        ),
    }
    author = {"@type": "Person", "name": claim["claimant"], **_given("jobTitle", claim["claimant_role"])}
    return {
        "@type": "Claim",
        "@id": f"urn:uuid:{claim['id']}",
        "appearance": [appearance],
        **({"author": author} if claim["claimant"] else {}),
        **_given("datePublished", claim["claim_date_from"]),
    }


def organization(name: str) -> dict[str, str]:
    """An organisation of that name."""
    return {"@type": "Organization", "name": name}


def _given(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}
