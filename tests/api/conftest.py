from tests.tagged import waiting_claim, waiting_figure

__all__ = ["waiting_claim", "waiting_figure"]
