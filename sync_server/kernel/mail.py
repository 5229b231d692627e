"""Mail: asked for in the transaction that needs it, sent by a job.

Without a mail server configured each message becomes a file in the data folder's `mail/`, which
any mail program opens.
"""

import json
import smtplib
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlmodel import Session

from sync_server.kernel import clock, jobs
from sync_server.kernel.secrets import SecretBox

SEND = "mail.send"
_TIMEOUT_SECONDS = 20


def send(session: Session, box: SecretBox, to: str, subject: str, body: str) -> None:
    """Send a plain text once this transaction is durable.

    Sealed while it waits: it holds an address, and often a link that gives access.
    """
    sealed = box.seal(json.dumps([to, subject, body]).encode())
    jobs.defer(session, SEND, sealed=sealed.hex(), key=str(clock.new_id()))


def deliver(runtime: jobs.Runtime, organization_id: UUID, sealed: str, key: str) -> None:
    """The job. A retry sends the same message id, so a mailbox can tell."""
    to, subject, body = json.loads(runtime.box.open(bytes.fromhex(sealed)))
    message = EmailMessage()
    message["From"] = runtime.settings.mail_from
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{key}@{_domain(runtime.settings.mail_from)}>"
    message["X-Organization"] = str(organization_id)
    message.set_content(body)
    if runtime.settings.smtp_url is None:
        folder = runtime.settings.data_dir / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{key}.eml").write_bytes(bytes(message))
        return
    _submit(runtime.settings.smtp_url, message)


def _submit(url: str, message: EmailMessage) -> None:
    parts = urlsplit(url)
    implicit = parts.scheme == "smtps"
    kind = smtplib.SMTP_SSL if implicit else smtplib.SMTP
    port = parts.port or (465 if implicit else 25)
    with kind(parts.hostname or "localhost", port, timeout=_TIMEOUT_SECONDS) as server:
        if not implicit and server.has_extn("starttls"):
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip("> ") or "localhost"


def register() -> None:
    """Make the job known."""
    jobs.register(SEND, deliver)
