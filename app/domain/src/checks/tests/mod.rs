//! Every rule holds where it should and keeps quiet where it should; the test's name begins with the rule.

mod away;
mod carers;
mod declaration;
mod disability;
mod family;
mod health;
mod identity;
mod parents;
mod random;
mod residence;
mod schooling;

use jiff::civil::{Date, date};

use super::{CheckContext, Facts, blocking, check, check_section, unknown_fields};
use crate::divisions::{Address, DivisionCode};
use crate::eligibility::Policy;
use crate::form::{Answers, Asker, Finding, FormKind, Level, OverrideReason, Value};
use crate::forms;
use crate::routing::Deployment;

/// The as-of date of rules 13.
const DAY: Date = date(2026, 11, 21);

fn deployment(division: &str) -> Deployment {
    Deployment::new("天津市", [DivisionCode::parse(division).unwrap()])
}

/// A family without any finding, to be changed by a test.
#[derive(Debug)]
struct Family {
    form: FormKind,
    answers: Answers,
    facts: Facts,
    today: Date,
    deployment: &'static str,
}

/// E-01: from 鹿邑县 to 南开区, eleven years old, with both parents.
fn migrant() -> Family {
    Family::read(
        FormKind::Migrant,
        r#"{
        "report_date": "2026-11-21", "reporting_unit": "120104001",
        "child_name": "张小明", "child_sex": "1", "child_birth_date": "2015-03-08", "child_ethnicity": "01",
        "child_id_number": "120101201503089976", "hukou_registered": true,
        "hukou_address": {"division_code": "411628001", "detail": "某村1号"},
        "current_address": {"division_code": "120104001", "detail": "某小区1号"},
        "living_with": "both_parents", "residence_registration": "residence_permit", "housing_type": "rented",
        "left_hukou_date": "2020-02-10", "arrived_residence_date": "2021-03-01",
        "guardianship_status": "good", "schooling_stage": "primary", "academic_status": "enrolled",
        "school_name": "长虹小学", "is_boarding": false, "health_status": ["healthy"],
        "medical_insurance": "at_residence", "disability_type": "none",
        "father_name": "张大明", "father_id": {"type": "resident_id", "number": "120101198503089971"},
        "father_phone": "13800138000", "father_hukou_address": {"division_code": "411628", "detail": ""},
        "father_current_address": {"division_code": "120104001", "detail": "某小区1号"},
        "mother_name": "李小红", "mother_id": {"type": "resident_id", "number": "120101198601019985"},
        "mother_phone": "13900139000", "mother_hukou_address": {"division_code": "411628", "detail": ""},
        "mother_current_address": {"division_code": "120104001", "detail": "某小区1号"},
        "family_difficulty": ["none"], "livelihood_support": ["none"]
    }"#,
    )
}

/// E-40: hukou in 蓟州区, both parents at work in 浦东新区, the grandmother cares.
fn left_behind() -> Family {
    Family::read(
        FormKind::LeftBehind,
        r#"{
        "report_date": "2026-11-21", "reporting_unit": "120119100",
        "child_name": "阿卜杜拉·买买提", "child_sex": "2", "child_birth_date": "2020-02-29", "child_ethnicity": "05",
        "child_id_number": "120116202002299982", "hukou_registered": true,
        "hukou_address": {"division_code": "120119100", "detail": "某村1号"},
        "current_address": {"division_code": "120119100", "detail": "某村1号"},
        "guardianship_status": "fair", "health_status": ["healthy"], "health_service_0_6y": "received",
        "medical_insurance": "insured", "disability_type": "none",
        "schooling_stage": "preschool",
        "father_name": "买买提·艾山", "father_id": {"type": "resident_id", "number": "120101198503089971"},
        "father_phone": "13800138000", "father_hukou_address": {"division_code": "120119", "detail": ""},
        "father_current_address": {"division_code": "310115", "detail": "工地"},
        "mother_name": "李小红", "mother_id": {"type": "resident_id", "number": "120101198601019985"},
        "mother_phone": "13900139000", "mother_hukou_address": {"division_code": "120119", "detail": ""},
        "mother_current_address": {"division_code": "310115", "detail": "工厂"},
        "father_away_for_work": true, "father_work_place": {"division_code": "310115", "detail": ""},
        "father_away_since": "2025-01-01",
        "mother_away_for_work": true, "mother_work_place": {"division_code": "310115", "detail": ""},
        "mother_away_since": "2025-01-01",
        "both_parents_away": true, "one_away_other_incapable": false, "has_entrusted_carer": true,
        "entrusted_carer_relation": "paternal_grandmother", "entrusted_carer_phone": "13700137000",
        "entrusted_carer_name": "阿依古丽", "entrusted_carer_id": {"type": "resident_id", "number": "12010119600501998X"},
        "entrusted_carer_hukou_address": {"division_code": "120119", "detail": ""},
        "entrusted_carer_current_address": {"division_code": "120119100", "detail": "某村1号"},
        "family_difficulty": ["none"], "livelihood_support": ["none"]
    }"#,
    )
}

