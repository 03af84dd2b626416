"""Who may ask, how much and how slowly: over real sockets."""

import json
import socket
import time

import pytest
from serving import ASKED, PATIENCE, running, wait_for

from simpletool_ros.serve.admission import Admission
from simpletool_ros.serve.settings import Settings

LOCAL = "http://localhost:8080"


@pytest.fixture(scope="module")
def listed(nano):
    """A server that lists one web page's origin and one host name."""
    with running(nano, Settings(origins=(LOCAL,), names=("robot.example",))) as one:
        yield one


@pytest.fixture(scope="module")
def locked(nano):
    with running(nano, Settings(api_key="sécret")) as one:
        yield one


@pytest.fixture(scope="module")
def hasty(nano):
    """A server that waits a second for a request's headers, and one for its body."""
    with running(nano, Settings(body_timeout=1.0)) as one:
        yield one


def connected(server):
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)


def head(length, extra=""):
    return (
        "POST /v1/function_call HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
        f"content-length: {length}\r\n{extra}\r\n"
    ).encode()


def everything(connection):
    """Read until the server closes, and return it."""
    data = b""
    while part := connection.recv(65536):
        data += part
    return data


# -- web pages ----------------------------------------------------------------------------------------------


def test_a_page_of_a_listed_origin_may_ask(listed):
    answer = listed.call(headers={"origin": LOCAL})
    assert answer.status == 200 and answer.headers["access-control-allow-origin"] == LOCAL
    asked = {"origin": LOCAL, "access-control-request-method": "POST"}
    preflight = listed.send(
        "OPTIONS", "/v1/function_call", headers={**asked, "access-control-request-headers": "content-type"}
    )
    assert preflight.status == 200 and preflight.headers["access-control-allow-origin"] == LOCAL


@pytest.mark.parametrize("origin", ["https://example.com", "null", "http://localhost:8081", "nonsense"])
def test_no_other_page_may(listed, origin):
    answer = listed.call(headers={"origin": origin})
    assert (answer.status, "access-control-allow-origin" in answer.headers) == (403, False)
    assert f"start the server with --origin {origin}" in answer.json["error"]
    assert listed.get("/metrics", origin=origin).status == 403


def test_by_default_only_the_server_s_own_pages_may(server):
    own = f"http://127.0.0.1:{server.port}"
    assert server.call(headers={"origin": own}).status == 200
    assert server.call(headers={"origin": LOCAL}).status == 403


@pytest.mark.parametrize(
    "host",
    [
        "localhost:1",
        "LOCALHOST",
        "sim.localhost",
        "127.0.0.1:8899",
        "192.0.2.7",
        "[::1]:8899",
        "robot.example:1",
    ],
)
def test_known_host_names(listed, host):
    assert listed.get("/health", host=host).status == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8899", "localhost.evil.example", "", "[::1"])
def test_a_foreign_name_that_leads_here_is_turned_away(listed, host):
    answer = listed.get("/health", host=host)
    assert answer.status == 403 and "unknown host name" in answer.json["detail"]


def test_a_websocket_of_a_foreign_page_is_turned_away():
    """The cross-site request that no browser stops; asked of the middleware itself."""
    import asyncio

    def connect(origin):
        sent = []

        async def app(scope, receive, send):
            await send({"type": "websocket.accept"})

        async def send(message):
            sent.append(message["type"])

        headers = [(b"host", b"localhost:8899"), (b"origin", origin)]
        scope = {"type": "websocket", "path": "/live", "headers": headers}
        asyncio.run(Admission(app, Settings())(scope, None, send))
        return sent

    assert connect(b"http://localhost:8899") == ["websocket.accept"]
    assert connect(b"https://example.com") == ["websocket.close"]


# -- the key ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer guess", "Basic sécret", "sécret", "Bearer sécret more"]
)
def test_without_the_key_nothing_is_answered(locked, header):
    headers = {} if header is None else {"authorization": header.encode()}
    answer = locked.call(headers=headers)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "Authorization: Bearer KEY" in answer.json["error"]
    for path in ("/metrics", "/docs", "/openapi.json", "/nowhere"):
        assert locked.get(path, **headers).status == 401


