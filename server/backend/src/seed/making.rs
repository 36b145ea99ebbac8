//! What both forms of a synthetic declaration have in common: the child, its home, school, health and means.

use domain::Date;
use domain::form::{Answers, Asker, FormKind, OverrideReason};
use domain::values::date::{full_months, full_years};

use super::people::{codes, day, place, text, yes};
use super::places::{Places, Township};
use super::random::Random;

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
    pub(super) fn common(&mut self, (name, people): &(String, &'static str), family: &mut Random, stay: &mut Random) {
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
