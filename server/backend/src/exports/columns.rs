//! The columns of an export: the fields of the groups that were asked for, as far as the access table shows them to who asks
//! through the channel of exports.

use domain::access::{self, Channel, Group, Level, Relation, State as InTable};
use domain::form::{Field, FormKind, summary};
use domain::forms::form;
use domain::register::State;

use crate::access::accounts::Reviewer;
use crate::divisions::names;
use crate::error::Result;
use crate::register::document::{Document, form_of, state_of};
use crate::register::seen::Seen;
use crate::register::tables::record;

/// Headings of what every export has.
const ALWAYS: [&str; 5] = ["登记编号", "登记表", "办理状态", "乡镇（街道）", "村（居）"];

/// The groups of fields that this person may take out, be it masked.
#[must_use]
pub fn groups(reviewer: &Reviewer) -> Vec<Group> {
    let relation = if reviewer.area().township().is_some() { Relation::Township } else { Relation::County };
    let shown = |group: Group| {
        State::ALL.iter().any(|state| {
            let levels = access::levels(reviewer.account().role(), relation, InTable::from(*state));
            levels.through(Channel::Export).of(group) >= Level::Masked
        })
    };
    let groups = Group::ALL.iter().copied();
    groups.filter(|group| shown(*group) && fields(*group).next().is_some()).collect()
}

/// The fields of a group that one of the forms asks.
fn fields(group: Group) -> impl Iterator<Item = &'static Field> {
    let all = [FormKind::Migrant, FormKind::LeftBehind].into_iter().flat_map(|kind| form(kind).fields());
    let mut seen = Vec::new();
    all.filter(move |field| {
        let new = Group::of_field(field.key) == Some(group) && !seen.contains(&field.key);
        if new {
            seen.push(field.key);
        }
        new
    })
}

/// The columns of an export.
pub(super) struct Columns(Vec<&'static Field>);

impl Columns {
    pub(super) fn of(groups: &[Group]) -> Self {
        Self(groups.iter().flat_map(|group| fields(*group)).collect())
    }

    pub(super) fn headings(&self) -> Vec<String> {
        let fields = self.0.iter().map(|field| field.official_label());
        ALWAYS.into_iter().map(str::to_owned).chain(fields).collect()
    }

    /// What of a record stands in them.
    pub(super) fn row(&self, record: &record::Model, document: &Document, seen: Seen) -> Result<Vec<String>> {
        let form = form(form_of(record)?);
        let name = |code: Option<&str>| -> Result<String> {
            let code = code.filter(|code| !code.is_empty() && seen.shows(Group::Place));
            Ok(code.map(names::item).transpose()?.flatten().map_or_else(String::new, |unit| unit.name))
        };
        let mut cells = vec![
            record.receipt_no.clone(),
            form.kind.label().to_owned(),
            state_of(record)?.label().to_owned(),
            name(Some(&record.township_code))?,
            name(record.village_code.as_deref())?,
        ];
        let shown = seen.answers(&document.answers);
        cells.extend(self.0.iter().map(|field| match (form.field(field.key), shown.value(field.key)) {
            (Some(field), Some(value)) => summary::display(field, Some(value)),
            _ => String::new(),
        }));
        Ok(cells)
    }
}
