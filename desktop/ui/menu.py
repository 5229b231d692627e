"""Everything that is not pressed at every guest: large tiles, one tap away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

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
        self._look = look
        self.tiles: dict[str, QPushButton] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(14)
        self._who = label("", "muted", wrap=True)
        holder = QWidget()
        holder.setLayout(self._grid)
        self.content.addWidget(self._who)
        self.content.addWidget(scrolled(holder), 1)

    def show_tiles(self, tiles: Sequence[tuple[str, str]], who: str, mode: str) -> None:
        """(key, text) of each tile this person may press; `mode` is the one in use."""
        empty(self._grid)
        self.tiles = {}
        self._who.setText(who)
        for place, (key, text) in enumerate(tiles):
            tile = button(text, partial(self.asked.emit, key))
            tile.setObjectName("tile")
            tile.setCheckable(key.startswith("mode:"))
            tile.setChecked(key == f"mode:{mode}")
            columns = 4 if self._look.scale < 1.5 else 2
            self._grid.addWidget(tile, place // columns, place % columns)
            self.tiles[key] = tile
        self._grid.setRowStretch(len(tiles), 1)