def test_with_the_key_everything_is(locked):
    for scheme in (b"Bearer", b"bearer"):
        key = {"authorization": scheme + b" " + "sécret".encode()}
        assert locked.call(headers=key).status == 200
    assert locked.get("/metrics", **key).status == 200
    assert locked.get("/health").status == 200  # without


# -- size and pace ------------------------------------------------------------------------------------------


def test_only_json_is_read(server):
    body = json.dumps(ASKED).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = server.post("/v1/function_call", body, headers={"content-type": kind})
        assert answer.status == 415 and "send application/json" in answer.json["error"]
    kind = "Application/JSON; charset=utf-8"
    assert server.post("/v1/function_call", body, headers={"content-type": kind}).status == 200


def test_a_body_that_lies_about_its_length_is_counted(server):
    """Chunks have no length beforehand."""
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    with connected(server) as connection:
        connection.sendall(head(0).replace(b"content-length: 0", b"transfer-encoding: chunked"))
        connection.sendall(chunk + chunk + b"0\r\n\r\n")
        answer = everything(connection)
    assert answer.startswith(b"HTTP/1.1 413 ") and b"larger than 1048576 bytes" in answer


def test_a_giant_body_is_not_waited_for(server):
    with connected(server) as connection:
        connection.sendall(head(1 << 40))
        assert everything(connection).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_does_not_come_is_told_so(hasty):
    body = json.dumps(ASKED).encode()
    with connected(hasty) as connection:
        connection.sendall(head(len(body)) + body[:-1])
        answer = everything(connection)
    assert answer.startswith(b"HTTP/1.1 408 ") and b'"success":false' in answer
    assert b"the body did not come within 1 s" in answer


@pytest.mark.parametrize("told", [b"", b"P", b"POST /v1/function_call HTTP/1.1\r\nhost: local"])
def test_headers_that_do_not_come_end_the_connection(hasty, told):
    with connected(hasty) as connection:
        connection.sendall(told)
        assert everything(connection) == b""


def test_a_slow_loris_is_shaken_off_while_others_are_served(hasty):
    """Headers that trickle in: every byte comes in time, the whole never does."""
    slow = [connected(hasty) for _ in range(50)]
    began = time.monotonic()
    dropped = set()
    try:
        for one in slow:
            one.sendall(b"POST /v1/function_call HTTP/1.1\r\n")
            one.settimeout(0)
        while len(dropped) < len(slow):
            assert hasty.call().status == 200
            assert time.monotonic() - began < PATIENCE
            for number, one in enumerate(slow):
                if number in dropped:
                    continue
                try:
                    one.sendall(b"x-drip: 1\r\n")
                    if one.recv(1) == b"":
                        dropped.add(number)
                except BlockingIOError:
                    pass
                except OSError:  # reset: it dripped into a closed connection
                    dropped.add(number)
            time.sleep(0.05)
    finally:
        for one in slow:
            one.close()
    assert time.monotonic() - began >= 1.0


def test_the_second_request_of_a_connection_may_not_dawdle_either(hasty):
    body = json.dumps(ASKED).encode()
    with connected(hasty) as connection:
        connection.sendall(head(len(body)) + body)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"POST /v1/func")
        assert everything(connection) == b""


def test_endless_headers_end_the_connection(server):
    with connected(server) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n")
        with pytest.raises(OSError):  # closed while we still talk
            for _ in range(1000):
                connection.sendall(b"x: " + b"y" * 4096 + b"\r\n")
                time.sleep(0.001)


def test_no_http_is_no_request(server):
    with connected(server) as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00 this is TLS")
        assert everything(connection).startswith(b"HTTP/1.1 400 ")
    assert server.get("/health").status == 200


def test_a_client_that_goes_while_its_body_comes_is_only_counted(server):
    gone = 'simpletool_requests_total{endpoint="/v1/function_call",status="499"}'
    before = server.metric(gone)
    with connected(server) as connection:
        connection.sendall(head(1000) + b"{")
    wait_for(lambda: server.metric(gone) == before + 1)
    assert server.call().status == 200
