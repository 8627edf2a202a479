"""The one way out: what is refused before a socket opens, what is cut off, and what comes through."""

import gzip
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claims.importing.fetching import FetchLimits, NotFetchable, checked_target, fetched, fetched_politely
from claims.importing.fetching.addresses import REFUSAL, is_public

SECRET = b"the inner server's secret"
QUICK = FetchLimits(seconds=2, connect_seconds=1, decoded_bytes=100_000)


@dataclass
class Site:
    """A web server on loopback, which the tests alone may fetch from."""

    port: int
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def allowance(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port)})

    def fetched(self, path: str, **options):
        return fetched(self.address + path, **{"allowance": self.allowance, "limits": QUICK} | options)


@pytest.fixture
def site() -> Iterator[Site]:
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            here.asked.append((self.path, dict(self.headers)))
            pages.get(self.path, answer(404, b"no such page"))(self)

        def log_message(self, *_: object) -> None:
            pass

        def finish(self) -> None:
            with suppress(OSError):
                super().finish()

        def handle(self) -> None:
            with suppress(OSError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Site(server.server_address[1], pages)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield here
    server.shutdown()
    server.server_close()


def answer(status: int, body: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def refusal(call: Callable[[], object]) -> NotFetchable:
    with pytest.raises(NotFetchable) as refused:
        call()
    assert SECRET.decode() not in str(refused.value)
    return refused.value


def never(host: str, port: int) -> list[str]:
    message = f"{host} was looked up"
    raise AssertionError(message)


def test_a_page_comes_with_its_type_and_charset(site):
    site.pages["/a?b=c"] = answer(200, b"<p>caf\xe9", Content_Type="text/html; charset=iso-8859-1")
    found = site.fetched("/a?b=c")
    assert (found.media_type, found.charset, found.body) == ("text/html", "iso-8859-1", b"<p>caf\xe9")
    assert found.hops == (found.url,)


def test_c29_nothing_of_ours_goes_with_a_request(site):
    site.pages["/a"] = answer(200, b"x", Set_Cookie="a=b")
    site.fetched("/a")
    site.fetched("/a")
    for _, headers in site.asked:
        assert not {"cookie", "authorization", "referer"} & {name.lower() for name in headers}


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.org/",
        "ftp://example.org/x",
        "data:text/plain,x",
        "jar:http://example.org!/x",
        "javascript:alert(1)",
        "//example.org/",
        "http:example.org",
        "http://",
        "http://user:password@example.org/",
        "http://example.org@127.0.0.1/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org/\r\nHost: inner",
        "http://exam\tple.org/",
        "http://example.org/\x00",
        "http://[::1",
        "http://example.org:99999/",
        "http://example.org/" + "a" * 2_000,
    ],
)
def test_c24_refused_before_anything_is_looked_up(url):
    assert refusal(lambda: checked_target(url, resolve=never)).code == "address_refused"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::127.0.0.1"),
        *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::"),
        *("2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "not an address"),
    ],
)
def test_c25_c26_no_address_that_is_not_public(address):
    assert not is_public(address)
    refused = refusal(lambda: checked_target("http://name.example/", resolve=lambda *_: [address]))
    assert str(refused) == REFUSAL


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001::200e"])
def test_public_addresses_pass(address):
    assert checked_target("https://name.example/", resolve=lambda *_: [address]).address == address


@pytest.mark.parametrize(
    "host",
    [
        *("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "１２７.0.0.1", "①②⑦.0.0.1"),
        *("[::ffff:7f00:1]", "[::1]", "localhost", "127.0.0.1."),
    ],
)
def test_c26_loopback_in_other_spellings_is_refused(host):
    assert refusal(lambda: checked_target(f"http://{host}/")).code in {"address_refused", "name_unknown"}


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8000, 8080, 443])
def test_c29_other_ports_are_refused(port):
    refused = refusal(lambda: checked_target(f"http://name.example:{port}/", resolve=lambda *_: ["8.8.8.8"]))
    assert refused.code == "address_refused"


def test_c27_each_hop_is_checked(site):
    inner = "http://169.254.169.254/latest/meta-data"
    for path, target in (("/out", inner), ("/file", "file:///etc/passwd"), ("/port", "http://127.0.0.1:1/")):
        site.pages[path] = answer(302, SECRET, Location=target)
        assert str(refusal(lambda path=path: site.fetched(path))) == REFUSAL


def test_c27_redirects_end(site):
    for number in range(6):
        site.pages[f"/{number}"] = answer(302, b"", Location=f"/{number + 1}")
    site.pages["/6"] = answer(200, b"at last")
    assert site.fetched("/3").body == b"at last"
    assert refusal(lambda: site.fetched("/2")).code == "too_many_redirects"
    site.pages["/loop"] = answer(302, b"", Location="/loop")
    assert refusal(lambda: site.fetched("/loop")).code == "too_many_redirects"


def test_c27_a_refresh_inside_a_page_is_not_followed(site):
    body = b'<meta http-equiv="refresh" content="0;url=/inner">'
    site.pages["/a"] = answer(200, body)
    assert site.fetched("/a").body == body
    assert [path for path, _ in site.asked] == ["/a"]


