//! The lists from which an address is picked, level by level, down to a given place.

use domain::divisions::DivisionItem;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codec::Wire;
use crate::wire::Failure;

/// One level of an address: what can be chosen, and what is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceStep {
    /// `province` … `village`: the name of the select.
    pub level: String,
    /// Codes and names in the order of the list.
    pub options: Vec<(String, String)>,
    /// The code chosen; empty when none is.
    pub chosen: String,
    /// Whether places of this list have lists of their own.
    pub deeper: bool,
}

impl PlaceStep {
    /// The step that offers `items`; chosen is the one that holds `code`.
    #[must_use]
    pub fn new(items: Vec<DivisionItem>, code: &str) -> Self {
        const LEVELS: [&str; 5] = ["province", "prefecture", "county", "township", "village"];
        // A province may list prefectures and counties together; the select is named for the upper level.
        let level = LEVELS.iter().find(|level| items.iter().any(|item| item.level == **level));
        let chosen = items.iter().find(|item| holds(&item.code, code)).map(|item| item.code.clone());
        Self {
            level: level.copied().unwrap_or("village").to_owned(),
            deeper: items.iter().any(|item| item.has_children),
            options: items.into_iter().map(|item| (item.code, item.name)).collect(),
            chosen: chosen.unwrap_or_default(),
        }
    }
}

/// Is the place `inner` inside `outer`, or the same?
#[must_use]
pub fn holds(outer: &str, inner: &str) -> bool {
    let mut digits = outer;
    while digits.len() <= 6 && digits.len() > 2 && digits.ends_with("00") {
        digits = &digits[..digits.len() - 2];
    }
    !inner.is_empty() && inner.starts_with(digits)
}

/// The lists on the way to `code`, and the list below it. The first `skip` of them, which the page has
/// already, are left out.
///
/// # Errors
/// [`Failure::Offline`] without a connection.
#[server(prefix = "/fn", endpoint = "divisions/along", input = Wire, output = Wire)]
pub async fn along(code: String, skip: usize) -> Result<Vec<PlaceStep>, Failure> {
    Ok(steps(&code, skip)?)
}

/// The same on the server.
///
/// # Errors
/// [`domain::problem::Problem::Internal`] when the table cannot be read.
#[cfg(feature = "ssr")]
pub fn steps(code: &str, skip: usize) -> Result<Vec<PlaceStep>, domain::problem::Problem> {
    use backend::divisions::names;

    use crate::places::Places as _;
    use crate::wire::context::problem;

    Ok(names::index().map_err(problem)?.along(code, skip))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(code: &str, level: &str) -> DivisionItem {
        DivisionItem {
            code: code.into(),
            name: code.into(),
            level: level.into(),
            path: code.into(),
            has_children: true,
        }
    }

    #[test]
    fn a_place_is_inside_its_ancestors_only() {
        for (outer, inner, inside) in [
            ("120000", "120104001", true),
            ("120100", "120104001", true),
            ("120104", "120104001", true),
            ("120103", "120104001", false),
            ("441900", "441900003", true),
            ("120104001", "120104001", true),
            ("120000", "", false),
            ("130000", "120104", false),
        ] {
            assert_eq!(holds(outer, inner), inside, "{outer} {inner}");
        }
    }

    #[test]
    fn a_mixed_list_takes_the_name_of_the_upper_level() {
        let step = PlaceStep::new(vec![item("420100", "prefecture"), item("429004", "county")], "429004001");
        assert_eq!((step.level.as_str(), step.chosen.as_str()), ("prefecture", "429004"));
    }
}
