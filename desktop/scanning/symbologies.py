"""The kinds of codes: which are read at every door, which only where a list has older ones.

Tickets of older systems carry bar codes of shops, libraries and warehouses. The same number stands
in their lists in more than one writing; `writings` are those that the symbols themselves allow.
"""

from collections.abc import Iterator
from typing import Any

import zxingcpp

_FORMATS = zxingcpp.BarcodeFormat
USUAL: tuple[Any, ...] = tuple(
    getattr(_FORMATS, name)
    for name in ("QRCode", "MicroQRCode", "Aztec", "DataMatrix", "PDF417", "Code128")
)
OLDER: tuple[Any, ...] = tuple(
    getattr(_FORMATS, name)
    for name in ("Code39", "Code93", "Codabar", "ITF", "EAN13", "EAN8", "UPCA", "UPCE", "DataBar",
                 "DataBarExp", "DataBarLtd")
)  # fmt: skip
"""Few or no check digits, and on every bottle: read where a list asks for them."""
_USUAL_NAMES = frozenset({"QR Code", "Micro QR Code", "Aztec", "Data Matrix", "PDF417", "Code 128"})
_GUARDS = frozenset("ABCD")


def is_older(name: str) -> bool:
    """Whether a symbol of this name, as zxing-cpp calls it, is of an older kind."""
    return name not in _USUAL_NAMES


def writings(name: str, content: str, printed: str) -> tuple[str, ...]:
    """How lists may write what a symbol of this kind holds, the likeliest first, without itself.

    `printed` is what stands below the bars.
    """
    told = (*_writings(name, content), printed) if is_older(name) else ()
    return tuple(dict.fromkeys(one for one in told if one and one != content))


def _writings(name: str, content: str) -> Iterator[str]:
    if name == "Codabar" and content[:1] in _GUARDS and content[-1:] in _GUARDS:
        yield content[1:-1]
    elif name == "Code 39":
        yield f"*{content}*"
    elif name == "UPC-E":
        yield content[1:]
        yield _short(content[1:])
    elif name.startswith("ITF"):
        yield content[1:] if content.startswith("0") else ""  # it has an even number of digits
    elif name.startswith("DataBar") and content.startswith("01"):
        yield content[2:16]


def _short(upc: str) -> str:
    """The eight digits of UPC-E for the twelve of UPC-A that it stands for (GS1, 5.2.2.4)."""
    start, maker, item, check = upc[:1], upc[1:6], upc[6:11], upc[11:]
    if maker[2:] in ("000", "100", "200") and item[:2] == "00":
        inner = maker[:2] + item[2:] + maker[2]
    elif maker[3:] == "00" and item[:3] == "000":
        inner = maker[:3] + item[3:] + "3"
    elif maker[4:] == "0" and item[:4] == "0000":
        inner = maker[:4] + item[4] + "4"
    else:
        inner = maker + item[4:]
    return start + inner + check
