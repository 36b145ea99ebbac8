//! The access table decides, and nothing beside it: no other source names a role to find out what somebody may.

use std::fs;
use std::path::{Path, PathBuf};

use crate::addresses::code;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Where a role is named for another reason.
const NAMED: [(&str, &str); 10] = [
    ("app/domain/src/ledger/alert.rs", "who is told at once is a rule of the ledger"),
    ("server/backend/src/seed/", "people of the demonstration"),
    ("server/backend/src/declare/submissions.rs", "who sends without an account is a family"),
    ("server/backend/src/declare/statuses.rs", "who comes by a link is a family"),
    ("server/backend/src/declare/guardian/code.rs", "who comes by a link is a family"),
    ("server/backend/src/rights/guardian.rs", "who comes by a link with a proof is a guardian"),
    ("server/backend/src/access/clients/", "programs, and the operator on the host"),
    ("server/office/src/access/clients.rs", "the words for a program"),
    ("server/backend/src/access/administration/invite.rs", "the first two accounts, whom nobody could grant"),
    ("server/office/src/access/accounts/assignment_form.rs", "the usual term that the form proposes"),
];

pub(crate) fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        match path.is_dir() {
            true if ["target", "tests", "examples", "node_modules"].iter().any(|folder| path.ends_with(folder)) => {}
            false if path.to_string_lossy().ends_with("_tests.rs") => {}
            true => sources(&path, found),
            false if path.extension().is_some_and(|of| of == "rs") => found.push(path),
            false => {}
        }
    }
}

#[test]
fn no_code_beside_the_table_decides_by_role() {
    let mut files = Vec::new();
    for folder in ["app", "server", "frontend"] {
        sources(&Path::new(ROOT).join(folder), &mut files);
    }
    let names = |file: &PathBuf| {
        let named = code(file);
        let mut after = named.split("Role::").skip(1);
        after.any(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()) && !rest.starts_with("ALL"))
    };
    let naming: Vec<String> =
        files.iter().filter(|file| names(file)).map(|file| file.to_string_lossy().into()).collect();
    let excused = |file: &str| NAMED.iter().any(|(place, _)| file.contains(place));
    let deciding: Vec<_> = naming.iter().filter(|file| !excused(file)).collect();
    assert!(deciding.is_empty(), "ask domain::access instead: {deciding:#?}");
    for (place, why) in NAMED {
        assert!(naming.iter().any(|file| file.contains(place)), "no longer needed: {place} ({why})");
    }
}
