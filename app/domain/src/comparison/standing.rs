//! What we have of a child: the standing version (the newest that the township approved).

use jiff::civil::Date;

use crate::divisions::{CountyCode, DivisionCode};
use crate::eligibility::geography::Location;
use crate::form::{Answers, FormKind};
use crate::forms::keys;

/// The version that departments are asked about.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// Its form.
    pub form: FormKind,
    /// Its answers.
    pub answers: &'a Answers,
    /// The county whose departments are asked: the owner's.
    pub county: CountyCode,
}

impl Standing<'_> {
    /// Where the child lives.
    pub(super) fn residence(&self) -> Option<DivisionCode> {
        code(Location::of(self.answers.address(keys::CURRENT_ADDRESS)))
    }

    /// Where the child is registered.
    pub(super) fn hukou(&self) -> Option<DivisionCode> {
        code(Location::of(self.answers.address(keys::HUKOU_ADDRESS)))
    }

    /// Whether the child lives in another county than the one that is asked.
    pub(super) fn lives_elsewhere(&self, as_of: Date) -> bool {
        self.residence().and_then(|place| place.county_on(as_of)).is_some_and(|county| county != self.county)
    }
}

const fn code(location: Location) -> Option<DivisionCode> {
    match location {
        Location::At(code) => Some(code),
        Location::Unknown | Location::Outside => None,
    }
}
