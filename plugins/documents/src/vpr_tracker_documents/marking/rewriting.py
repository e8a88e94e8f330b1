"""A zip file with one entry replaced: every other byte of what is stored is copied as it is, in its order."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_DEFLATED: Final = 8
_SIZES_FOLLOW: Final = 0x8
"""The flag that says that sizes stand behind the data."""
_BIG: Final = 0xFFFFFFFF


def replaced(package: bytes, name: str, data: bytes) -> bytes:
    """The bytes of a zip file whose entry ``name`` (as it is spelt there) holds ``data``."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        listed, directory, comment = archive.infolist(), archive.start_dir, archive.comment
    if _is_odd(listed):
        return _written_anew(package, name, data)
    stored = sorted(listed, key=lambda info: info.header_offset)
    out = bytearray(package[: stored[0].header_offset])
    packed = _deflate(data)
    offsets: dict[int, int] = {}
    for info, following in zip(stored, [*(each.header_offset for each in stored[1:]), directory], strict=True):
        offsets[info.header_offset] = len(out)
        entry = package[info.header_offset : following]
        out += _with_data(entry, data, packed) if info.filename == name else entry
    start = len(out)
    at = directory
    for info in listed:
        fields = list(_CENTRAL.unpack_from(package, at))
        tail = package[at + _CENTRAL.size : at + _CENTRAL.size + sum(fields[10:13])]
        at += _CENTRAL.size + len(tail)
        fields[16] = offsets[info.header_offset]
        if info.filename == name:
            fields[3] &= ~_SIZES_FOLLOW
            fields[4] = _DEFLATED
            fields[7:10] = zlib.crc32(data), len(packed), len(data)
        out += _CENTRAL.pack(*fields) + tail
    size, count = len(out) - start, len(listed)
    out += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, start, len(comment)) + comment
    return bytes(out)


def _is_odd(listed: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether the file has entries above 4 GB or several at one place, which are not copied by their bytes."""
    places = {info.header_offset for info in listed}
    big = any(_BIG in (info.header_offset, info.file_size, info.compress_size) for info in listed)
    return big or len(places) < len(listed) or any(info.extra.startswith(b"\x01\x00") for info in listed)


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _with_data(stored: bytes, data: bytes, packed: bytes) -> bytes:
    """A local entry with other data; its name, time and extra fields stay."""
    signature, version, flags, _method, time, day, *_sizes, names, extras = _LOCAL.unpack_from(stored)
    head = _LOCAL.pack(
        signature, version, flags & ~_SIZES_FOLLOW, _DEFLATED, time, day, zlib.crc32(data), len(packed), len(data),
        names, extras,
    )  # fmt: skip
    return head + stored[_LOCAL.size : _LOCAL.size + names + extras] + packed


def _written_anew(package: bytes, name: str, data: bytes) -> bytes:
    """The same where the file is too odd to be copied by its bytes: entries are unpacked and packed again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, data if info.filename == name else old.read(info))
        new.comment = old.comment
    return buffer.getvalue()
