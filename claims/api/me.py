from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person
from claims.api.operations import operation
from claims.api.people import PersonSerializer


class Me(APIView):
    """Who is asking."""

    @operation("Read who one is", answers=PersonSerializer)
    def get(self, request: Request) -> Response:
        """The person that the session or the token belongs to."""
        return Response(PersonSerializer(person(request)).data)
