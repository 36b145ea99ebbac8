//! The children of the vectors. Numbers and names are made up.

use crate::comparison::Standing;
use crate::divisions::{Address, CountyCode};
use crate::form::{Answers, FormKind, Value};

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(super) fn several(codes: &[&str]) -> Value {
    Value::Choices(codes.iter().map(|code| (*code).to_owned()).collect())
}

pub(super) fn place(code: &str, path: &str) -> Value {
    Value::Address(Address {
        division_code: code.to_owned(),
        division_path: path.to_owned(),
        detail: "某路1号".to_owned(),
        ..Address::default()
    })
}

pub(super) fn county(code: &str) -> CountyCode {
    CountyCode::parse(code).unwrap()
}

fn child(name: &str, sex: &str, born: &str, number: &str) -> Answers {
    [
        ("child_name", text(name)),
        ("child_sex", text(sex)),
        ("child_birth_date", text(born)),
        ("child_ethnicity", text("01")),
        ("child_id_number", text(number)),
        ("hukou_registered", Value::Bool(true)),
        ("hukou_address", place("411628001", "河南省/周口市/鹿邑县/真源街道")),
        ("current_address", place("120104001", "天津市/南开区/长虹街道")),
        ("residence_registration", text("residence_permit")),
        ("medical_insurance", text("at_residence")),
        ("disability_type", text("none")),
        ("disability_grade", text("none")),
        ("rehab_aid_received", Value::Bool(false)),
    ]
    .into_iter()
    .collect()
}

/// 11 years, at school.
pub(super) fn k1() -> Answers {
    let mut k1 = child("王示一", "1", "2015-03-08", "411628201503089973");
    k1.set("schooling_stage", text("primary"));
    k1.set("school_name", text("南开区长虹小学"));
    k1.set("academic_status", text("enrolled"));
    k1.set("is_boarding", Value::Bool(false));
    k1
}

/// 36 full months on the day of the vectors.
pub(super) fn k4() -> Answers {
    let mut k4 = child("李示四", "2", "2023-11-15", "411628202311159986");
    k4.set("schooling_stage", text("preschool"));
    k4.set("health_service_0_6y", text("at_residence"));
    k4.set("tcm_service_0_36m", text("at_residence"));
    k4
}

/// Seven years; six when the form was filled in.
pub(super) fn k5() -> Answers {
    let mut k5 = child("钱示五", "1", "2019-06-01", "411628201906019996");
    k5.set("report_date", text("2026-05-20"));
    k5.set("health_service_0_6y", text("at_residence"));
    k5
}

/// Eight years, left behind of 120119, lives and learns in Shanghai.
pub(super) fn k6() -> Answers {
    let mut k6 = child("孙示六", "1", "2018-04-10", "34122120180410997X");
    k6.set("hukou_address", place("120119100", "天津市/蓟州区/渔阳镇"));
    k6.set("current_address", place("310115", "上海市/浦东新区"));
    k6.remove("residence_registration");
    k6.set("medical_insurance", text("insured"));
    k6.set("schooling_stage", text("primary"));
    k6.set("school_name", text("浦东新区某小学"));
    k6.set("academic_status", text("enrolled"));
    k6
}

/// A left-behind child, insured.
pub(super) fn k3() -> Answers {
    let mut k3 = child("赵示三", "1", "2010-12-22", "120119201012229990");
    k3.set("hukou_address", place("120119100", "天津市/蓟州区/渔阳镇"));
    k3.set("current_address", place("120119100", "天津市/蓟州区/渔阳镇"));
    k3.remove("residence_registration");
    k3.set("medical_insurance", text("insured"));
    k3
}

pub(super) fn migrant(answers: &Answers) -> Standing<'_> {
    Standing { form: FormKind::Migrant, answers, county: county("120104") }
}

pub(super) fn left_behind(answers: &Answers) -> Standing<'_> {
    Standing { form: FormKind::LeftBehind, answers, county: county("120119") }
}

/// The answers with one of them changed.
pub(super) fn with(mut answers: Answers, key: &str, value: Value) -> Answers {
    answers.set(key, value);
    answers
}
