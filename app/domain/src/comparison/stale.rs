//! What is compared again after a change of the standing version: one table.

use jiff::civil::Date;

use super::item::{Applies, Item};
use super::standing::Standing;
use crate::divisions::{CountyCode, DivisionCode};
use crate::form::{Answers, FormKind, Value};

/// A row: when one of the fields changed in this way, these items become [`stale`](super::ItemState::Stale).
struct Row {
    fields: &'static [&'static str],
    change: Change,
    items: &'static [Item],
}

/// Which change of a field counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    /// Any.
    Value,
    /// Another township or county of an address; the rest of it does not count.
    Division,
    /// The same, on the migrant form: where a left-behind child is insured does not depend on its hukou.
    DivisionOfMigrant,
    /// Another township in the same county.
    Township,
    /// Another county.
    County,
    /// Any, if the department knew the child by its parents.
    IfByParents,
}

/// The table. What stands in no row (phones, the detail of an address, guardianship, health, difficulty, support, remarks)
/// makes nothing stale.
const TABLE: &[Row] = &[
    // The person asked about may have been another.
    Row {
        fields: &["child_name", "child_sex", "child_birth_date", "child_id_number"],
        change: Change::Value,
        items: Item::ALL,
    },
    Row { fields: &["hukou_registered", "child_ethnicity"], change: Change::Value, items: &[Item::Identity] },
    Row { fields: &["hukou_address"], change: Change::Division, items: &[Item::Identity] },
    Row { fields: &["hukou_address"], change: Change::DivisionOfMigrant, items: &[Item::Insurance] },
    Row { fields: &["residence_registration"], change: Change::Value, items: &[Item::ResidencePermit] },
    Row { fields: &["current_address"], change: Change::Township, items: &[Item::ResidencePermit] },
    Row {
        fields: &["current_address"],
        change: Change::County,
        items: &[
            Item::ResidencePermit,
            Item::Schooling,
            Item::Health06,
            Item::Tcm036,
            Item::Insurance,
            Item::Vaccination,
        ],
    },
    Row {
        fields: &["schooling_stage", "school_name", "school_code", "is_boarding", "academic_status"],
        change: Change::Value,
        items: &[Item::Schooling],
    },
    Row { fields: &["health_service_0_6y"], change: Change::Value, items: &[Item::Health06] },
    Row { fields: &["tcm_service_0_36m"], change: Change::Value, items: &[Item::Tcm036] },
    Row { fields: &["medical_insurance"], change: Change::Value, items: &[Item::Insurance] },
    Row {
        fields: &["disability_type", "disability_types_detail", "disability_grade", "rehab_aid_received"],
        change: Change::Value,
        items: &[Item::Disability],
    },
    Row {
        fields: &[
            "father_name",
            "father_id",
            "mother_name",
            "mother_id",
            "other_guardian_name",
            "other_guardian_id",
            "entrusted_carer_name",
            "entrusted_carer_id",
        ],
        change: Change::IfByParents,
        items: &[Item::Identity],
    },
];

/// The items of the new version whose answers no longer speak of it, in their order. `by_parents` says that 公安 knew the
/// child by its parents, not by its own number. Items that do not concern the child are left out.
#[must_use]
pub fn stale(old: &Standing<'_>, new: &Standing<'_>, as_of: Date, by_parents: bool) -> Vec<Item> {
    let touched = |row: &Row| {
        let changed = |field: &&str| match row.change {
            Change::Value => old.answers.value(field) != new.answers.value(field),
            Change::IfByParents => by_parents && old.answers.value(field) != new.answers.value(field),
            Change::DivisionOfMigrant if new.form != FormKind::Migrant => false,
            change => moved(change, place(old.answers, field, as_of), place(new.answers, field, as_of)),
        };
        row.fields.iter().any(changed)
    };
    let rows: Vec<&Row> = TABLE.iter().filter(|row| touched(row)).collect();
    let named = |item: &Item| rows.iter().any(|row| row.items.contains(item));
    let concerns = |item: &Item| item.applies(new.form, new.answers, as_of) != Applies::No;
    Item::ALL.iter().copied().filter(|item| named(item) && concerns(item)).collect()
}

/// An address as far as departments ask for it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    /// In the table of the day: an old code of the same county is no move.
    county: CountyCode,
    /// With the digits of the county as they were written.
    township: Option<DivisionCode>,
    written: Option<CountyCode>,
}

fn place(answers: &Answers, field: &str, as_of: Date) -> Option<Place> {
    let Some(Value::Address(address)) = answers.value(field) else { return None };
    let code = DivisionCode::parse(&address.division_code).ok()?;
    Some(Place { county: code.county_on(as_of)?, township: code.township(), written: code.county() })
}

fn moved(change: Change, was: Option<Place>, is: Option<Place>) -> bool {
    let county = was.map(|place| place.county) != is.map(|place| place.county);
    // Townships are compared under one code of the county: its successor gave them new digits.
    let comparable = was.is_some_and(|was| is.is_some_and(|is| was.written == is.written));
    let township = comparable && was.map(|place| place.township) != is.map(|place| place.township);
    match change {
        Change::County => county,
        Change::Township => !county && township,
        _ => county || township,
    }
}
