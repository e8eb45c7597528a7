"""Files as phones send them, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image


def upload(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo(shade: int = 90, *, exif: bool = False) -> bytes:
    """A small JPEG; with `exif` it claims a time and a place near Chrey Thom."""
    data = Image.Exif()
    if exif:
        data.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2016:06:04 01:12:33"
        gps = data.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef] = (10.0, 56.0, 24.0), "N"
        gps[ExifTags.GPS.GPSLongitude] = (105.0, 4.0, 48.0)
        gps[ExifTags.GPS.GPSLongitudeRef] = "E"
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (shade, 120, 60)).save(out, "JPEG", exif=data)
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as this: a picture bomb."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0", b"\0" * 10_000_000)
    return out.getvalue()
