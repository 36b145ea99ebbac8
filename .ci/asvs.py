#!/usr/bin/env python3
"""docs/asvs.md is made of docs/asvs.csv: each requirement of ASVS 5.0.0 (levels 1 and 2), its state, and what shows it.

    asvs.py           writes docs/asvs.md
    asvs.py --check   fails where a file, a test or a heading is named that does not exist, in docs/asvs.csv and in the
                      tables of docs/security.md; where a requirement is missing, there twice or unknown; and where
                      docs/asvs.md is not what would be written

The evidence of a row are pieces with semicolons between. A piece is `path: test` (of Rust the name of a test function, else
words that stand in the file: the title of a journey, a setting), `path#Heading` (of a page), or `path`; after " — " may
stand a remark. What is open or not applicable has a sentence instead.
"""

import csv
import re
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "docs/asvs.csv"
PAGE = "docs/asvs.md"
TABLES = "docs/security.md"
FIELDS = ["requirement", "level", "section", "state", "evidence"]

# A state, what it is called at the head of a column, and whether its evidence are places rather than a sentence.
STATES = {
    "shown": ("shown", True),
    "documented": ("documented", True),
    "deployment": ("deployment", True),
    "not applicable": ("n/a", False),
    "open": ("open", False),
}

# Chapters of ASVS 5.0.0, and how many requirements of levels 1 and 2 each of their sections has.
CHAPTERS = {
    1: ("Encoding and Sanitization", {1: 2, 2: 9, 3: 11, 4: 3, 5: 2}),
    2: ("Validation and Business Logic", {1: 3, 2: 3, 3: 4, 4: 1}),
    3: ("Web Frontend Security", {2: 2, 3: 4, 4: 6, 5: 5, 7: 2}),
    4: ("API and Web Service", {1: 3, 2: 1, 3: 2, 4: 4}),
    5: ("File Handling", {1: 1, 2: 3, 3: 2, 4: 3}),
    6: ("Authentication", {1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4}),
    7: ("Session Management", {1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2}),
    8: ("Authorization", {1: 2, 2: 3, 3: 1, 4: 1}),
    9: ("Self-contained Tokens", {1: 3, 2: 4}),
    10: ("OAuth and OIDC", {1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3}),
    11: ("Cryptography", {1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1}),
    12: ("Secure Communication", {1: 3, 2: 2, 3: 4}),
    13: ("Configuration", {1: 1, 2: 5, 3: 2, 4: 5}),
    14: ("Data Protection", {1: 2, 2: 4, 3: 3}),
    15: ("Secure Coding and Architecture", {1: 3, 2: 3, 3: 7}),
    16: ("Security Logging and Error Handling", {1: 1, 2: 5, 3: 4, 4: 3, 5: 3}),
    17: ("WebRTC", {1: 1, 2: 4, 3: 2}),
}
PREFIX = "v5.0.0-"

FUNCTION = re.compile(r"^\s*(?:pub(?:\([a-z]+\))? )?(?:async )?fn (\w+)", re.M)
ATTRIBUTE = re.compile(r"#\[(?:tokio::)?test\b")


# --- what there is ----------------------------------------------------------------------------------------------------


@cache
def text(path):
    """The file at this path of the project; nothing when there is none."""
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.is_file() else None


@cache
def tests(path):
    """The test functions of a Rust file: those with the attribute among the lines right above them."""
    lines = (text(path) or "").splitlines()
    found = set()
    for at, line in enumerate(lines):
        function = FUNCTION.match(line)
        above = at
        while function and above and lines[above - 1].strip().startswith(("#[", "///", "//")):
            above -= 1
            if ATTRIBUTE.search(lines[above]):
                found.add(function[1])
    return found


@cache
def headings(path):
    """The headings of a page, outside of its examples."""
    outside = re.sub(r"^```.*?^```$", "", text(path) or "", flags=re.M | re.S)
    return set(re.findall(r"^#+ (.+?)\s*$", outside, re.M))


