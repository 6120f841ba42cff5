"""Webhooks, signed as Standard Webhooks says: an id, a time, and a keyed hash over both and the body.

They never go to an address of the own network unless that is allowed: an address that somebody typed
must not reach what only this machine can see.
"""

import base64
import binascii
import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from headrace.core.errors import HeadraceError, UsageError

PREFIX = "whsec_"
LEAST_SECRET = 24
TIMEOUT_S = 10.0
FINE = range(200, 300)


class NotDelivered(HeadraceError):
    """A message did not reach its receiver, or the receiver refused it."""

    code = "not_delivered"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where messages go: an http or https address, the shared secret, and whether it may be of the own network."""

    url: str
    secret: bytes
    private: bool = False


def receiver(url: str, secret: str | None, *, private: bool) -> Receiver:
    """The receiver at an address; `UsageError` for an address or a secret that cannot be used."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r} is no address for a webhook.", hint="Write it as https://host/path.")
    if not secret:
        raise UsageError(
            "There is no secret to sign with.", hint="Put one into HEADRACE_WEBHOOK_SECRET; both sides know it."
        )
    return Receiver(url, _key(secret), private)


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if len(key) < LEAST_SECRET:
        raise UsageError(
            "HEADRACE_WEBHOOK_SECRET is no secret of Standard Webhooks.",
            hint=f"It is {PREFIX} and at least {LEAST_SECRET} random bytes in base64.",
        )
    return key


def signature(key: bytes, message: str, at_s: int, body: bytes) -> str:
    """The signature of a body sent as `message` at a Unix time."""
    signed = hmac.new(key, f"{message}.{at_s}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(signed.digest()).decode()


def send(to: Receiver, message: str, at_s: int, content: Mapping[str, Any]) -> None:
    """Send one message. Sending it again under the same id does no harm: receivers take an id once.

    `NotDelivered` if nobody answers, if the answer is not 2xx, or if the address is of the own network.
    """
    parts = urlsplit(to.url)
    body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    headers = {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(at_s),
        "webhook-signature": signature(to.secret, message, at_s, body),
    }
    try:
        status = _post(parts, _address(parts, private=to.private), body, headers)
    except (OSError, http.client.HTTPException) as problem:
        raise NotDelivered(f"{to.url} does not answer: {problem}.", hint="Nothing is lost: send again.") from problem
    if status not in FINE:
        raise NotDelivered(f"{to.url} answered {status}.", hint="A receiver answers 2xx for what it took.")


def _address(parts: SplitResult, *, private: bool) -> str:
    """The IP address of the host. It is looked up once, so that it cannot change after the check."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    address = str(found[0][4][0])
    if not private and not ipaddress.ip_address(address).is_global:
        raise NotDelivered(
            f"{parts.hostname} is an address of the own network ({address}).",
            hint="Allow it with --private if it is meant.",
        )
    return address


def _post(parts: SplitResult, address: str, body: bytes, headers: Mapping[str, str]) -> int:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
    plain = socket.create_connection((address, port), timeout=TIMEOUT_S)
    secure = parts.scheme == "https"
    connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()
