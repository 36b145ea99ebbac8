//! Synthetic families (示例数据): complete declarations of both forms, a different child for each number.

use domain::divisions::Address;
use domain::form::{Answers, Value};
use domain::values::Paper;
use uuid::Uuid;

use crate::declare::submissions::NewSubmission;

/// A child for a test: the number makes name, birth date and ID number its own.
pub type Child = u32;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";
const GIVEN: [char; 20] = [
    '安', '宁', '欣', '悦', '明', '华', '佳', '乐', '思', '远', '子', '涵', '浩', '然', '雨', '桐', '嘉', '怡', '晨',
    '曦',
];

/// An identity number with a right check character: six digits, birth date `YYYYMMDD`, sequence.
#[must_use]
pub fn national_id(county: u32, birth: u32, sequence: u32) -> String {
    let digits = format!("{county:06}{birth:08}{:03}", sequence % 1000);
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(CHECKS[(sum % 11) as usize]))
}

fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

fn one(code: &str) -> Value {
    Value::Choices(vec![code.to_owned()])
}

fn place(code: &str) -> Value {
    Value::Address(Address {
        division_code: code.to_owned(),
        detail: "示例里小区3号楼2门501".to_owned(),
        ..Address::default()
    })
}

fn paper(number: String) -> Value {
    Value::Paper(Paper { kind: "resident_id".to_owned(), number, reason: String::new() })
}

fn given(child: Child) -> String {
    let at = |n: u32| GIVEN[(n as usize) % GIVEN.len()];
    format!("示{}{}", at(child), at(child / 20))
}

/// Answers about a child of a family from Henan that moved to Nankai in 2020: in scope as migrant.
#[must_use]
pub fn migrant(child: Child) -> Answers {
    let (home, residence) = ("411628001", "120104001");
    let (day, month) = (child % 28 + 1, child / 28 % 12 + 1);
    let year = 2013 + child / 336 % 4;
    let number = national_id(411_628, year * 10_000 + month * 100 + day, child / 1344 * 2 % 1000 + 1);
    let mut answers: Answers = [
        ("child_name", text(given(child))),
        ("hukou_registered", Value::Bool(true)),
        ("child_id_number", text(number)),
        ("child_sex", text("1")),
        ("child_birth_date", text(format!("{year}-{month:02}-{day:02}"))),
        ("child_ethnicity", text("01")),
        ("hukou_address", place(home)),
        ("current_address", place(residence)),
        ("residence_registration", text("residence_permit")),
        ("housing_type", text("rented")),
        ("left_hukou_date", text("2020-02-10")),
        ("arrived_residence_date", text("2020-02-15")),
        ("living_with", text("both_parents")),
        ("guardianship_status", text("good")),
        ("schooling_stage", text("primary")),
        ("academic_status", text("enrolled")),
        ("school_name", text("天津市南开区示例小学")),
        ("is_boarding", Value::Bool(false)),
        ("health_status", one("healthy")),
        ("medical_insurance", text("at_residence")),
        ("disability_type", text("none")),
        ("family_difficulty", one("none")),
        ("livelihood_support", one("none")),
        ("help_requested", Value::Bool(false)),
        ("informant_name", text("示例大明")),
        ("informant_relation", text("父亲")),
    ]
    .into_iter()
    .collect();
    parents(&mut answers, child, home, residence);
    answers
}

fn parents(answers: &mut Answers, child: Child, home: &str, residence: &str) {
    let of = [("father", "示例大明", 19_860_512, 3), ("mother", "示例阿芳", 19_880_923, 4)];
    for (at, (parent, name, birth, sequence)) in (0_u32..).zip(of) {
        let mut set = |field: &str, value: Value| answers.set(format!("{parent}_{field}"), value);
        set("status", text("normal"));
        set("name", text(name));
        set("id", paper(national_id(411_628, birth, sequence + child % 490 * 2)));
        set("phone", text(format!("138{:08}", child * 2 + at)));
        set("hukou_address", place(home));
        set("current_address", place(residence));
    }
}

/// Answers about a child who stayed in Jizhou while both parents work in Shanghai: left behind.
#[must_use]
pub fn left_behind(child: Child) -> Answers {
    let (home, away) = ("120119100", "310115");
    let mut answers = migrant(child);
    for field in ["left_hukou_date", "arrived_residence_date", "living_with", "residence_registration", "housing_type"]
    {
        answers.remove(field);
    }
    answers.set("hukou_address", place(home));
    answers.set("current_address", place(home));
    answers.set("medical_insurance", text("insured"));
    answers.set("both_parents_away", Value::Bool(true));
    answers.set("one_away_other_incapable", Value::Bool(false));
    answers.set("has_entrusted_carer", Value::Bool(true));
    for parent in ["father", "mother"] {
        answers.set(format!("{parent}_hukou_address"), place(home));
        answers.set(format!("{parent}_current_address"), place(away));
        answers.set(format!("{parent}_away_for_work"), Value::Bool(true));
        answers.set(format!("{parent}_work_place"), place(away));
        answers.set(format!("{parent}_away_since"), text("2025-01-01"));
    }
    answers.set("entrusted_carer_relation", text("paternal_grandmother"));
    answers.set("entrusted_carer_name", text("示例阿婆"));
    answers.set("entrusted_carer_phone", text("13900139000"));
    answers.set("entrusted_carer_id", paper(national_id(120_225, 19_560_308, 2)));
    answers.set("entrusted_carer_hukou_address", place(home));
    answers.set("entrusted_carer_current_address", place(home));
    answers
}

/// A submission of a migrant child as another program sends it.
#[must_use]
pub fn submission(id: Uuid, answers: Answers, body: &[u8]) -> NewSubmission<'_> {
    NewSubmission {
        id,
        form: "migrant",
        form_version: domain::forms::VERSION,
        channel: "self_report",
        answers,
        overrides: Vec::new(),
        notice_version: None,
        body,
    }
}
