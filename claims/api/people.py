"""People as they are shown beside what they did."""

from typing import Any

from rest_framework import serializers

from claims.models import User


class PersonSerializer(serializers.ModelSerializer[User]):
    """A person: identifier and name, never the address."""

    class Meta:
        model = User
        fields = ("id", "name")
        read_only_fields = fields

    def to_representation(self, instance: User) -> dict[str, Any]:
        """The fields, without building them: people stand in each row of many lists."""
        return {"id": str(instance.pk), "name": instance.name}


def person_field(**options: Any) -> PersonSerializer:
    """A person, for reading only."""
    return PersonSerializer(read_only=True, **options)
