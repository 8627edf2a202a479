"""C1, C2, C7, C8 and C43 on every operation that takes JSON: refused with a code, and nothing is written."""

import json

import pytest
from django.db import transaction

from tests.permissions.operations import OPERATIONS
from tests.permissions.world import own_place

BAD = {
    "c1_nul": (b'{"%s": "a\\u0000b"}', {"nul_character"}),
    "c1_nul_in_a_key": (b'{"%s\\u0000": "a"}', {"nul_character"}),
    "c2_lone_surrogate": (b'{"%s": "\\ud800"}', {"lone_surrogate"}),
    "c7_deep": (b'{"%s": ' + b"[" * 100_000, {"parse_error"}),
    "c8_nan": (b'{"%s": NaN}', {"parse_error"}),
    "c8_twice": (b'{"%s": 1, "%s": 2}', {"parse_error"}),
    "c8_digits": (b'{"%s": ' + b"9" * 5_000 + b"}", {"parse_error"}),
    "c8_a_list": (b"[]", {"invalid"}),
    "c43_what_only_the_server_sets": (b'{"owner": 1, "status": "verified", "version": 9}', {"unknown_field"}),
}


class _Undone(Exception):
    pass


@pytest.mark.parametrize("kind", BAD)
def test_every_body_is_read_strictly(cast, api, kind):
    place = own_place(cast)
    written, codes = BAD[kind]
    wrong = []
    api.client_of(cast.manager)  # signed in out here, so that this stays
    for operation in OPERATIONS:
        body = operation.body(place, cast)
        if operation.method == "get" or not body:
            continue
        sent = written.replace(b"%s", json.dumps(next(iter(body)))[1:-1].encode())
        try:
            with transaction.atomic():
                answer = api(cast.manager, operation.method, operation.address(place), sent, if_match="*")
                raise _Undone
        except _Undone:
            said = (answer.status_code, answer.json().get("code") if answer.content else None)
        # Who may not do it at all is told that, before or after the body is read.
        if not (said[0] == 403 or (said[0] == 400 and said[1] in codes)):
            wrong.append((operation.name, *said))
    assert wrong == []
