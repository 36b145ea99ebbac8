//! A table of the pack.

use serde::Serialize;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Stable code, for programs.
    pub code: &'static str,
    /// Heading.
    pub title: &'static str,
    /// Headings of the columns.
    pub columns: Vec<&'static str>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

impl Section {
    pub(super) fn new<const N: usize>(
        code: &'static str,
        title: &'static str,
        columns: [&'static str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> Self {
        let rows = rows.into_iter().map(Vec::from).collect();
        Self { code, title, columns: columns.to_vec(), rows }
    }
}
