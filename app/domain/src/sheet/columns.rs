//! Which column of a sheet is which field. Fields are declared once, with the other names that sheets have for them; whatever
//! cannot be told is left to a person, never guessed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::headings::Whose;
use super::headings::{outside_brackets, owner, plain};

/// A field that a sheet may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its key: `child_name`.
    pub key: String,
    /// Its official label, which is a name of its own.
    pub label: String,
    /// Other names of it. Those of a person's field stand without the person: 姓名, not 父亲姓名.
    pub aliases: Vec<String>,
    /// Whose it is.
    pub whose: Whose,
    /// Whether a sheet without it is not read.
    pub required: bool,
}

impl Field {
    /// A field of the child, or of nobody, that a sheet may lack.
    #[must_use]
    pub fn new(key: &str, label: &str, aliases: &[&str]) -> Self {
        let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        Self { key: key.to_owned(), label: label.to_owned(), aliases, whose: Whose::Child, required: false }
    }

    /// The same of another person.
    #[must_use]
    pub fn of(self, whose: Whose) -> Self {
        Self { whose, ..self }
    }

    /// The same, required.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Whether a heading, in one or two lines, is one of this field.
    fn is_named(&self, upper: &str, lower: &str) -> bool {
        // A text is no heading, and would be compared with every name.
        if upper.len() + lower.len() > LONGEST {
            return false;
        }
        let (group, label) = (plain(upper), plain(lower));
        let names: Vec<String> = std::iter::once(&self.label).chain(&self.aliases).map(|name| plain(name)).collect();
        if names.contains(&[group.as_str(), label.as_str()].concat()) {
            return true;
        }
        [label, outside_brackets(lower)].iter().any(|label| {
            let (near, rest) = owner(label);
            let (far, _) = owner(&group);
            let whose = near.or(far).unwrap_or(Whose::Child);
            let matches = |text: &str| names.iter().any(|name| name == text || owner(name) == (Some(self.whose), text));
            whose == self.whose && (matches(rest) || (near.is_none() || self.whose == Whose::Child) && matches(label))
        })
    }
}

/// Most bytes of a heading in both its lines.
const LONGEST: usize = 300;

/// The heading of a column, of one line or two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The group above it; empty when there is none.
    pub upper: String,
    /// The label.
    pub lower: String,
}

impl Heading {
    /// `upper·lower`, as it is shown and remembered.
    #[must_use]
    pub fn shown(&self) -> String {
        let clean = |text: &str| text.split_whitespace().collect::<String>();
        match (self.upper.is_empty(), self.lower.is_empty()) {
            (false, false) => format!("{}·{}", clean(&self.upper), clean(&self.lower)),
            _ => clean(&[self.upper.as_str(), self.lower.as_str()].concat()),
        }
    }
}

/// A column of a sheet that has a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Where it stands; the first is 0.
    pub at: usize,
    /// Its heading as it is shown. A second one of the same words has `#2` behind it.
    pub heading: String,
    /// The key of its field; nothing for a column that is not read.
    pub field: Option<String>,
}

/// Which column is which field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The columns with a heading, from the left.
    pub columns: Vec<Column>,
    /// Labels of required fields that no column has. Of alternatives that are all missing, joined by 或.
    pub missing: Vec<String>,
    /// Keys of fields for which there are several columns, with their headings: somebody chooses, none of them is read.
    pub ambiguous: Vec<(String, Vec<String>)>,
}

impl Mapping {
    /// Headings of columns that are not read.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let open = |column: &&Column| column.field.is_none() && !self.is_ambiguous(&column.heading);
        self.columns.iter().filter(open).map(|column| column.heading.as_str())
    }

    fn is_ambiguous(&self, heading: &str) -> bool {
        self.ambiguous.iter().any(|(_, headings)| headings.iter().any(|one| one == heading))
    }

    /// The place of a field's column.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<usize> {
        self.columns.iter().find(|column| column.field.as_deref() == Some(key)).map(|column| column.at)
    }
}

/// How many headings some field knows.
#[must_use]
pub fn known(headings: &[Heading], fields: &[Field]) -> usize {
    let is_known = |heading: &&Heading| fields.iter().any(|field| field.is_named(&heading.upper, &heading.lower));
    headings.iter().filter(is_known).count()
}

/// Whether the words are a label of some field, whosever it is.
#[must_use]
pub fn is_label(words: &str, fields: &[Field]) -> bool {
    let named = |field: &Field, whose| Field { whose, ..field.clone() }.is_named("", words);
    let all = [Whose::Child, Whose::Father, Whose::Mother, Whose::Guardian];
    !words.is_empty() && fields.iter().any(|field| all.into_iter().any(|whose| named(field, whose)))
}

/// Maps headings to fields. `one_of`: groups of keys of which one must be there. `manual`: what somebody chose before, from the
/// heading as it is shown to a key, or to nothing for a column that is not to be read; it overrules the aliases.
#[must_use]
pub fn map(
    headings: &[Heading],
    fields: &[Field],
    one_of: &[Vec<String>],
    manual: &BTreeMap<String, String>,
) -> Mapping {
    let mut mapping = Mapping::default();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (at, heading) in headings.iter().enumerate() {
        let shown = heading.shown();
        if shown.is_empty() {
            continue;
        }
        let times = seen.entry(shown.clone()).and_modify(|times| *times += 1).or_insert(1);
        let shown = if *times > 1 { format!("{shown}#{times}") } else { shown };
        let field = match manual.get(&shown) {
            Some(key) => fields.iter().find(|field| field.key == *key),
            None => fields
                .iter()
                .find(|field| field.is_named(&heading.upper, &heading.lower))
                .filter(|field| !manual.values().any(|key| *key == field.key)),
        };
        mapping.columns.push(Column { at, heading: shown, field: field.map(|field| field.key.clone()) });
    }
    for field in fields {
        let of_field = |column: &&mut Column| column.field.as_deref() == Some(&field.key);
        let columns: Vec<&mut Column> = mapping.columns.iter_mut().filter(of_field).collect();
        if columns.len() > 1 {
            let headings = columns.iter().map(|column| column.heading.clone()).collect();
            columns.into_iter().for_each(|column| column.field = None);
            mapping.ambiguous.push((field.key.clone(), headings));
        }
    }
    let there = |key: &str| mapping.place(key).is_some() || mapping.ambiguous.iter().any(|(field, _)| field == key);
    let missing = fields.iter().filter(|field| field.required && !there(&field.key)).map(|field| field.label.clone());
    let mut missing: Vec<String> = missing.collect();
    for group in one_of.iter().filter(|group| !group.iter().any(|key| there(key))) {
        let labels = fields.iter().filter(|field| group.contains(&field.key)).map(|field| field.label.as_str());
        missing.push(labels.collect::<Vec<_>>().join("或"));
    }
    mapping.missing = missing;
    mapping
}
