#!/usr/bin/env python3
"""Whatever rule, clause, vector or standard a source cites stands in docs/rules.md.

Codes (V-15, DT-L, E-07, D-SEX, MC-12, a test named v_15_…), sections (rules 1.1, dictionary 8, standards 4), documents
and standards (民发〔2024〕17号, GB/T 2260, RFC 9457) and articles of laws (第二十一条). The page names a run of codes by
its ends: "C-66 – C-71". Prints file:line of everything that it does not know. What nobody cites may stand on the page.
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = "docs/rules.md"
SUFFIXES = {".rs", ".ts", ".js", ".mjs", ".css", ".md", ".sh", ".py", ".toml", ".json"}
# Made by a tool.
MADE = {"target", "node_modules", "data", "pictures", "test-results", "playwright-report", "blob-report"}
SKIPPED = {"package-lock.json"}

# Two or three capitals, a hyphen, a number: a rule, unless it is one of these.
NO_RULES = {"AES", "SHA", "UTF", "ISO", "ADR", "BSD", "BSL", "MIT", "MPL", "PDF", "FNV", "GCJ", "WGS", "CVE"}
CODE = re.compile(r"(?<![A-Za-z0-9_/+-])([A-Z]{1,3})-(\d{2,3}[a-z]?)(?![A-Za-z0-9])")
TABLE = re.compile(r"(?<![A-Za-z0-9-])(?:DT-[A-Z]|D-[A-Z]{2,})(?![A-Za-z0-9-])")
TEST = re.compile(r"\bfn ([vce])_(\d{2,3}[a-z]?)(?:_|\b)")
RUN = re.compile(r"\b([A-Z]{1,3})-(\d{2,3})\s+(?:–|…)\s+\1-(\d{2,3})\b")
SECTION = re.compile(r"\b(rules|dictionary|standards)(?:\.md)?,? (?:sections? )?(\d{1,2}(?:\.\d{1,2})?)(?![\d.]*\d|-)", re.I)
STANDARD = re.compile(
    r"\b(GB/T|GB|GA/T|GA|MZ/T|RFC|ISO|FIPS|WCAG|OWASP|NIST SP)(?: ?(\d+(?:[.-]\d+)*[A-Z]?))?(?![A-Za-z0-9])"
)
HEADING = re.compile(r"^#+ (Rules|Dictionary|Standards) (\d+(?:\.\d+)?)\b", re.M)
# Fields of the printed forms are listed in a sentence; the other codes have a row or a section each.
EXPLAINED_AT_HEAD = re.compile(r"(?!MC-|LB-)[A-Z]{1,3}-|rules |dictionary |standards ")
DOCUMENT = re.compile(r"[\u4e00-\u9fff]{1,4}〔\d{4}〕\d+号|令第\d+号")
ARTICLE = re.compile(r"第([一二三四五六七八九十百千、至]+)条")


def articles(text):
    """第十七、二十九至三十一条 → the four that it names by its ends."""
    return [f"第{number}条" for number in re.split("[、至]", text) if number]


def cited(line):
    """Everything that a line cites, by the name under which the page has it."""
    for prefix, number in CODE.findall(line):
        if prefix not in NO_RULES:
            yield f"{prefix}-{number}"
    yield from TABLE.findall(line)
    for prefix, number in TEST.findall(line):
        yield f"{prefix.upper()}-{number}"
    for part, number in SECTION.findall(line):
        yield f"{part.lower()} {number}"
    for body, number in STANDARD.findall(line):
        if number:
            # GB 18030-2022 is GB 18030: the page says which year counts.
            yield f"{body} {re.sub(r'-[0-9]{4}$', '', number)}"
        elif body == "OWASP":
            yield body
    yield from DOCUMENT.findall(line)
    for found in ARTICLE.findall(line):
        yield from articles(found)


def known(page):
    """Everything that the page explains: a code where it heads a row or a section, or within a run; the rest anywhere."""
    names = {f"{part.lower()} {number}" for part, number in HEADING.findall(page)}
    for line in page.splitlines():
        heads = line if line.startswith("#") else line.split("|")[1] if line.startswith("|") else ""
        names.update(cited(heads))
        names.update(name for name in cited(line) if not EXPLAINED_AT_HEAD.match(name))
    for prefix, first, last in RUN.findall(page):
        names.update(f"{prefix}-{number:0{len(first)}d}" for number in range(int(first), int(last) + 1))
    return names


def sources():
    """Every source but the page itself; nothing that a build made."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in MADE and (name == ".ci" or name[0] != "."))
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix in SUFFIXES and name not in SKIPPED and path != ROOT / PAGE:
                yield path


def main():
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    names = known(page)
    places, unknown = 0, []
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for citation in cited(line):
                places += 1
                if citation not in names:
                    unknown.append(f"{name}:{at}: {citation} is not in {PAGE}")
    print("\n".join(unknown), end="\n" if unknown else "")
    if not places:
        sys.exit("rules check: nothing is cited anywhere; the check itself is broken")
    if unknown:
        sys.exit(f"rules check: {len(unknown)} citations that {PAGE} does not explain: add them there, or mend the citation")
    print(f"rules check: {places} citations, all of them in {PAGE}")


if __name__ == "__main__":
    main()
