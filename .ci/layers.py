#!/usr/bin/env python3
"""Dependencies point downward: between crates, and between the modules inside each crate.

Crates stand in the layers below; a crate uses those of lower layers only, and what runs on both sides or in the browser
reaches a server's crate only through a feature.

Inside a crate, modules with one parent are compared: one uses another when anything in its folder names anything in the
other's (use …, crate::…, super::…; names that a parent re-exports are followed to where they are made; comments, strings
and tests are left out). Between a parent and its own children everything is allowed. Siblings must not use each other in
a circle; there are no exceptions.

    layers.py           check; for every knot of modules the shortest circle is told, with the lines that close it
    layers.py --graph   print every dependency between siblings with the first line that makes it
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Highest first. A new crate is named here.
LAYERS = [["server", "frontend", "verdict"], ["office"], ["app"], ["gate"], ["backend", "offline"], ["ui"], ["domain"]]


# --- reading Rust ----------------------------------------------------------------------------------------------------

TOKEN = re.compile(
    r"""//[^\n]*|/\*|(?<!\w)(?:b|c)?r(\#*)"|(?<!\w)[bc]?"|(?<!\w)b?'(?:\\(?:u\{[^}]*\}|x[0-9a-fA-F]{2}|.)|[^\\'\n])'""", re.S
)


def blank(text):
    """The text with comments, strings and characters as blanks; every line and offset stays."""
    out, at = [], 0
    while found := TOKEN.search(text, at):
        out.append(text[at : found.start()])
        token, end = found.group(), found.end()
        if token == "/*":
            depth = 1
            while depth and (inner := re.compile(r"/\*|\*/").search(text, end)):
                depth += 1 if inner.group() == "/*" else -1
                end = inner.end()
        elif token.endswith('"'):
            close = re.compile('"' + found.group(1)) if found.group(1) is not None else re.compile(r'(?:[^"\\]|\\.)*"', re.S)
            inner = close.search(text, end) if found.group(1) is not None else close.match(text, end)
            end = inner.end() if inner else len(text)
        out.append(re.sub(r"[^\n]", " ", text[found.start() : end]))
        at = end
    out.append(text[at:])
    return "".join(out)


def closing(code, at):
    """The offset after the brace that closes the one at `at`."""
    depth = 0
    for found in re.compile(r"[{}]").finditer(code, at):
        depth += 1 if found.group() == "{" else -1
        if depth == 0:
            return found.end()
    return len(code)


ATTRIBUTE = re.compile(r"\s*#\[(?:[^\[\]]|\[[^\]]*\])*\]")
TEST_ONLY = re.compile(r"#\[cfg\((?:test|all\(test\b[^\]]*)\)\]")


def without_tests(code):
    """The code without the items under #[cfg(test)]."""
    while found := TEST_ONLY.search(code):
        end = found.end()
        while attribute := ATTRIBUTE.match(code, end):
            end = attribute.end()
        stop = re.compile(r"[;{]").search(code, end)
        end = len(code) if stop is None else closing(code, stop.start()) if stop.group() == "{" else stop.end()
        begin = found.start()
        while before := re.search(r"#\[(?:[^\[\]]|\[[^\]]*\])*\]\s*$", code[:begin]):
            begin = before.start()
        code = code[:begin] + re.sub(r"[^\n]", " ", code[begin:end]) + code[end:]
    return code


# --- the modules of a crate ------------------------------------------------------------------------------------------

ITEM = re.compile(r"\b(?:fn|struct|enum|union|trait|type|const|static|macro_rules!)\s+(?:mut\s+)?(\w+)")


class Module:
    def __init__(self, path, parent=None):
        self.path, self.parent = path, parent
        self.children, self.imports, self.globs, self.items = {}, {}, [], set()
        self.bodies = []  # (file, code) without the inline modules


