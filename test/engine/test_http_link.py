"""JSON over HTTP: addresses, keys, TLS with a certificate of one's own, and servers that misbehave."""

import http.server
import json
import socket
import ssl
import subprocess
import threading
import time

import pytest

from simpletool_ros.engine.base import DeadlineExceeded, EngineError
from simpletool_ros.engine.http_link import KEY_VARIABLE, Link
from simpletool_ros.engine.load import load


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers what the path says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status, body = 200, b'{"ok": true}'
        if self.path == "/key":
            body = json.dumps(self.headers.get("Authorization")).encode()
        elif self.path == "/no_json":
            body = b"<html>"
        elif self.path == "/error":
            status, body = 400, b'{"error": {"message": "the prompt is too long"}}'
        elif self.path == "/port":
            body = json.dumps(self.client_address[1]).encode()
        elif self.path == "/cut":
            body = b""
            self.server.asked.set()
            self.server.cut.wait()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) or 10))  # of what is cut none comes
        self.end_headers()
        self.wfile.write(body)
        if self.path in ("/once", "/cut"):
            self.close_connection = True  # without saying so

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    """Takes its time before it answers a connection."""

    pause = 0.0

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.cut = threading.Event(), threading.Event()

    def get_request(self):
        time.sleep(self.pause)
        return super().get_request()

    def handle_error(self, request, client_address):
        pass  # its client had left


@pytest.fixture
def server():
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def url(server, scheme="http"):
    return f"{scheme}://127.0.0.1:{server.server_address[1]}"


@pytest.mark.parametrize(
    "address",
    ["", "gpu:8000", "ftp://gpu", "http://", "http://user:word@gpu", "http://gpu:99999", "http://gpu?x=1"],
)
def test_an_address_that_is_none(address):
    with pytest.raises(EngineError, match="engine remote: url"):
        Link(address)


def test_a_name_that_nobody_knows():
    with pytest.raises(EngineError, match="no-such-host.invalid is not known"):
        Link("http://no-such-host.invalid:8000")


def test_the_key_comes_from_the_environment_or_a_file_and_is_never_said(server, tmp_path, monkeypatch):
    assert Link(url(server)).get("/key") is None
    monkeypatch.setenv(KEY_VARIABLE, "from-environment")
    assert Link(url(server)).get("/key") == "Bearer from-environment"
    file = tmp_path / "key"
    file.write_text("from-file\n")
    assert Link(url(server), str(file)).get("/key") == "Bearer from-file"
    for bad in ("", "two\nlines", "hidden\x07bell", "clé"):
        file.write_text(bad, encoding="utf-8")
        with pytest.raises(EngineError, match="holds no API key") as error:
            Link(url(server), str(file))
        assert not bad or bad not in str(error.value)
    with pytest.raises(EngineError, match="cannot be read"):
        Link(url(server), str(tmp_path / "nowhere"))


def test_what_a_server_refuses_is_said(server):
    link = Link(url(server))
    with pytest.raises(EngineError, match="answers 400: the prompt is too long"):
        link.get("/error")
    with pytest.raises(EngineError, match="what is no JSON"):
        link.get("/no_json")
    assert link.get("/") == {"ok": True}


def test_a_connection_that_the_server_has_ended_is_made_anew(server):
    link = Link(url(server))
    for _ in range(3):
        assert link.get("/once") == {"ok": True}
        time.sleep(0.05)


def test_nobody_listens(server):
    server.shutdown()
    server.server_close()
    link = Link(url(server))
    with pytest.raises(DeadlineExceeded):  # a tick that is over does not try
        link.post("/", {}, time.monotonic())
    for _ in range(3):  # the second and third without trying
        with pytest.raises(EngineError, match="nothing listens there"):
            link.post("/", {}, time.monotonic() + 5)


