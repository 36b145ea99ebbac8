//! `access.toml` as it is read: by the build script, which checks it and writes it as Rust, and by tests, which take
//! rows away. The program itself never reads it.
//!
//! | module | holds |
//! | --- | --- |
//! | `ordered` | maps that keep the order of the file |
//! | `expand` | the cells that the rows stand for |
//! | `check` | what every table must hold |
//! | `faults` | what the law and the rules forbid every table |

pub(crate) mod check;
mod expand;
mod faults;
mod ordered;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use ordered::Ordered;

/// Who are officials: `*staff` in a row.
pub(crate) const NOT_STAFF: [&str; 5] = ["anonymous", "family", "guardian", "client", "operator"];

/// The file.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) version: u32,
    pub(crate) levels: Ordered<String>,
    pub(crate) states: Ordered<String>,
    pub(crate) state_sets: BTreeMap<String, Vec<String>>,
    pub(crate) groups: Ordered<Group>,
    pub(crate) roles: Ordered<Role>,
    pub(crate) duties: Duties,
    pub(crate) relations: Ordered<Relation>,
    /// A level for every group that it names, and `_` for the others.
    pub(crate) profiles: Ordered<BTreeMap<String, String>>,
    pub(crate) see: Rows<See>,
    pub(crate) channels: Ordered<BTreeMap<String, String>>,
    pub(crate) actions: Ordered<Action>,
    pub(crate) conditions: Ordered<String>,
    pub(crate) may: Rows<May>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) label: String,
    pub(crate) s: String,
    pub(crate) mask: String,
    pub(crate) fields: Vec<String>,
    #[serde(default)]
    pub(crate) parts: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {
    pub(crate) label: String,
    pub(crate) level: String,
    pub(crate) mfa: String,
    pub(crate) sees: String,
    #[serde(default)]
    pub(crate) granted_by: Vec<String>,
    pub(crate) confirmed_by: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Duties {
    pub(crate) exclusive: Vec<[String; 2]>,
    pub(crate) alone: Vec<String>,
    pub(crate) per_record: Vec<[String; 2]>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relation {
    pub(crate) label: String,
    pub(crate) means: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rows<T> {
    pub(crate) rows: Vec<T>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct See {
    pub(crate) role: String,
    pub(crate) relation: String,
    pub(crate) states: States,
    pub(crate) profile: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Action {
    pub(crate) label: String,
    pub(crate) event: Option<String>,
    #[serde(default)]
    pub(crate) reason: bool,
    #[serde(default)]
    pub(crate) step_up: Option<u16>,
    #[serde(default)]
    pub(crate) two: bool,
    #[serde(default)]
    pub(crate) list: bool,
    #[serde(default)]
    pub(crate) page: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct May {
    pub(crate) action: String,
    pub(crate) roles: Vec<String>,
    #[serde(default)]
    pub(crate) on: On,
    #[serde(default)]
    pub(crate) relations: Vec<String>,
    pub(crate) states: Option<States>,
    #[serde(default, rename = "if")]
    pub(crate) conditions: Vec<String>,
}

/// On what an action is done.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum On {
    #[default]
    Record,
    Area,
    Own,
}

/// The name of a set of states, or the states.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum States {
    Set(String),
    List(Vec<String>),
}

/// The table in `text`.
pub(crate) fn parse(text: &str) -> Result<Table, toml::de::Error> {
    toml::from_str(text)
}
