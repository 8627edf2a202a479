from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person
from claims.api.people import PersonSerializer


class Me(APIView):
    """Who is asking."""

    def get(self, request: Request) -> Response:
        """The person that the session or the token belongs to."""
        return Response(PersonSerializer(person(request)).data)