def test_no_exchange_outlasts_its_deadline():
    """A server that sends a byte now and then, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip():
        while True:
            try:
                end, _ = listener.accept()
                while True:
                    end.sendall(b"H")
                    time.sleep(0.02)
            except OSError:
                if listener.fileno() < 0:
                    return

    threading.Thread(target=drip, daemon=True).start()
    link = Link(f"http://127.0.0.1:{listener.getsockname()[1]}")
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        link.post("/", {}, began + 0.3)
    assert time.monotonic() - began < 5
    with pytest.raises(DeadlineExceeded):
        link.post("/", {}, time.monotonic() - 1)
    listener.close()


def test_an_address_that_answers_nothing_leaves_the_next_one_its_time(server, monkeypatch):
    silent = socket.create_server(("127.0.0.1", 0), backlog=0)
    queued = []
    while True:  # fill its queue: Linux drops what comes then
        queued.append(socket.socket())
        queued[-1].settimeout(0.2)
        try:
            queued[-1].connect(silent.getsockname())
        except TimeoutError:
            break
    known = [
        (socket.AF_INET, socket.SOCK_STREAM, 0, "", end)
        for end in (silent.getsockname(), server.server_address)
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: known)
    link = Link(url(server))
    assert link.post("/", {}, time.monotonic() + 2) == {"ok": True}
    link.close()
    for end in (*queued, silent):
        end.close()


def test_a_fault_of_one_exchange_leaves_the_other_connections(server):
    link = Link(url(server))

    def fail():
        with pytest.raises(EngineError, match="IncompleteRead"):
            link.get("/cut")

    failing = threading.Thread(target=fail)
    failing.start()
    assert server.asked.wait(60)
    port = link.get("/port")
    server.cut.set()
    failing.join()
    assert link.get("/port") == port


def test_a_handshake_begins_only_if_connecting_has_left_time_for_it(monkeypatch):
    listener = socket.create_server(("127.0.0.1", 0))
    connect = socket.socket.connect

    def slow(end, address):
        connect(end, address)
        time.sleep(0.2)

    link = Link(f"https://127.0.0.1:{listener.getsockname()[1]}")
    with monkeypatch.context() as patch, pytest.raises(DeadlineExceeded):
        patch.setattr(socket.socket, "connect", slow)
        link.post("/", {}, time.monotonic() + 0.1)
    end, _ = listener.accept()
    assert end.recv(1) == b""
    end.close()
    listener.close()


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    """A key and its certificate, for 127.0.0.1."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=here"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("there is no openssl to make a certificate with")
    return key, certificate


def of_server(certified):
    key, certificate = certified
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_a_server_that_takes_longer_to_connect_to_than_a_tick_has(server, certified):
    server.pause = 0.3
    server.socket = of_server(certified).wrap_socket(server.socket, server_side=True)
    link = Link(url(server, "https"), ca_file=str(certified[1]))
    end = time.monotonic() + 60
    with pytest.raises(DeadlineExceeded):
        link.post("/", {}, time.monotonic() + 0.1)
    while True:
        assert time.monotonic() < end
        try:
            assert link.post("/", {}, time.monotonic() + 0.1) == {"ok": True}
            break
        except EngineError:
            time.sleep(0.05)
    link.close()


def test_tls_is_verified(server, certified):
    key, certificate = certified
    server.socket = of_server(certified).wrap_socket(server.socket, server_side=True)
    with pytest.raises(EngineError, match="certificate is not trusted.*ca_file"):
        Link(url(server, "https")).get("/")
    assert Link(url(server, "https"), ca_file=str(certificate)).get("/") == {"ok": True}
    other = f"https://localhost:{server.server_address[1]}"
    with pytest.raises(EngineError, match="not trusted"):
        Link(other, ca_file=str(certificate)).get("/")
    with pytest.raises(EngineError, match="ca_file"):
        Link(url(server, "https"), ca_file=str(key))


def test_options_of_engines():
    with pytest.raises(EngineError, match="'speed=9' is none of its options; its options are url, served"):
        load("remote", "nano", ["speed=9"])
    with pytest.raises(EngineError, match="given twice"):
        load("remote", "nano", ["url=http://a", "url=http://b"])
    with pytest.raises(EngineError, match="constrained is 'yes', it must be true or false"):
        load("remote", "nano", ["constrained=yes"])
    with pytest.raises(EngineError, match="threads is 'many', it must be int"):
        load("embedded", "nano", ["threads=many"])
    with pytest.raises(EngineError, match="it has no options"):
        load("replay", "nano", ["a=b"])
    assert load("embedded", "nano", ["precision=float32"]).name == "embedded"
