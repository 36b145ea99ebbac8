//! Writes the policy profiles of `src/eligibility/policies` and the access table of `src/access` as Rust: the phone gets
//! values, not a reader of JSON or TOML.

#[path = "build/access.rs"]
mod access;
#[path = "src/access/source/mod.rs"]
mod source;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use serde_json::{Map, Value};

const FOLDER: &str = "src/eligibility/policies";

fn main() -> io::Result<()> {
    for read in [FOLDER, access::FILE] {
        println!("cargo::rerun-if-changed={read}");
    }
    let mut code = String::new();
    for name in ["national", "tianjin"] {
        let text = fs::read_to_string(Path::new(FOLDER).join(name).with_extension("json"))?;
        let versions: Vec<Map<String, Value>> = serde_json::from_str(&text)?;
        let versions: Vec<String> = versions.iter().map(policy).collect();
        let _ = writeln!(code, "fn {name}() -> Vec<Policy> {{ vec![{}] }}", versions.join(", "));
    }
    let to = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo names no output folder"))?;
    fs::write(Path::new(&to).join("policies.rs"), code)?;
    let [codes, rows] = access::code(&fs::read_to_string(access::FILE)?)?;
    fs::write(Path::new(&to).join("access_codes.rs"), codes)?;
    fs::write(Path::new(&to).join("access_rows.rs"), rows)
}

/// One version; a key that [`Policy`] does not have, or lacks, stops the build.
fn policy(version: &Map<String, Value>) -> String {
    let mut fields = fields(version);
    if !version.contains_key("effective_to") {
        fields.push_str("effective_to: None");
    }
    format!("Policy {{ {fields} }}")
}

fn fields(object: &Map<String, Value>) -> String {
    object.iter().map(|(key, value)| format!("{key}: {}, ", written(key, value))).collect()
}

fn written(key: &str, value: &Value) -> String {
    match (key, value) {
        ("effective_from", Value::String(day)) => date(day),
        ("effective_to", Value::String(day)) => format!("Some({})", date(day)),
        ("stat_scope", Value::String(scope)) => format!("StatScope::{}", camel(scope)),
        ("words", Value::Object(words)) => format!("PolicyWords {{ {} }}", fields(words)),
        ("clauses", Value::Object(clauses)) => format!("Clauses {{ {} }}", fields(clauses)),
        ("exempt_groups", Value::Array(groups)) => {
            let groups =
                groups.iter().filter_map(Value::as_object).map(|group| format!("ExemptGroup {{ {} }}", fields(group)));
            format!("vec![{}]", groups.collect::<Vec<_>>().join(", "))
        }
        ("counties", Value::Array(codes)) => {
            let codes = codes.iter().filter_map(Value::as_str).map(|code| format!("CountyCode::literal({code})"));
            format!("vec![{}]", codes.collect::<Vec<_>>().join(", "))
        }
        (_, Value::String(text)) => format!("{text:?}.to_owned()"),
        (_, other) => other.to_string(),
    }
}

fn date(day: &str) -> String {
    let parts: Vec<&str> = day.split('-').map(|part| part.trim_start_matches('0')).collect();
    format!("jiff::civil::date({})", parts.join(", "))
}

fn camel(words: &str) -> String {
    words.split('_').map(|word| format!("{}{}", word[..1].to_uppercase(), &word[1..])).collect()
}
