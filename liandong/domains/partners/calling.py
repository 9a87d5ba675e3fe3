"""One call to a partner's address, and only to an address that may be called.

Whoever names an address makes this machine knock there. So a name is resolved once, every address
behind it is checked, and the connection goes to the one that was checked: nothing inside our own
network answers unless `LIANDONG_WEBHOOK_NETWORKS` says so. Redirections are not followed.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings

from liandong.core.kernel.errors import error
from liandong.domains.partners.enums import Trouble

Address = IPv4Address | IPv6Address
LONGEST = 500
_READ = 4096  # bytes of an answer; what it says is nothing to us
_TRANSLATED = IPv6Network("64:ff9b::/96")  # an IPv4 address behind a translator


class Unreached(Exception):
    """The call did not end with a 2xx."""

    def __init__(self, trouble: Trouble, status: int | None = None) -> None:
        super().__init__(trouble)
        self.trouble, self.status = trouble, status


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart."""

    secure: bool
    host: str
    port: int
    path: str


def target(url: str) -> Target:
    """Raises `LiandongError` bad_webhook."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    good = parts.scheme in ("https", "http") and host and url.isascii() and url.isprintable()
    if not good or " " in url or "@" in parts.netloc or parts.fragment or len(url) > LONGEST:
        raise error(
            "bad_webhook", f"回调地址应以 https:// 开头，最多 {LONGEST} 个字符，不含用户名和“#”。",
            f"A webhook begins with https://, has at most {LONGEST} characters, no user name and "
            "no '#'.",
        )  # fmt: skip
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure, host, port or (443 if secure else 80), path)


def addresses(of: Target) -> list[str]:
    """Where it is, each one an address that may be called; without TLS only on this machine.
    Raises `Unreached`."""
    try:
        found = socket.getaddrinfo(of.host, of.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreached(Trouble.NO_HOST) from None
    known = list(dict.fromkeys(str(one[4][0]) for one in found))
    for one in known:
        address = _true(ip_address(one.partition("%")[0]))
        if not _may_be_called(address) or not (of.secure or address.is_loopback):
            raise Unreached(Trouble.FORBIDDEN)
    return known


def _may_be_called(address: Address) -> bool:
    if any(address in network for network in settings.WEBHOOK_NETWORKS):
        return True
    return address.is_global and not address.is_multicast


def _true(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    inner = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or inner or address


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of a 2xx. Raises `Unreached`."""
    to = target(url)
    patience = settings.WEBHOOK_PATIENCE.total_seconds()
    cut = threading.Event()
    try:
        status = _asked(to, addresses(to), body, headers, patience, cut)
    except TimeoutError:
        raise Unreached(Trouble.SLOW) from None
    except ssl.SSLError:
        raise Unreached(Trouble.SLOW if cut.is_set() else Trouble.TLS) from None
    except (OSError, http.client.HTTPException):
        raise Unreached(Trouble.SLOW if cut.is_set() else Trouble.UNREACHED) from None
    if not 200 <= status < 300:
        raise Unreached(Trouble.STATUS, status)
    return status


def _asked(
    to: Target, known: list[str], body: bytes, headers: Mapping[str, str], patience: float,
    cut: threading.Event,
) -> int:  # fmt: skip
    """Ask, and have the line cut when time is up, however slowly an answer drips."""
    line = _connected(known, to.port, patience)

    def hang_up() -> None:
        cut.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(patience, hang_up)
    timer.daemon = True
    timer.start()
    try:
        if to.secure:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=to.host)
        asked = http.client.HTTPConnection(to.host, to.port)
        asked.sock = line
        asked.request("POST", to.path, body, {**headers, "Connection": "close"})
        with asked.getresponse() as answer:
            answer.read(_READ)
        if cut.is_set():  # a line that ends reads like an answer that does
            raise TimeoutError
        return answer.status
    finally:
        timer.cancel()
        line.close()


def _connected(known: list[str], port: int, patience: float) -> socket.socket:
    """A connection to the first that takes one. Raises `OSError`."""
    for one in known[:-1]:
        with suppress(OSError):
            return socket.create_connection((one, port), timeout=patience)
    return socket.create_connection((known[-1], port), timeout=patience)
