from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Pages that neither skip nor repeat rows while rows come and go."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"
    ordering: tuple[str, ...] = ("created_at", "id")