class Crate:
    def __init__(self, name, roots):
        self.name, self.root = name, Module(())
        for file in roots:
            self.read(self.root, file, file.parent)
        self.walk(self.note_imports)

    def read(self, module, file, folder):
        raw = file.read_text(encoding="utf-8")
        self.take(module, file, folder, raw, without_tests(blank(raw)))

    def take(self, module, file, folder, raw, code):
        """Adds a piece of code to a module, and what it declares as modules of its own."""
        for found in re.finditer(r"\bmod\s+(\w+)\s*([;{])", code):
            name = found.group(1)
            if code[found.start()] == " ":
                continue
            child = module.children.setdefault(name, Module((*module.path, name), module))
            if found.group(2) == "{":
                end = closing(code, found.end() - 1)
                body = re.sub(r"[^\n]", " ", code[: found.end()]) + code[found.end() : end - 1]
                code = code[: found.end()] + re.sub(r"[^\n]", " ", code[found.end() : end - 1]) + code[end - 1 :]
                self.take(child, file, folder / name, raw, body)
                continue
            attributes = re.search(r"((?:#\[(?:[^\[\]]|\[[^\]]*\])*\]\s*)*)(?:pub(?:\([^)]*\))?\s+)?$", code[: found.start()])
            given = re.search(r'path\s*=\s*"([^"]+)"', raw[attributes.start(1) : attributes.end(1)])
            places = [file.parent / given.group(1)] if given else [folder / f"{name}.rs", folder / name / "mod.rs"]
            for place in places:
                if place.is_file():
                    self.read(child, place, place.parent if place.name == "mod.rs" else place.parent / place.stem)
        module.bodies.append((file, code))
        module.items.update(ITEM.findall(code))

    def walk(self, visit, module=None):
        module = module or self.root
        visit(module)
        for child in module.children.values():
            self.walk(visit, child)

    def note_imports(self, module):
        for file, code in module.bodies:
            for found in re.finditer(r"\buse\s+([^;]+);", code):
                for path, name in leaves(found.group(1)):
                    if name == "*":
                        module.globs.append(path)
                    elif name != "_":
                        module.imports.setdefault(name, path)

    def resolve(self, module, path, seen=()):
        """(module, whole): where what `path` names is made, and whether it names that module itself. None for what is
        another crate's. What follows an item (a variant, a method) is left out."""
        segments = list(path)
        if segments[0] in ("crate", "$crate"):
            module, segments = self.root, segments[1:]
        elif segments[0] in ("self", "super"):
            while segments and segments[0] in ("self", "super"):
                module = module if segments[0] == "self" else module.parent or module
                segments = segments[1:]
        elif segments[0] not in module.children and segments[0] not in module.imports:
            return None
        for name in segments:
            if name in module.children:
                module = module.children[name]
                continue
            module, whole = self.through(module, name, seen) or (module, False)
            if not whole:
                return module, False
        return module, True

    def through(self, module, name, seen):
        """Where a name comes from that a module imports or re-exports; None if the module makes it itself."""
        if (module.path, name) in seen:
            return None
        seen = (*seen, (module.path, name))
        if name in module.imports:
            return self.resolve(module, module.imports[name], seen)
        if name not in module.items:
            for path in module.globs:
                source = self.resolve(module, path, seen)
                if source is None or not source[1] or source[0] is module:
                    continue
                if name in source[0].children:
                    return source[0].children[name], True
                if name in source[0].items:
                    return source[0], False
                if (further := self.through(source[0], name, seen)) is not None:
                    return further
        return None


def leaves(tree, before=()):
    """(path, name) of every leaf of a use tree; the name is * for a glob."""
    tree = tree.strip()
    if found := re.fullmatch(r"((?:[\w$]+\s*::\s*)*)\{(.*)\}", tree.removeprefix("::"), re.S):
        prefix = (*before, *re.findall(r"[\w$]+", found.group(1)))
        depth, begin, body = 0, 0, found.group(2) + ","
        for at, sign in enumerate(body):
            depth += (sign == "{") - (sign == "}")
            if sign == "," and depth == 0:
                if body[begin:at].strip():
                    yield from leaves(body[begin:at], prefix)
                begin = at + 1
        return
    path, _, alias = re.sub(r"\s+", " ", tree).partition(" as ")
    path = (*before, *re.findall(r"[\w$]+|\*", path))
    if path and path[-1] == "*":
        yield path[:-1], "*"
    elif path:
        path = path[:-1] if path[-1] == "self" and len(path) > 1 else path
        yield path, alias.strip() or path[-1]


# --- who uses whom ---------------------------------------------------------------------------------------------------

PATH = re.compile(r"(?<![\w:.])((?:\$?crate|super|self|[a-z_]\w*)(?:\s*::\s*\w+)+)")


