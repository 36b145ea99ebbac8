//! Every route and server function of the sources, and the line that says which actions of the access table are behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use domain::access::Action;

use crate::addresses::code;
use crate::roles::sources;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What a route is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Nobody has to be anybody.
    Public,
    /// A family by its link.
    Link,
    /// A phone by its token.
    Phone,
    /// Whoever is signed in.
    Own,
    /// The area of an assignment.
    Area,
    /// One record.
    Record,
}

/// A line of `routes.txt`.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// `GET`, `POST`, `ANY`, or `FN` for a server function.
    pub(super) method: &'static str,
    /// With its placeholders.
    pub(super) path: &'static str,
    pub(super) target: Target,
    /// One of these is needed.
    pub(super) actions: Vec<Action>,
}

/// The lines of `routes.txt`.
pub(super) fn routes() -> Vec<Route> {
    let lines = include_str!("routes.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| read(line).unwrap_or_else(|| panic!("{line}"))).collect()
}

fn read(line: &'static str) -> Option<Route> {
    let mut parts = line.split('|').map(str::trim);
    let (method, path) = parts.next()?.split_once(' ')?;
    let target = match parts.next()? {
        "public" => Target::Public,
        "link" => Target::Link,
        "phone" => Target::Phone,
        "own" => Target::Own,
        "area" => Target::Area,
        "record" => Target::Record,
        _ => return None,
    };
    let actions = parts.next()?.split(',').map(|code| Action::from_code(code.trim())).collect::<Option<_>>()?;
    Some(Route { method, path, target, actions })
}

/// The constants of `app::addresses`, with and without the module in which they stand.
fn constants() -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    let mut module = String::new();
    for line in code(&Path::new(ROOT).join("app/src/addresses.rs")).lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("pub mod ") {
            module = name.trim_end_matches(" {").to_owned();
        }
        let Some((name, rest)) = line.strip_prefix("pub const ").and_then(|rest| rest.split_once(": &str = \"")) else {
            continue;
        };
        let address = rest.trim_end_matches("\";").to_owned();
        named.insert(format!("{module}::{name}"), address.clone());
        named.entry(name.to_owned()).or_insert(address);
    }
    named
}

/// What stands between a mark and the parenthesis that closes it.
fn calls<'a>(code: &'a str, mark: &str) -> Vec<&'a str> {
    let inside = |from: usize| {
        let mut depth = 1;
        let end = code[from..].find(|c: char| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        &code[from..from + end.unwrap()]
    };
    code.match_indices(mark).map(|(at, _)| inside(at + mark.len())).collect()
}

/// The routes of axum in a source: `.route(address, get(…).post(…))`.
fn of_axum(code: &str, room: &str, constants: &BTreeMap<String, String>, found: &mut BTreeSet<String>) {
    for call in calls(code, ".route(") {
        let (address, handlers) = call.split_once(',').unwrap();
        let address = address.trim();
        let name = address.rsplit("::").next().unwrap();
        let in_room = || constants.get(&format!("{room}::{name}"));
        let imported = || {
            let lists = code.split("addresses::").skip(1).filter_map(|rest| rest.split_once("::"));
            let mut of = lists.filter(|(_, rest)| {
                let list = rest.strip_prefix('{').map_or_else(|| rest.split(';').next(), |rest| rest.split('}').next());
                list.is_some_and(|list| list.split(',').any(|one| one.trim() == name))
            });
            of.find_map(|(module, _)| constants.get(&format!("{module}::{name}")))
        };
        let path = match address.strip_prefix('"') {
            Some(literal) => literal.trim_end_matches('"'),
            None => address
                .rsplit_once("::")
                .and_then(|(module, _)| constants.get(&format!("{}::{name}", module.rsplit("::").next().unwrap())))
                .or_else(imported)
                .or_else(in_room)
                .or_else(|| constants.get(name))
                .map_or(address, String::as_str),
        };
        for (method, mark) in [("GET", "get("), ("POST", "post("), ("ANY", "any(")] {
            if handlers.contains(mark) && path != "path" {
                found.insert(format!("{method} {path}"));
            }
        }
    }
}

/// `/review/:id?` of the living pages, as axum writes it: one route with the last part and one without.
fn of_pages(code: &str, found: &mut BTreeSet<String>) {
    for path in calls(code, "path!(").into_iter().map(|path| path.trim_matches('"')) {
        let part = |part: &str| match (part.strip_prefix(':'), part.strip_prefix('*')) {
            (Some(name), _) => format!("{{{}}}", name.trim_end_matches('?')),
            (_, Some(name)) => format!("{{*{name}}}"),
            _ => part.to_owned(),
        };
        let parts: Vec<String> = path.split('/').map(part).collect();
        found.insert(format!("GET {}", parts.join("/")));
        if path.ends_with('?') {
            found.insert(format!("GET {}", parts[..parts.len() - 1].join("/")));
        }
    }
}

/// The routes of the sources.
fn of_the_sources() -> BTreeSet<String> {
    let (mut files, mut found, constants) = (Vec::new(), BTreeSet::new(), constants());
    for folder in ["app/src", "server/office/src", "server/src"] {
        sources(&Path::new(ROOT).join(folder), &mut files);
    }
    for file in &files {
        let text = code(file);
        let room = file.parent().and_then(Path::file_name).map_or("", |name| name.to_str().unwrap());
        of_axum(&text, room, &constants, &mut found);
        of_pages(&text, &mut found);
        for call in calls(&text, "#[utoipa::path(") {
            let method = call.trim_start().split(',').next().unwrap().to_uppercase();
            let path = call.split("path = \"").nth(1).unwrap().split('"').next().unwrap();
            found.insert(format!("{method} {path}"));
        }
        for call in calls(&text, "#[server(") {
            let name = call.split("endpoint = \"").nth(1).unwrap().split('"').next().unwrap();
            found.insert(format!("FN {name}"));
        }
    }
    // The shapes in which a link comes out of other programs stand in a list.
    let links = fs::read_to_string(Path::new(ROOT).join("server/src/doors/links.rs")).unwrap();
    let list = links.split("    [\"/l/").nth(1).unwrap().split(']').next().unwrap();
    found.extend(format!("\"/l/{list}").split('"').skip(1).step_by(2).map(|path| format!("GET {path}")));
    found
}

#[test]
fn t_30_every_route_has_a_line_and_every_line_a_route() {
    let told: BTreeSet<String> = routes().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(told.len(), routes().len(), "a route has one line");
    let there = of_the_sources();
    let (without, gone): (Vec<_>, Vec<_>) = (there.difference(&told).collect(), told.difference(&there).collect());
    assert!(without.is_empty(), "say in routes.txt which actions are behind: {without:#?}");
    assert!(gone.is_empty(), "take out of routes.txt: {gone:#?}");
}