def anchor(heading):
    """How a link names a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def fault(path, name=None, heading=None):
    """Why a place is none; nothing when it is there."""
    if not (ROOT / path).exists():
        return f"{path} does not exist"
    if heading and heading not in headings(path):
        return f"`{heading}` is no heading of {path}"
    if not name:
        return None
    if path.endswith(".rs") and re.fullmatch(r"\w+", name):
        return None if name in tests(path) else f"`{name}` is no test of {path}"
    return None if name in (text(path) or "") else f"`{name}` does not stand in {path}"


# --- docs/asvs.csv ----------------------------------------------------------------------------------------------------


def pieces(evidence):
    """The places of a row: path, test, heading, remark."""
    for piece in evidence.split("; "):
        name = None
        place, _, remark = piece.partition(" — ")
        path, _, heading = place.partition("#")
        if not heading:
            path, _, name = place.partition(": ")
        yield path, name, heading, remark


def rows():
    """The rows with their lines."""
    with (ROOT / SOURCE).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != FIELDS:
            sys.exit(f"{SOURCE}:1: the columns are {', '.join(FIELDS)}")
        return [(reader.line_num, row) for row in reader]


def numbers(requirement):
    """Chapter, section and number of v5.0.0-1.2.3."""
    parts = requirement.removeprefix(PREFIX).split(".")
    return tuple(int(part) for part in parts) if len(parts) == 3 and all(map(str.isdigit, parts)) else None


def faults_of_rows(all_rows):
    """What is wrong with the table of requirements."""
    wanted = {
        (chapter, section, number)
        for chapter, (_, sections) in CHAPTERS.items()
        for section, count in sections.items()
        for number in range(1, count + 1)
    }
    there = set()
    for line, row in all_rows:
        def tell(what):
            return f"{SOURCE}:{line}: {row['requirement']}: {what}"

        requirement = numbers(row["requirement"])
        if not row["requirement"].startswith(PREFIX) or requirement not in wanted:
            yield tell("is no requirement of ASVS 5.0.0, levels 1 and 2")
        elif requirement in there:
            yield tell("is there twice")
        there.add(requirement)
        if row["state"] not in STATES:
            yield tell(f"`{row['state']}` is no state: {', '.join(STATES)}")
        elif not row["evidence"]:
            yield tell("says nothing")
        elif STATES[row["state"]][1]:
            for path, name, heading, _ in pieces(row["evidence"]):
                wrong = fault(path, name, heading)
                if wrong:
                    yield tell(wrong)
    for requirement in sorted(wanted - there):
        yield f"{SOURCE}: {PREFIX}{'.'.join(map(str, requirement))} is missing"


# --- docs/security.md -------------------------------------------------------------------------------------------------


def faults_of_tables():
    """Files and tests that the tables name and that do not exist; and how many places they name."""
    wrong, count = [], 0
    for line, words in enumerate((text(TABLES) or "").splitlines(), 1):
        path = None
        for word in re.findall(r"`([^`]+)`", words.rsplit(" | ", 1)[-1]) if words.startswith("| ") else []:
            if re.match(r"(app|server|frontend|end2end|docs|\.ci)/", word):
                path, name = word, None
            elif path and re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", word):
                name = word
            else:
                continue
            count += 1
            what = fault(path, name)
            if what:
                wrong.append(f"{TABLES}:{line}: {what}")
                path = path if name else None
    return wrong, count


# --- docs/asvs.md -----------------------------------------------------------------------------------------------------

HEAD = f"""# ASVS 5.0.0

Each requirement of the OWASP Application Security Verification Standard 5.0.0, levels 1 and 2, and where this program
stands. Made of [asvs.csv](asvs.csv) by `.ci/asvs.py`: mend that table, not this page. `make rules-check` fails when a file,
a test or a heading that is named here does not exist.

- **shown**: tests that were read and prove it, or a setting that the build enforces. They run in `make test`.
- **documented**: the standard asks for a description; here it is.
- **deployment**: the operator makes it so, and the section named tells how to check it.
- **n/a**: the program has nothing of the kind; why.
- **open**: something is missing; what.

What must not happen and what prevents it, in our own words: [security.md](security.md).
"""


def place(path, name, heading, remark):
    """A place as the page writes it."""
    if heading:
        target = path.removeprefix("docs/") if path.startswith("docs/") else f"../{path}"
        words = f"[{path}: {heading}]({target}#{anchor(heading)})"
    else:
        words = f"`{path}`" + (f": `{name}`" if name else "")
    return words + (f" ({remark})" if remark else "")


def page(all_rows):
    """The whole page."""
    by_chapter = {chapter: [] for chapter in CHAPTERS}
    for _, row in all_rows:
        by_chapter[numbers(row["requirement"])[0]].append(row)

    def counts(some):
        return [str(sum(row["state"] == state for row in some)) for state in STATES] + [str(len(some))]

    def table(heads, lines, columns=""):
        rule = columns or " | ".join("---" for _ in heads)
        return "\n".join([f"| {' | '.join(heads)} |", f"| {rule} |", *(f"| {' | '.join(line)} |" for line in lines)])

    def link(chapter):
        title = f"V{chapter} {CHAPTERS[chapter][0]}"
        return f"[{title}](#{anchor(title)})"

    heads = ["chapter", *(words for words, _ in STATES.values()), "all"]
    lines = [[link(chapter), *counts(some)] for chapter, some in by_chapter.items()]
    lines.append(["**all**", *(f"**{count}**" for count in counts([row for _, row in all_rows]))])
    parts = [HEAD, table(heads, lines, "--- | " + " | ".join("---:" for _ in heads[1:]))]
    for chapter, some in by_chapter.items():
        parts.append(f"\n## V{chapter} {CHAPTERS[chapter][0]}\n")
        lines = []
        for row in some:
            words, places = STATES[row["state"]]
            evidence = "; ".join(place(*piece) for piece in pieces(row["evidence"])) if places else row["evidence"]
            words = f"**{words}**" if row["state"] == "open" else words
            lines.append([row["requirement"].removeprefix(PREFIX), row["level"], row["section"], words, evidence])
        parts.append(table(["", "level", "section", "state", "where, or why"], lines))
    return "\n".join(parts) + "\n"


def main():
    all_rows = rows()
    wrong = list(faults_of_rows(all_rows))
    unsound, count = faults_of_tables()
    wrong += unsound
    if not wrong and "--check" not in sys.argv[1:]:
        (ROOT / PAGE).write_text(page(all_rows), encoding="utf-8")
    if not wrong and text(PAGE) != page(all_rows):
        wrong.append(f"{PAGE}: is not what {SOURCE} gives: .ci/asvs.py")
    print("\n".join(wrong), end="\n" if wrong else "")
    if not count:
        sys.exit(f"asvs: {TABLES} names no place at all; the check itself is broken")
    if wrong:
        sys.exit(f"asvs: {len(wrong)} faults")
    print(f"asvs: {len(all_rows)} requirements; every place that they and the {count} of {TABLES} name is there")


if __name__ == "__main__":
    main()
