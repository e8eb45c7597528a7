"""Every page of a story is looked at once, on a phone and at a desk: nothing may run off it.

With SANGKROH_PICTURES=1 each page is also pictured, under var/pictures; those that the story names
go into the docs, cut to what one reads first.
"""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from tests.pictures import WIDTHS

HOUSE = Path(__file__).parents[2]
ALL, DOCS = HOUSE / "var" / "pictures", HOUSE / "docs" / "pictures"
TALL = {"phone": 900, "desk": 1000}
"""Pixels of a page that a picture for the docs keeps."""
COLOURS = 64
"""A page has few; so a picture of it stays small."""
PHONE = {"width": WIDTHS["phone"], "height": 740}
SIZE = """[document.documentElement.scrollWidth, document.body.scrollHeight]"""
AT_REST = """() => { document.activeElement?.blur(); return document.fonts.ready.then(() => 0) }"""
"""Without the ring around what was filled in last, and with every letter in its shape."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Album:
    """The pages of one story, in one language."""

    def __init__(self, language: str) -> None:
        self.language, self.seen = language, set[str]()
        self.pictured = os.environ.get("SANGKROH_PICTURES") == "1"

    def look(self, page: Any, name: str = "") -> None:
        """Look at a page of a kind not seen yet; at one with a name for the docs in any case."""
        where = _ID.sub("", urlsplit(page.url).path).strip("/").replace("//", "/")
        if where in self.seen and not name:
            return
        self.seen.add(where)
        for width, pixels in WIDTHS.items():
            page.set_viewport_size({"width": pixels, "height": PHONE["height"]})
            wide, tall = page.evaluate(SIZE)
            assert wide <= pixels, f"{page.url} is {wide} wide at {pixels}"
            if self.pictured:
                page.set_viewport_size({"width": pixels, "height": tall})
                self._take(page, width, f"{len(self.seen):02}-{where.replace('/', '-')}", name)
        page.set_viewport_size(PHONE)

    def _take(self, page: Any, width: str, slug: str, name: str) -> None:
        page.evaluate(AT_REST)
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        _keep(picture, ALL / f"{self.language}-{width}" / f"{slug}.png")
        if name:
            cut = picture.crop((0, 0, picture.width, min(picture.height, TALL[width])))
            _keep(cut, DOCS / f"{name}-{width}-{self.language}.png")


def _keep(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
