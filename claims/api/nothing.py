from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.refusals import Missing


class Nothing(APIView):
    """An address of the API that leads nowhere: it answers as the API does, never as a page."""

    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Who asks is looked at first, as everywhere."""
        super().initial(request, *args, **kwargs)
        raise Missing

    def get(self, request: Request) -> Response:
        """Never reached: see `initial`."""
        raise Missing
