//! What is expected of a sheet.

use std::collections::BTreeMap;

use domain::sheet::{Field, list};
use serde::{Deserialize, Serialize};

/// What becomes of hidden and filtered rows. Nobody decides it but the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HiddenRows {
    /// 导入.
    Import,
    /// 跳过.
    Skip,
}

/// What is expected of a sheet, and what somebody chose when it was read before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The fields that it may have. All other columns are dropped.
    pub fields: Vec<Field>,
    /// Groups of keys of which one must be there.
    pub one_of: Vec<Vec<String>>,
    /// From a heading as [`Mapping`](domain::sheet::Mapping) shows it to the key of a field, or to nothing for a column that is not
    /// to be read.
    pub mapping: BTreeMap<String, String>,
    /// Names of the sheets of a workbook that are ticked. Without a choice: the visible ones that have the headings of the first
    /// that has what is required.
    pub sheets: Option<Vec<String>>,
    /// What becomes of hidden rows. Without a choice they come, marked.
    pub hidden_rows: Option<HiddenRows>,
}

impl Expected {
    /// These fields.
    #[must_use]
    pub fn of(fields: Vec<Field>) -> Self {
        Self { fields, ..Self::default() }
    }

    /// A list of children (county B.15).
    #[must_use]
    pub fn list() -> Self {
        Self { one_of: list::one_of(), ..Self::of(list::fields()) }
    }

    /// The same, with columns mapped by hand.
    #[must_use]
    pub fn mapped(self, mapping: BTreeMap<String, String>) -> Self {
        Self { mapping, ..self }
    }
}
