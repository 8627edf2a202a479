from tests.tagged import waiting_claim

__all__ = ["waiting_claim"]
