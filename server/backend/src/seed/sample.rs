//! Synthetic declarations: `(seed, number, day)` gives the same answers on every machine.
//!
//! ID numbers never repeat, except for the one in a hundred that is a duplicate of the record before it:
//! the day of birth and the sex come from a slot that is visited once in each round, and each round uses
//! another county of first registration.

use domain::Date;
use domain::form::{Answers, Asker, FormKind};
use domain::values::date::add_months;
use jiff::{ToSpan as _, Unit};

pub use super::making::Sample;
use super::making::{Child, Making};
use super::people::{id_number, sequence};
use super::places::Places;
use super::random::Random;
use super::{edge_dates, left_behind, migrant, names};
use crate::error::{Error, Result};

/// One record in so many is of a left-behind child.
const LEFT_BEHIND_EVERY: u64 = 33;
/// Which of them.
const LEFT_BEHIND_AT: u64 = 7;
/// One record in a hundred, at this place, is of the child before it, entered in another district.
const DUPLICATE_AT: u64 = 57;
/// Largest number of records of one seed, beyond which ID numbers would repeat.
pub const MAX_SAMPLES: u64 = 5_000_000;

/// A source of synthetic declarations.
#[derive(Clone, Copy, Debug)]
pub struct Samples {
    seed: u64,
    as_of: Date,
    places: &'static Places,
}

impl Samples {
    /// The source of a seed, for records entered until the day `as_of`.
    ///
    /// # Errors
    /// If the shipped division table is broken.
    pub fn new(seed: u64, as_of: Date) -> Result<Self> {
        Ok(Self { seed, as_of, places: Places::get()? })
    }

    /// Declaration number `i`, reported on the day `report`.
    ///
    /// # Errors
    /// If `i` is not below [`MAX_SAMPLES`] or a day leaves the calendar.
    pub fn sample(&self, i: u64, report: Date) -> Result<Sample> {
        self.sample_at(i, report, None)
    }

    /// As [`Samples::sample`], in a given township: nine digits.
    pub(super) fn sample_at(&self, i: u64, report: Date, township: Option<&str>) -> Result<Sample> {
        if i >= MAX_SAMPLES {
            return Err(Error::internal("synthetic records are numbered below five million"));
        }
        let left_behind = is_left_behind(i);
        let edge = edge_dates::of(i, report).filter(|_| !left_behind);
        let duplicate_of = self.original(i, report);
        let person = duplicate_of.unwrap_or(i);
        // Child and family come from one stream, place and stay from another: a duplicate shares the first.
        let mut family = Random::new(self.seed, 2 * person);
        let mut stay = Random::new(self.seed, 2 * i + 1);
        let child = self.child(person, report, left_behind, edge, &mut family)?;
        let home = if left_behind { self.places.home(&mut stay) } else { self.places.residence(&mut stay) };
        let home = township.and_then(|code| self.places.township(code)).unwrap_or(home);
        let channel = if stay.per_mille(600) { "self_report" } else { "home_visit" };
        let asker = if channel == "home_visit" || left_behind { Asker::Worker } else { Asker::Family };
        let mut sample = Sample {
            form: if left_behind { FormKind::LeftBehind } else { FormKind::Migrant },
            channel: if asker == Asker::Worker { "home_visit" } else { channel },
            asker,
            answers: Answers::default(),
            overrides: Vec::new(),
            duplicate_of,
        };
        let name = names::child(&mut family, child.surname, child.male);
        let mut made = Making { sample: &mut sample, child: &child, home, report, places: self.places };
        made.common(&name, &mut family, &mut stay);
        if left_behind {
            left_behind::answer(&mut made, &mut family, &mut stay);
        } else {
            migrant::answer(&mut made, &mut family, &mut stay);
        }
        Ok(sample)
    }

    /// Some township of the deployment, 9 digits: to which a record is offered.
    pub(super) fn township(&self, random: &mut Random) -> String {
        self.places.residence(random).code.clone()
    }

    /// The record whose child comes again as number `i`.
    fn original(&self, i: u64, report: Date) -> Option<u64> {
        let before = i.checked_sub(1).filter(|_| i % 100 == DUPLICATE_AT)?;
        let plain = |i| !is_left_behind(i) && edge_dates::of(i, report).is_none();
        (plain(before) && plain(i)).then_some(before)
    }

    fn child(
        &self,
        i: u64,
        report: Date,
        left_behind: bool,
        edge: Option<edge_dates::Edge>,
        random: &mut Random,
    ) -> Result<Child> {
        let surname = names::surname(random);
        if let Some(edge) = edge {
            let county = &self.places.edge_origins
                [usize::try_from(i / edge_dates::EVERY).unwrap_or(0) % self.places.edge_origins.len()];
            let male = (i / 2).is_multiple_of(2);
            let hukou = random.one(&county.townships).clone();
            let number = id_number(&county.code, edge.born, sequence(male, random.per_mille(500)));
            return Ok(Child {
                surname,
                male,
                born: edge.born,
                county: county.code.clone(),
                hukou,
                number,
                left: edge.left,
            });
        }
        let before = (i + LEFT_BEHIND_EVERY - 1 - LEFT_BEHIND_AT) / LEFT_BEHIND_EVERY;
        let ordinal = if left_behind { before } else { i - before };
        // The last birth date that can be in scope on the as-of date, and the first that is under age.
        let (first, last) = (add_months(self.as_of, -192), add_months(self.as_of, -7));
        let days = first.until((Unit::Day, last)).map_err(|_| Error::internal("a day out of range"))?.get_days();
        let days = u64::from(days.unsigned_abs());
        let slots = 2 * days;
        let slot = (ordinal % slots * 7_919 + self.seed % slots) % slots;
        let round = ordinal / slots;
        let mut born = shift(first, slot / 2 + 1)?;
        // A child too young for an early report is born thirteen years before, under the second pair of
        // sequence numbers, so that no number repeats.
        let young = born > add_months(report, -7);
        if young {
            born = born.checked_sub((13 * 365 + 4).days()).map_err(|_| Error::internal("a day out of range"))?;
        }
        let male = slot.is_multiple_of(2);
        let origins = &self.places.origins;
        let (county, townships) = if left_behind {
            let code = LEFT_BEHIND_COUNTIES[usize::try_from(round).unwrap_or(0) % LEFT_BEHIND_COUNTIES.len()];
            (code.to_owned(), None)
        } else {
            let at = (round * 389 + slot * 7 + self.seed % 997) % origins.len() as u64;
            let county = &origins[usize::try_from(at).unwrap_or(0)];
            (county.code.clone(), Some(&county.townships))
        };
        let hukou = townships.map(|list| random.one(list).clone()).unwrap_or_default();
        let number = id_number(&county, born, sequence(male, young));
        Ok(Child { surname, male, born, county, hukou, number, left: None })
    }
}

/// Counties of first registration of left-behind children: present ones of Tianjin, then former ones.
const LEFT_BEHIND_COUNTIES: [&str; 16] = [
    "120119", "120115", "120118", "120114", "120117", "120113", "120111", "120112", "120110", "120116", "120101",
    "120102", "120103", "120104", "120105", "120106",
];

const fn is_left_behind(i: u64) -> bool {
    i % LEFT_BEHIND_EVERY == LEFT_BEHIND_AT
}

fn shift(day: Date, days: u64) -> Result<Date> {
    let days = i64::try_from(days).unwrap_or(0);
    day.checked_add(days.days()).map_err(|_| Error::internal("a day out of range"))
}
