//! Synthetic declarations: `(seed, number, day)` gives the same answers on every machine.
//!
//! ID numbers never repeat, except for the one in a hundred that is a duplicate of the record before it:
//! the day of birth and the sex come from a slot that is visited once in each round, and each round uses
//! another county of first registration.

use domain::Date;
use domain::form::{Answers, Asker, FormKind};
use domain::values::date::{add_months, full_months, full_years};
use domain::view::OverrideReason;
use jiff::{ToSpan as _, Unit};

use super::people::{codes, day, id_number, place, sequence, text, yes};
use super::places::{Places, Township};
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

/// A synthetic declaration.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The form.
    pub form: FormKind,
    /// A code of `collection_method`.
    pub channel: &'static str,
    /// Who answered.
    pub asker: Asker,
    /// Answers, as somebody would send them.
    pub answers: Answers,
    /// Reasons given for overrides.
    pub overrides: Vec<OverrideReason>,
    /// The number of the record of which this one is a duplicate.
    pub duplicate_of: Option<u64>,
}

/// A source of synthetic declarations.
#[derive(Clone, Copy, Debug)]
pub struct Samples {
    seed: u64,
    as_of: Date,
    places: &'static Places,
}

/// The child of a declaration.
#[derive(Clone, Debug)]
pub(super) struct Child {
    pub(super) surname: &'static str,
    pub(super) male: bool,
    pub(super) born: Date,
    /// County of first registration.
    pub(super) county: String,
    /// Township of the hukou, when it lies in that county.
    pub(super) hukou: String,
    pub(super) number: String,
    /// Sets dates of the stay that an edge case is about.
    pub(super) left: Option<Date>,
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

/// A declaration in the making.
#[derive(Debug)]
pub(super) struct Making<'a> {
    pub(super) sample: &'a mut Sample,
    pub(super) child: &'a Child,
    /// Where the record belongs.
    pub(super) home: &'a Township,
    pub(super) report: Date,
    pub(super) places: &'static Places,
}

impl Making<'_> {
    /// A place in the home township, marked as an example.
    pub(super) fn address(&mut self, key: &str, code: &str, random: &mut Random) {
        let detail = format!(
            "示例路{}号{}室（示例数据）",
            random.below(200) + 1,
            (random.below(6) + 1) * 100 + random.below(4) + 1
        );
        place(&mut self.sample.answers, key, code, &detail);
    }

    /// What both forms ask about the child.
    fn common(&mut self, (name, people): &(String, &'static str), family: &mut Random, stay: &mut Random) {
        let years = full_years(self.child.born, self.report);
        let answers = &mut self.sample.answers;
        text(answers, "child_name", name);
        text(answers, "child_sex", if self.child.male { "1" } else { "2" });
        day(answers, "child_birth_date", self.child.born);
        text(answers, "child_ethnicity", people);
        yes(answers, "hukou_registered", true);
        text(answers, "child_id_number", &self.child.number);
        day(answers, "report_date", self.report);
        text(answers, "informant_name", "示例家长");
        text(answers, "informant_relation", if family.per_mille(400) { "父亲" } else { "母亲" });
        schooling(answers, years, &self.home.name, stay);
        health(answers, self.child.born, self.report, family);
        let poor = family.per_mille(50);
        let (difficulty, support) = if poor {
            family.pick(&[
                ("dibao", "dibao"),
                ("tekun", "tekun"),
                ("dibao_marginal", "charity"),
                ("rigid_expenditure", "none"),
            ])
        } else {
            ("none", "none")
        };
        codes(answers, "family_difficulty", &[difficulty]);
        codes(answers, "livelihood_support", &[support]);
        if stay.per_mille(20) {
            yes(answers, "help_requested", true);
            codes(answers, "needs", &[stay.pick(&["schooling", "medical", "relief", "psych"])]);
        } else {
            yes(answers, "help_requested", false);
        }
    }
}

fn schooling(answers: &mut Answers, years: i32, township: &str, random: &mut Random) {
    let stage = match years {
        ..=5 => "preschool",
        6..=11 => "primary",
        12..=14 => "junior_secondary",
        _ if random.per_mille(250) => "secondary_vocational",
        _ => "senior_secondary",
    };
    if years >= 7 && random.per_mille(4) {
        text(answers, "schooling_stage", "out_of_school");
        text(answers, "academic_status", "dropped_out");
        return;
    }
    text(answers, "schooling_stage", stage);
    if stage == "preschool" {
        if years >= 3 && random.per_mille(800) {
            text(answers, "school_name", &format!("{township}示例幼儿园"));
            text(answers, "academic_status", "enrolled");
            yes(answers, "is_boarding", false);
        }
        return;
    }
    let school = match stage {
        "primary" => "示例小学",
        "junior_secondary" => "示例中学",
        "senior_secondary" => "示例高级中学",
        _ => "示例职业学校",
    };
    text(answers, "school_name", &format!("{township}{school}"));
    text(answers, "academic_status", if random.per_mille(4) { "suspended" } else { "enrolled" });
    yes(answers, "is_boarding", years >= 12 && random.per_mille(150));
}

/// Health and disability; services and insurance differ by form.
fn health(answers: &mut Answers, born: Date, report: Date, random: &mut Random) {
    if full_months(born, report) >= 24 && random.per_mille(15) {
        codes(answers, "health_status", &["disabled"]);
        let kind = random.pick(&["visual", "hearing", "speech", "physical", "intellectual", "mental"]);
        if random.per_mille(100) {
            text(answers, "disability_type", "multiple");
            codes(answers, "disability_types_detail", &["physical", "intellectual"]);
        } else {
            text(answers, "disability_type", kind);
        }
        text(answers, "disability_grade", random.pick(&["1", "2", "3", "4"]));
        yes(answers, "rehab_aid_received", random.per_mille(600));
        return;
    }
    let status = match random.below(1_000) {
        0..=14 => "chronic_illness",
        15..=19 => "psych_behavioral",
        20..=23 => "serious_illness",
        _ => "healthy",
    };
    codes(answers, "health_status", &[status]);
    text(answers, "disability_type", "none");
}
