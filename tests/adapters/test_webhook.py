"""Webhooks: signed as Standard Webhooks says, never to the own network unless that is allowed."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from headrace.adapters.delivery.webhook import NotDelivered, receiver, send, signature
from headrace.core.errors import UsageError

SECRET = "whsec_" + base64.b64encode(bytes(range(24))).decode()


@contextmanager
def listening(status: int = 204) -> Iterator[tuple[str, list]]:
    """A receiver on loopback, and what it got."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            got.append((self.path, dict(self.headers), body))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook?list=7", got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_signature_is_the_one_that_the_standard_publishes():
    # The example of the specification: id, time, body and secret as they stand there.
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'

    assert signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_a_message_arrives_whole_with_its_signature():
    with listening() as (url, got):
        send(receiver(url, SECRET, private=True), "j1:case study", 1_700_000_000, {"type": "nurture.content"})

    [(path, headers, body)] = got
    assert (path, json.loads(body)) == ("/hook?list=7", {"type": "nurture.content"})
    assert headers["webhook-id"] == "j1:case study"
    assert headers["webhook-signature"] == signature(bytes(range(24)), "j1:case study", 1_700_000_000, body)


def test_the_own_network_is_out_of_reach_unless_it_is_allowed():
    with listening() as (url, got), pytest.raises(NotDelivered, match="own network"):
        send(receiver(url, SECRET, private=False), "j1:x", 1_700_000_000, {})
    assert got == []


def test_a_receiver_that_refuses_or_is_silent_is_told():
    with listening(status=500) as (url, _got), pytest.raises(NotDelivered, match="answered 500"):
        send(receiver(url, SECRET, private=True), "j1:x", 1_700_000_000, {})
    with pytest.raises(NotDelivered, match="does not answer"):
        send(receiver(url, SECRET, private=True), "j1:x", 1_700_000_000, {})


@pytest.mark.parametrize(
    ("url", "secret", "said"),
    [
        ("ftp://mailer.example/", SECRET, "no address"),
        ("mailer.example", SECRET, "no address"),
        ("https://mailer.example/", None, "no secret"),
        ("https://mailer.example/", "whsec_c2hvcnQ=", "no secret of Standard Webhooks"),
        ("https://mailer.example/", "not base64!", "no secret of Standard Webhooks"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_sent(url, secret, said):
    with pytest.raises(UsageError, match=said):
        receiver(url, secret, private=False)