def test_c28_the_connection_goes_to_the_address_that_was_checked(site):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.pages["/a"] = answer(200, b"pinned")
    found = fetched(
        f"http://turning.example:{site.port}/a",
        allowance=site.allowance,
        limits=QUICK,
        resolve=lambda *_: next(answers),
    )
    assert found.body == b"pinned"
    assert site.asked[0][1]["Host"] == f"turning.example:{site.port}"
    assert next(answers) == ["10.0.0.1"]


def test_c28_one_private_record_refuses_the_name():
    for records in (["8.8.8.8", "10.0.0.1"], ["10.0.0.1", "8.8.8.8"], ["8.8.8.8", "::1"]):
        refusal(lambda records=records: checked_target("http://two.example/", resolve=lambda *_: records))


def test_c30_what_a_failing_server_says_is_not_passed_on(site):
    site.pages["/a"] = answer(500, SECRET)
    refused = refusal(lambda: site.fetched("/a"))
    assert (refused.code, refused.passing) == ("answered_with_error", True)


def test_c34_a_gzip_bomb_stops_at_the_cap(site):
    site.pages["/bomb"] = answer(200, gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        assert refusal(lambda: site.fetched("/bomb")).code == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 25_000_000
    finally:
        tracemalloc.stop()
    site.pages["/fine"] = answer(200, gzip.compress(b"0" * 100_000), Content_Encoding="gzip")
    assert site.fetched("/fine").body == b"0" * 100_000


def test_c34_an_endless_page_stops_at_the_cap(site):
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 10_000)
        except OSError:
            handler.close_connection = True

    site.pages["/a"] = endless
    assert refusal(lambda: site.fetched("/a")).code == "too_large"


@pytest.mark.parametrize("part", ["headers", "body"])
def test_c34_a_byte_now_and_then_is_cut_off_at_the_deadline(site, part):
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        try:
            while not stop.wait(0.05):
                handler.wfile.write(b"x")
        finally:
            handler.close_connection = True

    site.pages["/a"] = drip
    limits = FetchLimits(seconds=0.5)
    began = time.monotonic()
    assert refusal(lambda: site.fetched("/a", limits=limits)).code in {"too_slow", "unreachable"}
    stop.set()
    assert time.monotonic() - began < 10


def test_a_cut_page_never_looks_whole(site):
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    site.pages["/a"] = cut
    assert refusal(lambda: site.fetched("/a")).code in {"cut_off", "unreachable"}


def test_robots_are_heeded_and_asked_once(site, db):
    site.pages["/robots.txt"] = answer(200, b"User-agent: *\nDisallow: /closed\n")
    site.pages["/open"] = site.pages["/closed/a"] = answer(200, b"x")
    options = {"allowance": site.allowance, "limits": QUICK}
    assert fetched_politely(site.address + "/open", **options).body == b"x"
    assert refusal(lambda: fetched_politely(site.address + "/closed/a", **options)).code == "robots"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/open"]


def test_no_server_at_all(site):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    allowance = frozenset({("127.0.0.1", port)})
    refused = refusal(lambda: fetched(f"http://127.0.0.1:{port}/", allowance=allowance, limits=QUICK))
    assert (refused.code, refused.passing) == ("unreachable", True)


@pytest.fixture
def egress(settings) -> Iterator[list[str]]:
    """A proxy on loopback that tunnels to the tests' own servers; yields what it was asked for."""
    asked: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            asked.append(self.path)
            host, _, port = self.path.rpartition(":")
            if host != "127.0.0.1":
                self.send_error(403)
                return
            with socket.create_connection((host, int(port))) as there:
                self.send_response(200)
                self.end_headers()
                there.sendall(self.connection.recv(65_536))
                while part := there.recv(65_536):
                    self.wfile.write(part)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.EGRESS_PROXY = ("127.0.0.1", server.server_address[1])
    yield asked
    server.shutdown()
    server.server_close()


def test_c31_all_goes_through_the_proxy_to_the_checked_address(site, egress):
    site.pages["/a"] = answer(200, b"through")
    found = fetched(
        f"http://name.example:{site.port}/a",
        allowance=site.allowance,
        limits=QUICK,
        resolve=lambda *_: ["127.0.0.1"],
    )
    assert found.body == b"through"
    assert egress == [f"127.0.0.1:{site.port}"]
    refusal(lambda: site.fetched("http://10.0.0.1/"))
    assert len(egress) == 1


def test_c31_a_name_that_only_the_proxy_knows_is_left_to_its_rules(site, egress):
    refused = refusal(lambda: fetched("http://inner.example/", limits=QUICK, resolve=lambda *_: []))
    assert refused.code == "unreachable"
    assert egress == ["inner.example:80"]
    refusal(lambda: fetched("http://inner.example:8080/", limits=QUICK, resolve=lambda *_: []))
    assert len(egress) == 1


def test_c31_what_the_proxy_refuses_is_not_reached(site, settings):
    site.pages["/a"] = answer(200, b"reached")
    settings.EGRESS_PROXY = ("127.0.0.1", site.port)  # it answers, but is no proxy
    refused = refusal(lambda: site.fetched("/a"))
    assert refused.code == "unreachable"
    assert site.asked == []