def graphs(crate):
    """{parent: {(user, used): "file:line"}} of sibling modules, by their names below the parent."""
    found = defaultdict(dict)

    def note(module, path, file, code, offset):
        if (target := crate.resolve(module, path)) is None:
            return
        here, there = module.path, target[0].path
        level = next((at for at, (a, b) in enumerate(zip(here, there)) if a != b), None)
        if level is not None:
            place = f"{file.relative_to(ROOT)}:{code.count(chr(10), 0, offset) + 1}"
            found[here[:level]].setdefault((here[level], there[level]), []).append(place)

    def visit(module):
        for file, code in module.bodies:
            rest = code
            for use in re.finditer(r"\buse\s+([^;]+);", code):
                for path, _ in leaves(use.group(1)):
                    if path:
                        note(module, path, file, code, use.start())
                rest = rest[: use.start()] + re.sub(r"[^\n]", " ", use.group()) + rest[use.end() :]
            for name in PATH.finditer(rest):
                note(module, tuple(re.findall(r"\$?\w+", name.group(1))), file, rest, name.start())

    crate.walk(visit)
    return found


def circle(edges, begin):
    """The shortest circle that begins with the dependency `begin`, as modules; None without one."""
    onward = defaultdict(list)
    for user, used in sorted(edges):
        onward[user].append(used)
    before, queue = {begin[1]: None}, [begin[1]]
    for module in queue:
        if module == begin[0]:
            trail = []
            while module is not None:
                trail.append(module)
                module = before[module]
            return [begin[0], *reversed(trail)]
        for used in onward[module]:
            if used not in before:
                before[used] = module
                queue.append(used)
    return None


def circles(edges):
    """The shortest circles, none of which shares a dependency with another: mend these, then look again."""
    trails = sorted(filter(None, (circle(edges, edge) for edge in sorted(edges))), key=len)
    shown = set()
    for trail in trails:
        steps = set(zip(trail, trail[1:]))
        if not steps & shown:
            shown |= steps
            yield trail


def told(edges, trail, parent):
    """A → B because file:line, a line a dependency."""
    name = lambda module: "::".join((*parent, module))
    lines = []
    for user, used in zip(trail, trail[1:]):
        places = edges[(user, used)]
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        lines.append(f"    {name(user)} → {name(used)}  because {places[0]}{more}")
    return "\n".join(lines)


# --- crates ----------------------------------------------------------------------------------------------------------


def workspace():
    command = ["cargo", "metadata", "--no-deps", "--format-version", "1", "--locked", "--offline"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if out.returncode:
        sys.exit(f"layers: {' '.join(command)} failed\n{out.stderr}")
    return json.loads(out.stdout)["packages"]


def check_crates(packages):
    """Every dependency between our own crates that does not point downward."""
    rank = {name: at for at, layer in enumerate(LAYERS) for name in layer}
    folder = {package["name"]: Path(package["manifest_path"]).relative_to(ROOT).parts[0] for package in packages}
    for package in packages:
        user = package["name"]
        if user not in rank:
            yield f"the crate {user} has no layer: name it in LAYERS of .ci/layers.py"
            continue
        for dependency in package["dependencies"]:
            used = dependency["name"]
            if used not in folder or used not in rank or used == user:
                continue
            if rank[used] <= rank[user]:
                yield f"crate {user} → {used}: {used} does not stand below {user} (LAYERS of .ci/layers.py)"
            elif folder[user] != "server" and folder[used] == "server" and not dependency["optional"] and dependency["kind"] is None:
                yield f"crate {user} → {used}: what runs in the browser may use {used} behind a feature only"


def main():
    task = sys.argv[1] if len(sys.argv) > 1 else ""
    if task not in ("", "--graph"):
        sys.exit(__doc__)
    packages = workspace()
    wrong, modules = list(check_crates(packages)), 0
    for package in sorted(packages, key=lambda package: package["name"]):
        name = package["name"]
        roots = [Path(t["src_path"]) for t in package["targets"] if {"lib", "cdylib", "rlib", "bin"} & set(t["kind"])]
        crate = Crate(name, roots)
        count = []
        crate.walk(count.append)
        modules += len(count)
        for parent, edges in sorted(graphs(crate).items()):
            if task == "--graph":
                for (user, used), places in sorted(edges.items()):
                    print(f"{name}: {'::'.join((*parent, user))} → {used}  {places[0]}")
                continue
            for trail in circles(edges):
                wrong.append(f"circle in the crate {name}:\n{told(edges, trail, parent)}")
    if task == "--graph":
        return
    if modules < 100:
        wrong.append(f"only {modules} modules were read; the check itself is broken")
    if wrong:
        print("\n".join(wrong))
        sys.exit(f"layers: {len(wrong)} to mend: move what both need below them, or the user above")
    print(f"layers: {len(packages)} crates and {modules} modules; every dependency points downward")


if __name__ == "__main__":
    main()
