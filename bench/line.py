"""Just enough HTTP for our own server: clients are on other machines, not on the two cores measured."""

import asyncio
from dataclasses import dataclass


@dataclass
class Line:
    """One kept-alive connection. `headers` are lines of every request."""

    port: int
    headers: str
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, body: bytes = b""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and content of an answer."""
        for _ in range(2):
            if self.writer is None or self.writer.is_closing():
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
            assert self.reader is not None
            length = f"Content-Length: {len(body)}\r\n" if body else ""
            head = f"{method} {path} HTTP/1.1\r\n{self.headers}{length}\r\n"
            self.writer.write(head.encode() + body)
            try:
                status, headers = await read_head(self.reader)
            except (IndexError, ConnectionError):  # it was kept open for too long
                self.writer.close()
                continue
            content = await self.reader.readexactly(int(headers.get("content-length", "0")))
            return status, headers, content
        return 503, {}, b"{}"


async def read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Status and headers of an answer, whose names are in lower case."""
    status = int((await reader.readline()).split()[1])
    headers = {}
    while line := (await reader.readline()).decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return status, headers
