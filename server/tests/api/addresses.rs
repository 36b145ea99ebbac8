//! `app::addresses` and the routers know the same addresses, and nobody else writes one.

use std::fs;
use std::path::{Path, PathBuf};

use axum::http::{Method, StatusCode, header};

use crate::support::{Site, sites};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// What stands for the placeholders of an address.
const SAMPLES: [(&str, &str); 11] = [
    ("{county}", "120104"),
    ("{lane}", "0193d5a0-0000-7000-8000-000000000001"),
    ("{no}", "1"),
    ("{year}", "2026"),
    ("{token}", "nothing"),
    ("{form}", "migrant"),
    ("{section}", "child"),
    ("{step}", "moved"),
    ("{group}", "idno"),
    ("{id}", "0193d5a0-0000-7000-8000-000000000001"),
    ("{record}", "0193d5a0-0000-7000-8000-000000000001"),
];

/// The text of a source without its unit tests and comments.
pub(crate) fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The addresses in a text: what is quoted and begins with a slash and a letter.
fn quoted(code: &str) -> impl Iterator<Item = &str> {
    let paths = code.split('"').skip(1).step_by(2);
    paths.filter(|text| text.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase())))
}

/// Every address that `app::addresses` makes, with samples for its placeholders.
fn addresses() -> Vec<String> {
    let code = code(&Path::new(HERE).join("../app/src/addresses.rs"));
    let filled =
        |address: &str| SAMPLES.iter().fold(address.to_owned(), |address, (at, with)| address.replace(at, with));
    let addresses: Vec<String> = quoted(&code).map(filled).collect();
    assert!(addresses.len() > 30 && !addresses.iter().any(|address| address.contains('{')), "{addresses:?}");
    addresses
}

/// Nobody is signed in and no link was opened, so what is there refuses in its own way. A method that no route has is not
/// allowed (405) where there is a route, and finds nothing (404) where there is none.
async fn leads_to_a_route(site: &Site, address: &str) -> bool {
    let refused = site.method(Method::PUT, address).await;
    if refused.status == StatusCode::NOT_FOUND {
        return false;
    }
    if !refused.header(header::ALLOW).contains("GET") {
        return true;
    }
    // `/declare/{page}` is one route for many pages: the page itself says that there is none.
    !site.get(address).await.text().contains("没有找到这一页")
}

#[tokio::test]
async fn every_address_leads_to_a_route_or_a_file() {
    let site = sites().await.remove(0);
    for address in addresses() {
        let file = Path::new(HERE).join("../public").join(&address[1..]).is_file();
        assert!(file || leads_to_a_route(&site, &address).await, "{address} leads nowhere");
    }
    for nowhere in ["/declare/nothing", "/fields", "/links/1"] {
        assert!(!leads_to_a_route(&site, nowhere).await, "{nowhere} leads somewhere");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The pattern of a route with a parameter belongs to its router.
fn of_a_router(line: &str) -> bool {
    line.contains("path!(") || line.contains(".route(\"/") && line.contains('{')
}

#[test]
fn no_other_file_writes_an_address() {
    let mut first_parts: Vec<String> = addresses();
    first_parts.iter_mut().for_each(|address| *address = address[1..].split(['/', '?']).next().unwrap().to_owned());
    // Its addresses stand with its handlers, from which its description is made.
    first_parts.retain(|part| part != "api");
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    for folder in ["../app/src", "office/src", "gate/src", "src"] {
        sources(&Path::new(HERE).join(folder), &mut files);
    }
    for file in files.iter().filter(|file| !file.ends_with("app/src/addresses.rs")) {
        let code = code(file);
        for line in code.lines().filter(|line| !of_a_router(line)) {
            let literal = |address: &str| address[1..].split(['/', '?', '#', '{']).next().map(str::to_owned);
            if quoted(line).filter_map(literal).any(|part| first_parts.contains(&part)) {
                wrong.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "take it from app::addresses:\n{}", wrong.join("\n"));
}
