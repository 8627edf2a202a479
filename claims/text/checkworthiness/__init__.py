"""How much each sentence is worth checking, and why."""

from claims.text.checkworthiness.features import METHOD as FEATURES_METHOD
from claims.text.checkworthiness.features import features
from claims.text.checkworthiness.model import LinearModel, Reason, built_in_model
from claims.text.checkworthiness.scoring import METHOD, CheckworthySentence, checkworthy_sentences

__all__ = [
    "FEATURES_METHOD",
    "METHOD",
    "CheckworthySentence",
    "LinearModel",
    "Reason",
    "built_in_model",
    "checkworthy_sentences",
    "features",
]
