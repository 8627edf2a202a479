"""How values are written where rows go to the database by COPY."""

import json

# JSON as text; in half the time of `json.dumps`, which makes an encoder of its own each time.
json_text = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
