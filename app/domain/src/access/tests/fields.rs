//! Every field of the forms is in one group.

use std::collections::BTreeSet;

use super::super::*;
use super::SOURCE;
use crate::form::{Field, FormKind};
use crate::forms::form;

fn asked() -> impl Iterator<Item = &'static Field> {
    [FormKind::Migrant, FormKind::LeftBehind].into_iter().flat_map(|kind| form(kind).fields())
}

#[test]
fn every_field_of_both_forms_has_one_group() {
    for field in asked() {
        assert!(Group::of_field(field.key).is_some(), "{} is in no group of access.toml", field.key);
        let rows = SOURCE.groups.0.iter().filter(|(_, group)| group.fields.iter().any(|other| other == field.key));
        assert_eq!(rows.count(), 1, "{}", field.key);
    }
    assert_eq!(Group::of_field("a_field_that_no_form_has"), None);
}

#[test]
fn what_is_sensitive_is_in_a_group_that_is_as_sensitive() {
    let group = |field: &Field| Group::of_field(field.key).unwrap();
    let below = asked().filter(|field| group(field).sensitivity() < field.sensitivity);
    let below: BTreeSet<&str> = below.map(|field| field.key).collect();
    assert_eq!(below, BTreeSet::new());
}

#[test]
fn a_group_lists_its_fields() {
    assert_eq!(Group::Name.fields().collect::<Vec<_>>(), ["child_name"]);
    let listed: usize = Group::ALL.iter().map(|group| group.fields().count()).sum();
    let all: BTreeSet<&str> = Group::ALL.iter().flat_map(|group| group.fields()).collect();
    assert_eq!(listed, all.len());
    assert_eq!(Group::County.parts(), ["hukou_address", "current_address"]);
    assert_eq!(Group::Place.parts(), Group::County.parts());
}
