//! Every database call, grouped by what is asked about. Absence is `Ok(None)`; the service decides what
//! that means.

pub mod accounts;
pub(crate) mod bulk;
pub mod county_move;
pub mod departures;
pub mod devices;
pub mod directory;
pub mod divisions;
pub mod drafts;
pub mod duplicate_candidates;
pub(crate) mod entries;
pub mod entry;
pub mod events;
pub mod field_coverage;
pub mod field_phones;
pub mod field_roster;
pub mod field_scope;
pub mod field_work;
pub mod links;
pub mod lookups;
pub mod made_links;
pub mod matches;
pub mod messages;
pub mod notices;
pub mod queue;
pub mod records;
mod rows;
pub mod sessions;
pub mod settings;
pub mod sharing;
pub mod submissions;

use std::collections::BTreeMap;

pub use rows::insert;
pub(crate) use rows::statements;

/// What is asked about several counties is asked county by county; mostly it is about one.
fn by_county<'a, T>(asked: impl IntoIterator<Item = (&'a str, T)>) -> BTreeMap<&'a str, Vec<T>> {
    let mut counties: BTreeMap<&str, Vec<T>> = BTreeMap::new();
    for (county, one) in asked {
        counties.entry(county).or_default().push(one);
    }
    counties
}
