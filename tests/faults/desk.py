"""A desk that imports over REST from a running product, and asks again when it gets no answer."""

import http.client
import http.cookiejar
import json
import random
import re
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from uuid import uuid4

from annotator.embedded.ports import HOST
from tests.importing.made_files import archive

PATIENCE = 240  # seconds until an upload has to be accepted
ROWS = 30
MANAGER = "manager@example.org"


@dataclass
class Upload:
    """One import: its texts with the spans that came with them, and when it was begun and accepted."""

    key: str
    name: str
    texts: list[str]
    data: bytes
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    begun: float = 0.0
    accepted: float | None = None
    job: str = ""


class Desk:
    """A manager of the sample project, with a token."""

    def __init__(self, port: int, password: str, seed: int) -> None:
        self.uploads: list[Upload] = []
        self._port = port
        self._chance = random.Random(seed)
        self._seed = seed
        self._lock = threading.Lock()
        self._project, self._token = self._signed_in(password)

    def upload(self) -> Upload:
        """Imports a new file of one kind or another; returns once the product has accepted it."""
        with self._lock:
            upload = self._made(len(self.uploads))
            self.uploads.append(upload)
        upload.begun = time.time()
        deadline = time.monotonic() + PATIENCE
        # A client that gets no answer, or is told to come again, sends the same request with the same key.
        while (answer := self._post(upload)) is None:
            assert time.monotonic() < deadline, f"{upload.name} was not accepted in {PATIENCE} s"
            time.sleep(0.5)
        upload.job, upload.accepted = answer, time.time()
        return upload

    def retry_failed(self, job: str) -> None:
        """What a person does about documents that were set aside."""
        status, body = self._asked("POST", f"/api/v1/imports/{job}/retry", {"If-Match": "*"})
        assert status == 200, body

    def under_way(self) -> list[Upload]:
        """Uploads that aren't accepted yet."""
        return [upload for upload in self.uploads if upload.begun and upload.accepted is None]

    def _post(self, upload: Upload) -> str | None:
        boundary = uuid4().hex
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{upload.name}"\r\n\r\n'
        )
        body = head.encode() + upload.data + f"\r\n--{boundary}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Idempotency-Key": upload.key,
        }
        try:
            status, answer = self._asked("POST", f"/api/v1/projects/{self._project}/imports", headers, body)
        except (OSError, http.client.HTTPException):
            return None
        if status == 503:
            return None
        assert status == 201, f"{status}: {answer.decode(errors='replace')[:1000]}"
        return str(json.loads(answer)["id"])

    def _asked(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=20)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {self._token}"} | headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def _made(self, number: int) -> Upload:
        stem = f"{self._seed}-{number}"
        texts = [self._text(f"{stem}-{row}") for row in range(ROWS)]
        earlier = [text for upload in self.uploads[-3:] for text in upload.texts]
        if earlier:
            texts[0] = self._chance.choice(earlier)  # a text that the project has, or is about to have
        upload = Upload(str(uuid4()), "", texts, b"")
        (self._as_rows if number % 3 else self._as_archive)(upload, stem)
        return upload

    def _text(self, place: str) -> str:
        def sentence(number: int) -> str:
            troops = self._chance.randint(2, 9_999_999)
            return f"In place {place}-{number} at least {troops} of the troops were seen on Monday."

        return " ".join(sentence(number) for number in range(self._chance.randint(4, 20)))

    def _as_rows(self, upload: Upload, stem: str) -> None:
        upload.name = f"{stem}.jsonl"
        upload.spans = {text: (0, text.index(".") + 1) for text in upload.texts[1::2]}
        rows = [
            {"text": text, "label": [[*upload.spans[text], "claim"]] if text in upload.spans else []}
            for text in upload.texts
        ]
        upload.data = "\n".join(json.dumps(row) for row in rows).encode()

    def _as_archive(self, upload: Upload, stem: str) -> None:
        upload.name = f"{stem}.zip"
        upload.data = archive({f"{stem}-{row}.txt": text.encode() for row, text in enumerate(upload.texts)})

    def _signed_in(self, password: str) -> tuple[str, str]:
        """The sample project and a token for it, as a person gets them."""
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        base = f"http://{HOST}:{self._port}"

        def call(path: str, data: bytes | None = None, media_type: str = "application/json") -> bytes:
            guard = next((cookie.value or "" for cookie in jar if cookie.name == "csrftoken"), "")
            headers = {"X-CSRFToken": guard, "Referer": base, "Content-Type": media_type}
            with browser.open(urllib.request.Request(base + path, data, headers)) as answer:
                return bytes(answer.read())

        call("/accounts/login/")
        form = urllib.parse.urlencode({"login": MANAGER, "password": password}).encode()
        call("/accounts/login/", form, "application/x-www-form-urlencoded")
        project = json.loads(call("/api/v1/projects"))["results"][0]["id"]
        wanted = json.dumps({"name": "kills", "scopes": ["read", "import"]}).encode()
        return project, json.loads(call(f"/api/v1/projects/{project}/tokens", wanted))["secret"]


def password_of(said: str) -> str:
    """The password of the sample people, in what the launcher said."""
    found = re.search(r"with the password (\S+) as", said)
    assert found, said
    return found[1]
