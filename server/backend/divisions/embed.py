"""Writes the table of six-digit codes that the `domain` crate embeds (`counties.bin`).

Layout, all numbers unsigned:

    u8   version = 1
    u16  length of the groups in bytes, little endian
    groups, in order of their four-digit prefix:
        varint  prefix minus the prefix of the group before (LEB128)
        u8      length of the rows in bytes
        rows, in order of the last two digits:
            u8  bit 7 abolished | bit 6 in the same year as the abolished row before in this group
                | bits 3-5 kind | bits 0-2 last two digits minus those before (the first row
                counts from 0); the value 7 means that the next byte holds the difference
            u8  only if bit 7 is set and bit 6 is not: last valid year minus 1970
    successors, in order of the old code, to the end of the file:
        varint  old code minus the old code before
        u24     new code, little endian

`app/domain/src/divisions/table.rs` reads it.
"""

from itertools import groupby

import curated
from merge import PLACEHOLDERS, Row

VERSION = 1
DISTRICT, COUNTY, COUNTY_CITY, FUNCTIONAL_ZONE, ADMINISTRATIVE_ZONE, UNDIVIDED, REGION, AGGREGATE = range(8)
KINDS = {
    "district": DISTRICT, "county_city": COUNTY_CITY, "functional_zone": FUNCTIONAL_ZONE,
    "administrative_zone": ADMINISTRATIVE_ZONE, "undivided_city": UNDIVIDED,
}


def varint(number: int) -> bytes:
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def six_digit_codes(rows: list[Row], timeline) -> dict[str, tuple[int, int | None]]:
    """Code -> (kind, last valid year) of everything an identity number may begin with."""
    codes: dict[str, tuple[int, int | None]] = {}
    for code, periods in timeline.items():
        if periods[-1][0] in PLACEHOLDERS:
            codes[code] = (AGGREGATE, periods[-1][2])
    for row in rows:
        last = int(row.valid_to[:4]) if row.valid_to else None
        if row.level in ("province", "prefecture"):
            codes[row.code] = (AGGREGATE, last)
        elif row.level == "county":
            codes[row.code] = (KINDS.get(row.kind, COUNTY), last)
    for prefecture, unit in curated.UNDIVIDED.items():
        if prefecture != unit:
            codes[prefecture] = (AGGREGATE, None)
    for code in (*curated.SINGLE_ENTRY, "830000"):
        codes[code] = (REGION, None)
    return codes


def encode(rows: list[Row], timeline) -> bytes:
    codes = six_digit_codes(rows, timeline)
    groups, before = bytearray(), 0
    for prefix, members in groupby(sorted(codes), key=lambda c: c[:4]):
        body, last_low, last_year = bytearray(), 0, None
        for code in members:
            kind, year = codes[code]
            step, last_low = int(code[4:]) - last_low, int(code[4:])
            again = year is not None and year == last_year
            body.append((year is not None) << 7 | again << 6 | kind << 3 | min(step, 7))
            if step >= 7:
                body.append(step)
            if year is not None and not again:
                body.append(year - 1970)
                last_year = year
        groups += varint(int(prefix) - before) + bytes([len(body)]) + body
        before = int(prefix)

    successors, before = bytearray(), 0
    confirmed = sorted(
        (int(row.code), int(row.successors[0])) for row in rows
        if row.successor_status == "confirmed" and len(row.successors) == 1
    )
    for old, new in confirmed:
        successors += varint(old - before) + new.to_bytes(3, "little")
        before = old
    return bytes([VERSION]) + len(groups).to_bytes(2, "little") + bytes(groups + successors)
