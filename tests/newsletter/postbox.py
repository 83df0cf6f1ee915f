"""A real mail server on a free port that accepts or refuses as a test demands."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.bench.server import free_port

HOST = "127.0.0.1"


class Postbox:
    """Keeps what it gets. `rcpt` and `data` are its answers; the one named by `holds` waits for let_go."""

    def __init__(self) -> None:
        self.rcpt = self.data = "250 OK"
        self.holds = ""
        self.is_holding = Event()
        self.freed = Event()
        self.received: list[EmailMessage] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self.hold("RCPT")
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        await self.hold("DATA")
        return self.data

    async def hold(self, command: str) -> None:
        if self.holds == command:
            self.is_holding.set()
            await asyncio.to_thread(self.freed.wait, 30)

    def let_go(self) -> None:
        self.freed.set()

    @property
    def recipients(self) -> list[str]:
        return [message["To"] for message in self.received]


@contextmanager
def open_postbox() -> Iterator[tuple[Postbox, int]]:
    """The postbox and its port."""
    postbox = Postbox()
    controller = Controller(postbox, hostname=HOST, port=free_port())
    controller.start()
    try:
        yield postbox, controller.port
    finally:
        postbox.let_go()
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server((HOST, 0)) as listener:
        yield listener.getsockname()[1]