impl Family {
    fn read(form: FormKind, json: &str) -> Self {
        let answers = serde_json::from_str(json).unwrap();
        Self { form, answers, facts: Facts::default(), today: DAY, deployment: "120000" }
    }

    /// Changes answers; a JSON `null` takes one away.
    fn with(mut self, changes: &str) -> Self {
        let changes: std::collections::BTreeMap<String, Option<Value>> = serde_json::from_str(changes).unwrap();
        for (name, value) in changes {
            match value {
                Some(value) => self.answers.set(name, value),
                None => drop(self.answers.remove(&name)),
            }
        }
        self
    }

    fn knowing(mut self, facts: Facts) -> Self {
        self.facts = facts;
        self
    }

    /// As a worker fills it in, who is asked for judgements too.
    fn by_worker(self) -> Self {
        let facts = Facts { asker: Asker::Worker, ..self.facts };
        self.knowing(facts)
    }

    fn findings(&self) -> Vec<Finding> {
        let deployment = deployment(self.deployment);
        let policy = Policy::named("tianjin").unwrap();
        let ctx = CheckContext { today: self.today, policy, deployment: &deployment, facts: self.facts };
        check(forms::form(self.form), &self.answers, &ctx)
    }

    /// Asserts that exactly these findings come, as `RULE level field`.
    #[track_caller]
    fn gives(self, expected: &[&str]) -> Self {
        let mut found: Vec<String> = self.findings().iter().map(told).collect();
        let mut expected: Vec<&str> = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected);
        self
    }

    /// Takes the fix of the rule's finding and asserts that the rule is quiet afterwards.
    #[track_caller]
    fn mended_by_the_fix_of(mut self, rule: &str) -> Self {
        let finding = self.findings().into_iter().find(|finding| finding.rule == rule && finding.fix.is_some());
        for (name, value) in finding.expect("a finding with a fix").fix.unwrap().set {
            match value {
                Some(value) => self.answers.set(name, value),
                None => drop(self.answers.remove(&name)),
            }
        }
        assert!(self.findings().iter().all(|finding| finding.rule != rule), "{rule} still speaks after its fix");
        self
    }
}

fn told(finding: &Finding) -> String {
    let level = serde_json::to_value(finding.level).unwrap();
    [&*finding.rule, " ", level.as_str().unwrap(), " ", &finding.field].concat()
}

#[test]
fn the_two_families_have_no_finding() {
    migrant().gives(&[]);
    left_behind().gives(&[]);
}

#[test]
fn a_section_shows_the_findings_at_its_own_fields() {
    let family = migrant().with(r#"{"child_name": null, "mother_name": null}"#);
    let form = forms::form(FormKind::Migrant);
    let deployment = deployment("120000");
    let policy = Policy::named("tianjin").unwrap();
    let ctx = CheckContext { today: DAY, policy, deployment: &deployment, facts: Facts::default() };
    let section = form.section_of("mother_name").unwrap();
    let found: Vec<String> = check_section(form, section, &family.answers, &ctx).iter().map(told).collect();
    assert_eq!(found, ["V-23 error mother_name"]);
}

#[test]
fn unknown_fields_are_named() {
    let family = migrant().with(r#"{"shoe_size": "30", "entrusted_carer_name": "张三"}"#);
    assert_eq!(unknown_fields(forms::form(FormKind::Migrant), &family.answers), ["entrusted_carer_name", "shoe_size"]);
    assert!(unknown_fields(forms::form(FormKind::Migrant), &migrant().answers).is_empty());
}

#[test]
fn an_override_with_a_reason_no_longer_blocks() {
    let family = migrant().with(r#"{"child_sex": "2", "school_name": null, "medical_insurance": "none"}"#);
    let found = family
        .gives(&["V-03 override child_sex", "V-30 error school_name", "V-19 warning medical_insurance"])
        .findings();
    let rules = |overrides: &[OverrideReason]| -> Vec<String> {
        blocking(&found, overrides).iter().map(|finding| finding.rule.to_string()).collect()
    };
    let reason = |text: &str| [OverrideReason { rule: "V-03".into(), reason: text.into() }];
    assert_eq!(rules(&[]), ["V-03", "V-30"]);
    assert_eq!(rules(&reason("户口簿登记有误，正在更正")), ["V-30"]);
    assert_eq!(rules(&reason("  ")), ["V-03", "V-30"], "a blank reason is none");
}
