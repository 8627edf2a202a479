"""How far people agree, and how far to trust the figure that says so."""

from claims.text.agreement.calibration import CalibrationBin, calibration, wilson_interval
from claims.text.agreement.labels import cohens_kappa, krippendorffs_alpha
from claims.text.agreement.result import LEAST_ITEMS, Agreement
from claims.text.agreement.spans import Continuum, Unit, unitizing_alpha
from claims.text.agreement.values import Interval, figures_alpha

METHOD = "agreement/1"

__all__ = [
    "LEAST_ITEMS",
    "METHOD",
    "Agreement",
    "CalibrationBin",
    "Continuum",
    "Interval",
    "Unit",
    "calibration",
    "cohens_kappa",
    "figures_alpha",
    "krippendorffs_alpha",
    "unitizing_alpha",
    "wilson_interval",
]
