"""What the merged table must satisfy, whatever edition it is made from. Raises on the first breach."""

from collections import Counter

TIANJIN = {  # county -> (townships, villages), edition 2023-06-30
    "120101": (6, 64), "120102": (13, 168), "120103": (14, 149), "120104": (12, 171),
    "120105": (10, 118), "120106": (9, 114), "120110": (19, 151), "120111": (15, 289),
    "120112": (15, 306), "120113": (24, 290), "120114": (37, 745), "120115": (26, 822),
    "120116": (26, 505), "120117": (22, 317), "120118": (23, 425), "120119": (28, 983),
}
# Counties newer than the township edition, and 金门县: their townships are in no package.
WITHOUT_TOWNSHIPS = {"653228", "653229", "350527"}
# Rows of china-division 2.7.0. One township row (350527000) is a repeated county.
SOURCE_ROWS = {"provinces": 31, "cities": 342, "areas": 2_978, "streets": 41_352, "villages": 620_573}
PSEUDO_PREFECTURES = {
    "110100", "120100", "310100", "500100", "500200", "419000", "429000", "469000", "659000",
}


def require(truth: bool, message: str) -> None:
    if not truth:
        raise ValueError(message)


def equal(what: str, found, expected) -> None:
    require(found == expected, f"{what}: {found}, expected {expected}")


def source_rows(cd) -> None:
    equal("rows of china-division", {stem: len(table) for stem, table in cd.items()}, SOURCE_ROWS)


def national(rows) -> None:
    by_code = {row.code: row for row in rows}
    equal("duplicate codes", len(rows) - len(by_code), 0)
    require(not PSEUDO_PREFECTURES & set(by_code), "a pseudo-prefecture is in the table")
    current = [row for row in rows if not row.valid_to]
    levels = Counter(row.level for row in current)
    equal("provinces", levels["province"], 34)
    equal("prefectures", levels["prefecture"], 329)
    equal("townships", levels["township"], 41_351)
    townships = Counter(r.kind for r in current if r.level == "township")
    equal("township kinds", dict(townships),
          {"street": 9_066, "town": 21_377, "township": 8_198, "township_like": 2_710})
    kinds = Counter(row.kind for row in current if row.level == "county")
    equal("county kinds", dict(kinds), {
        "district": 976, "county": 1_301, "county_city": 397, "autonomous_county": 117,
        "banner": 49, "autonomous_banner": 3, "forest_area": 1, "special_area": 1,
        "functional_zone": 124, "administrative_zone": 5, "undivided_city": 4,
    })

    length = {"province": 6, "prefecture": 6, "county": 6, "township": 9, "village": 12}
    above = {"prefecture": {"province"}, "county": {"province", "prefecture"},
             "township": {"county"}, "village": {"township"}}
    for row in rows:
        require(len(row.code) == length[row.level] and row.code.isdigit(), f"code of {row}")
        require(not set(row.name) & set("\t\n,"), f"name of {row}")
        require(not row.valid_from or not row.valid_to or row.valid_from <= row.valid_to, f"{row}")
        require(bool(row.successors) == bool(row.successor_status), f"successors of {row}")
        require(all(s in by_code for s in row.successors), f"successors of {row}")
        if row.level == "province":
            equal(row.code, row.parent, "")
            continue
        parent = by_code.get(row.parent)
        require(parent is not None and parent.level in above[row.level], f"parent of {row}")
        require(bool(row.valid_to) or not parent.valid_to, f"current under an abolished unit: {row}")

    with_townships = {r.parent for r in current if r.level == "township"}
    bare = {r.code for r in current if r.level == "county"} - with_townships
    equal("counties without townships", bare, WITHOUT_TOWNSHIPS)


def tianjin(rows) -> None:
    inside = [row for row in rows if row.code.startswith("12") and not row.valid_to]
    counties = {row.code for row in inside if row.level == "county"}
    equal("districts of Tianjin", counties, set(TIANJIN))
    for county, expected in TIANJIN.items():
        found = tuple(sum(r.code.startswith(county) and r.level == level for r in inside)
                      for level in ("township", "village"))
        equal(f"townships and villages of {county}", found, expected)
    kinds = Counter(r.kind for r in inside if r.level == "township")
    equal("townships of Tianjin", dict(kinds),
          {"street": 124, "town": 125, "township": 3, "township_like": 47})
