"""Verified claims as entries of AVeriTeC (Schlichtkrull, Guo and Vlachos 2023), for research.

An entry has the claim, its speaker and date, one of four labels, a justification, and questions whose
answers are the evidence.
"""

from typing import Any

LABELS = {
    "supported": "Supported",
    "refuted": "Refuted",
    "not_enough_evidence": "Not Enough Evidence",
    "conflicting_evidence": "Conflicting Evidence/Cherrypicking",
}
TYPES = {
    "numerical": "Numerical Claim",
    "quote": "Quote Verification",
    "event_property": "Event/Property Claim",
    "causal": "Causal Claim",
    "position": "Position Statement",
    "media": "Media Publishing Claim",
}
STANCES = {"supports": "Supports", "refutes": "Refutes", "context": "Gives context"}


def averitec_claim(claim: dict[str, Any]) -> dict[str, Any] | str:
    """The exported claim as an entry, or why it can't be one."""
    label = LABELS.get(claim["verdict"]["key"].replace("-", "_"))
    if label is None:
        return "Its verdict has no counterpart among the four labels."
    kind = TYPES.get(claim["claim_type"])
    return {
        "claim": claim["statement"] or claim["quote"],
        "required_reannotation": False,
        "label": label,
        "justification": claim["rationale"],
        "claim_date": _day(claim["claim_date_from"]),
        "speaker": claim["claimant"] or None,
        "original_claim_url": claim["article"]["url"] or None,
        "fact_checking_article": None,
        "reporting_source": claim["article"]["publisher"] or None,
        "location_ISO_code": None,
        "claim_types": [kind] if kind else [],
        "fact_checking_strategies": [],
        "questions": [_question(evidence) for evidence in claim["evidence"]],
    }


def _question(evidence: dict[str, Any]) -> dict[str, Any]:
    answer = evidence["quote"] or evidence["note"] or STANCES[evidence["stance"]]
    return {
        "question": evidence["question"] or f"What does {evidence['source']['title']} say about this?",
        "answers": [
            {
                "answer": answer,
                "answer_type": "Extractive" if evidence["quote"] else "Abstractive",
                "source_url": evidence["source"]["url"] or None,
                "source_medium": "Web text" if evidence["source"]["url"] else "Other",
            }
        ],
    }


def _day(written: str | None) -> str | None:
    """2015-09-30 as the data set writes it: 30-9-2015."""
    if written is None:
        return None
    year, month, day = written.split("-")
    return f"{int(day)}-{int(month)}-{year}"
