"""Everything that is not pressed at every guest: large tiles, one tap away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.flow import Columns
from desktop.ui.language import tr
from desktop.ui.parts import Page, button, empty, label, scrolled
from desktop.ui.theme import Look


class MenuPage(Page):
    """Signals:
    asked: the key of the tile that was pressed.
    """

    asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(tr("More"))
        self.tiles: dict[str, QPushButton] = {}
        self._grid = Columns(4 if look.scale < 1.5 else 2, spacing=14)
        self._who = label("", "muted", wrap=True)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._who)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.content.addWidget(scrolled(holder), 1)

    def show_tiles(self, tiles: Sequence[tuple[str, str]], who: str, mode: str) -> None:
        """(key, text) of each tile this person may press; `mode` is the one in use."""
        empty(self._grid)
        self.tiles = {}
        self._who.setText(who)
        for key, text in tiles:
            tile = button(text, partial(self.asked.emit, key))
            tile.setObjectName("tile")
            tile.setCheckable(key.startswith("mode:"))
            tile.setChecked(key == f"mode:{mode}")
            self._grid.addWidget(tile)
            self.tiles[key] = tile
