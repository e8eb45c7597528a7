"""Everything that a search could find in a PDF: its bytes, its streams inflated, and its words.

The papers write glyphs by number, so a search of the bytes alone would find no word in any of
them; the words are read back through the maps that the file itself carries for copying text.
"""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\n?endstream", re.DOTALL)
_GLYPH = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_SAID = re.compile(
    rb"/(f\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)|/ActualText<FEFF([0-9A-F]*)>", re.DOTALL
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Font = dict[int, str]


def laid_open(pdf: bytes) -> bytes:
    """The bytes of the file, and after them those of every stream that is deflated."""
    return pdf + b"".join(_inflated(it) for it in _STREAM.findall(pdf))


def words(pdf: bytes) -> str:
    """The text of all pages, without the blanks, in the order in which it is drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type/Page\b(?!s)", body)]
    return "".join("".join(_page(objects, it).split()) for it in pages)


def _page(objects: dict[int, bytes], page: bytes) -> str:
    fonts = {
        name: _font(objects, int(number))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", _of(objects, page, rb"/Resources"))
    }
    found, font = [], Font()
    for name, drawn, meant in _SAID.findall(_content(_of(objects, page, rb"/Contents"))):
        if name:
            font = fonts[name]
        elif meant:
            found.append(bytes.fromhex(meant.decode()).decode("utf-16-be"))
        else:
            codes = _ESCAPED.sub(_unescaped, drawn)
            found += [
                font.get(int.from_bytes(codes[n : n + 2], "big"), "")
                for n in range(0, len(codes), 2)
            ]
    return "".join(found)


def _of(objects: dict[int, bytes], body: bytes, key: bytes) -> bytes:
    """What stands under this key: the object that it points to."""
    found = re.search(key + rb" (\d+) 0 R", body)
    assert found, (key, body[:200])
    return objects[int(found[1])]


def _font(objects: dict[int, bytes], number: int) -> Font:
    """Which letters each glyph of a font stands for."""
    glyphs = _GLYPH.findall(_content(_of(objects, objects[number], rb"/ToUnicode")))
    return {int(n, 16): bytes.fromhex(it.decode()).decode("utf-16-be") for n, it in glyphs}


def _content(body: bytes) -> bytes:
    found = _STREAM.search(body)
    return _inflated(found[1]) if found else b""


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def _unescaped(found: re.Match[bytes]) -> bytes:
    it = found[1]
    return bytes([int(it, 8) & 255]) if it.isdigit() else _LETTERS.get(it, it)
