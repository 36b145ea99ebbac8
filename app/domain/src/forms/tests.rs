//! The declarations against the dictionary.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::*;
use crate::divisions::Address;
use crate::form::field::{Choice, FieldKind};
use crate::form::{Answers, Condition, Field, Key, Required, Sensitivity};
use crate::values::{NationalId, Paper, Phone};

const KINDS: [FormKind; 2] = [FormKind::Migrant, FormKind::LeftBehind];

fn printed(kind: FormKind) -> Vec<&'static Field> {
    form(kind).fields().filter(|field| !field.number.is_empty()).collect()
}

/// Number, name and printed label, as dictionary 3 and 4 list them; names of the parents
/// without their prefix are told apart by number.
const MIGRANT: &[(&str, &str, &str)] = &[
    ("MC-01", "reporting_unit", "填报单位（盖章）"),
    ("MC-02", "report_date", "填报日期"),
    ("MC-03", "child_name", "姓名"),
    ("MC-04", "child_sex", "性别"),
    ("MC-05", "child_birth_date", "出生日期"),
    ("MC-06", "child_ethnicity", "民族"),
    ("MC-07", "child_id_number", "公民身份号码"),
    ("MC-08", "hukou_registered", "是否登记户口"),
    ("MC-09", "hukou_address", "户籍地址"),
    ("MC-10", "current_address", "现居住地"),
    ("MC-11", "living_with", "共同居住人"),
    ("MC-12", "residence_registration", "居住登记"),
    ("MC-13", "housing_type", "居住类型"),
    ("MC-14", "left_hukou_date", "离开户籍地日期"),
    ("MC-15", "arrived_residence_date", "来现居住地日期"),
    ("MC-16", "guardianship_status", "监护情况"),
    ("MC-17", "schooling_stage", "就学情况"),
    ("MC-18", "school_name", "就读学校"),
    ("MC-19", "is_boarding", "是否学校寄宿"),
    ("MC-20", "academic_status", "学业状况"),
    ("MC-21", "health_status", "健康状况"),
    ("MC-22", "health_service_0_6y", "0-6岁儿童健康管理服务"),
    ("MC-23", "tcm_service_0_36m", "0-36个月儿童中医药健康管理服务"),
    ("MC-24", "medical_insurance", "纳入医保情况"),
    ("MC-25", "disability_type", "残疾类别"),
    ("MC-25a", "disability_types_detail", "列明具体残疾类别"),
    ("MC-26", "disability_grade", "残疾等级"),
    ("MC-27", "rehab_aid_received", "接受康复救助情况"),
    ("MC-28", "father_name", "父亲（姓名）"),
    ("MC-29", "father_id", "公民身份号码"),
    ("MC-30", "father_phone", "联系方式"),
    ("MC-31", "father_hukou_address", "户籍地址"),
    ("MC-32", "father_current_address", "现居住地"),
    ("MC-33", "mother_name", "母亲（姓名）"),
    ("MC-34", "mother_id", "公民身份号码"),
    ("MC-35", "mother_phone", "联系方式"),
    ("MC-36", "mother_hukou_address", "户籍地址"),
    ("MC-37", "mother_current_address", "现居住地"),
    ("MC-38", "other_guardian_name", "姓名"),
    ("MC-39", "other_guardian_relation", "与儿童关系"),
    ("MC-40", "other_guardian_id", "公民身份号码"),
    ("MC-41", "other_guardian_phone", "联系方式"),
    ("MC-42", "other_guardian_hukou_address", "户籍地址"),
    ("MC-43", "other_guardian_current_address", "现居住地"),
    ("MC-44", "family_difficulty", "家庭困难情况"),
    ("MC-45", "livelihood_support", "生活保障情况"),
];

const LEFT_BEHIND: &[(&str, &str, &str)] = &[
    ("LB-01", "reporting_unit", "填报单位（盖章）"),
    ("LB-02", "report_date", "填报日期"),
    ("LB-03", "child_name", "姓名"),
    ("LB-04", "child_sex", "性别"),
    ("LB-05", "child_birth_date", "出生日期"),
    ("LB-06", "child_ethnicity", "民族"),
    ("LB-07", "child_id_number", "公民身份号码"),
    ("LB-08", "hukou_registered", "是否登记户口"),
    ("LB-09", "hukou_address", "户籍地址"),
    ("LB-10", "current_address", "现居住地"),
    ("LB-11", "guardianship_status", "监护情况"),
    ("LB-12", "health_status", "健康状况"),
    ("LB-13", "health_service_0_6y", "0-6岁儿童健康管理服务"),
    ("LB-14", "tcm_service_0_36m", "0-36个月儿童中医药健康管理服务"),
    ("LB-15", "medical_insurance", "纳入医保情况"),
    ("LB-16", "disability_type", "残疾类别"),
    ("LB-16a", "disability_types_detail", "列明具体残疾类别"),
    ("LB-17", "disability_grade", "残疾等级"),
    ("LB-18", "rehab_aid_received", "接受康复救助情况"),
    ("LB-19", "schooling_stage", "就学情况"),
    ("LB-20", "school_name", "就读学校"),
    ("LB-21", "academic_status", "学业状况"),
    ("LB-22", "is_boarding", "是否学校寄宿"),
    ("LB-23", "father_name", "父亲（姓名）"),
    ("LB-24", "father_id", "公民身份号码"),
    ("LB-25", "father_phone", "联系方式"),
    ("LB-26", "father_hukou_address", "户籍地址"),
    ("LB-27", "father_current_address", "现居住地"),
    ("LB-28", "mother_name", "母亲（姓名）"),
    ("LB-29", "mother_id", "公民身份号码"),
    ("LB-30", "mother_phone", "联系方式"),
    ("LB-31", "mother_hukou_address", "户籍地址"),
    ("LB-32", "mother_current_address", "现居住地"),
    ("LB-33", "both_parents_away", "父母双方同时外出"),
    ("LB-34", "one_away_other_incapable", "父母一方外出、另一方无监护能力"),
    ("LB-35", "has_entrusted_carer", "有无受委托监护人"),
    ("LB-36", "entrusted_carer_relation", "受委托监护人与儿童关系"),
    ("LB-37", "entrusted_carer_phone", "联系方式"),
    ("LB-38", "entrusted_carer_name", "受委托照顾人姓名"),
    ("LB-39", "entrusted_carer_id", "公民身份号码"),
    ("LB-40", "entrusted_carer_hukou_address", "户籍地"),
    ("LB-41", "entrusted_carer_current_address", "现居住地"),
    ("LB-42", "family_difficulty", "家庭困难情况"),
    ("LB-43", "livelihood_support", "生活保障情况"),
];

#[test]
fn every_printed_field_is_there_once_with_its_label() {
    assert_eq!((MIGRANT.len(), LEFT_BEHIND.len()), (46, 44));
    for (kind, dictionary) in KINDS.into_iter().zip([MIGRANT, LEFT_BEHIND]) {
        let mut ours: Vec<_> = printed(kind).into_iter().map(|field| (field.number, field.key, field.label)).collect();
        let mut theirs = dictionary.to_vec();
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs, "{kind:?}");
    }
}

#[test]
fn names_are_unique_and_every_question_is_spoken() {
    for kind in KINDS {
        let mut names = BTreeSet::new();
        let mut sections = BTreeSet::new();
        for section in form(kind).sections {
            assert!(sections.insert(section.name), "{}", section.name);
        }
        for field in form(kind).fields() {
            assert!(names.insert(field.key), "{} twice in {kind:?}", field.key);
            assert!(!field.question.is_empty() && !field.label.is_empty(), "{}", field.key);
            assert!(field.question.chars().count() <= 26, "{} is long", field.question);
            for word in [field.question, field.help, field.label] {
                assert!(!word.contains('你') && !word.contains('_'), "{word}");
            }
        }
    }
}

#[test]
fn every_rule_speaks_about_a_field_and_every_named_rule_exists() {
    let named: BTreeSet<&str> =
        KINDS.iter().flat_map(|kind| form(*kind).fields()).flat_map(|f| f.rules).copied().collect();
    let rules: BTreeSet<String> = (1..=41).map(|number| format!("V-{number:02}")).collect();
    assert_eq!(named.iter().map(|rule| (*rule).to_owned()).collect::<BTreeSet<_>>(), rules);
}

/// The fields that a condition looks at, with the code it expects, if any.
fn mentioned(condition: &Condition, found: &mut Vec<(&'static str, Option<&'static str>)>) {
    match condition {
        Condition::Is(field, code) | Condition::Contains(field, code) => found.push((field, Some(code))),
        Condition::Answered(field, _) | Condition::Filled(field) => found.push((field, None)),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| mentioned(part, found)),
        Condition::Not(part) => mentioned(part, found),
        Condition::Always | Condition::Never | Condition::YearsAtMost(_) | Condition::MonthsAtMost(_) => {}
    }
}

#[test]
fn conditions_look_at_fields_and_codes_that_exist() {
    for kind in KINDS {
        for section in form(kind).sections {
            let mut found = Vec::new();
            mentioned(&section.asked, &mut found);
            for field in section.fields {
                mentioned(&field.asked, &mut found);
                if let Required::When(condition) = &field.required {
                    mentioned(condition, &mut found);
                }
            }
            for (key, code) in found {
                let known: Vec<&Field> = KINDS.iter().filter_map(|kind| form(*kind).field(key)).collect();
                assert!(!known.is_empty(), "{key}");
                if let Some(code) = code {
                    assert!(known.iter().any(|field| field.option_label(code).is_some()), "{key} = {code}");
                }
            }
        }
    }
}

#[test]
fn code_lists_have_the_printed_length_and_no_code_twice() {
    let lists: [(&[Choice], usize); 14] = [
        (options::SEX, 2),
        (options::ETHNICITY, 58),
        (options::ID_TYPE, 8),
        (options::LIVING_WITH, 3),
        (options::GUARDIANSHIP_MIGRANT, 6),
        (options::GUARDIANSHIP_LEFT_BEHIND, 6),
        (options::SCHOOLING, 8),
        (options::ACADEMIC, 6),
        (options::HEALTH, 5),
        (options::DISABILITY, 8),
        (options::GRADE, 5),
        (options::DIFFICULTY, 7),
        (options::SUPPORT, 10),
        (options::ENTRUSTED_RELATION, 5),
    ];
    for (list, length) in lists {
        assert_eq!(list.len(), length);
    }
    for field in KINDS.iter().flat_map(|kind| form(*kind).fields()) {
        let codes: BTreeSet<&str> = field.options().iter().map(|option| option.code).collect();
        let labels: BTreeSet<&str> = field.options().iter().map(|option| option.label).collect();
        assert_eq!((codes.len(), labels.len()), (field.options().len(), field.options().len()), "{}", field.key);
        if let FieldKind::Multi { exclusive, .. } = field.kind {
            assert!(exclusive.is_empty() || codes.contains(exclusive), "{}", field.key);
        }
    }
}

#[test]
fn identity_phone_health_and_money_are_for_few_eyes() {
    for field in KINDS.iter().flat_map(|kind| form(*kind).fields()) {
        let closed =
            matches!(field.kind, FieldKind::NationalId | FieldKind::PersonId | FieldKind::Phone | FieldKind::Address);
        assert!(!closed || field.sensitivity == Sensitivity::S3, "{}", field.key);
        if field.kind == FieldKind::PersonName {
            assert_eq!(field.sensitivity, Sensitivity::S2, "{}", field.key);
        }
    }
}

/// Which kinds of field a typed key may name.
trait Typed {
    fn fits(kind: &FieldKind) -> bool;
}
impl Typed for bool {
    fn fits(kind: &FieldKind) -> bool {
        matches!(kind, FieldKind::Bool { .. })
    }
}
impl Typed for Date {
    fn fits(kind: &FieldKind) -> bool {
        matches!(kind, FieldKind::Date)
    }
}
impl Typed for NationalId {
    fn fits(kind: &FieldKind) -> bool {
        matches!(kind, FieldKind::NationalId)
    }
}
impl Typed for Phone {
    fn fits(kind: &FieldKind) -> bool {
        matches!(kind, FieldKind::Phone)
    }
}
impl Typed for &'static Address {
    fn fits(kind: &FieldKind) -> bool {
        matches!(kind, FieldKind::Address)
    }
}
impl Typed for &'static Paper {
    fn fits(kind: &FieldKind) -> bool {
        matches!(kind, FieldKind::PersonId)
    }
}
impl Typed for &'static [String] {
    fn fits(kind: &FieldKind) -> bool {
        matches!(kind, FieldKind::Multi { .. })
    }
}
impl Typed for &'static str {
    fn fits(kind: &FieldKind) -> bool {
        matches!(kind, FieldKind::Text { .. } | FieldKind::PersonName | FieldKind::Single { .. } | FieldKind::Unit)
    }
}

fn check<T: Typed>(key: Key<T>, seen: &mut BTreeSet<&'static str>) {
    let fields: Vec<&Field> = KINDS.iter().filter_map(|kind| form(*kind).field(key.name())).collect();
    assert!(!fields.is_empty(), "no form has {}", key.name());
    assert!(fields.iter().all(|field| T::fits(&field.kind)), "{} has another type", key.name());
    assert!(seen.insert(key.name()), "{} is declared twice", key.name());
}

#[test]
fn every_typed_key_names_a_field_of_its_type_and_every_field_has_a_key() {
    let mut seen = BTreeSet::new();
    macro_rules! check_all {
        ($($key:ident)+) => { $(check(keys::$key, &mut seen);)+ };
    }
    check_all! {
        REPORTING_UNIT REPORT_DATE CHILD_NAME CHILD_SEX CHILD_BIRTH_DATE CHILD_ETHNICITY CHILD_ID_NUMBER
        HUKOU_REGISTERED HUKOU_ADDRESS CURRENT_ADDRESS LIVING_WITH RESIDENCE_REGISTRATION HOUSING_TYPE
        LEFT_HUKOU_DATE ARRIVED_RESIDENCE_DATE GUARDIANSHIP_STATUS SCHOOLING_STAGE SCHOOL_NAME IS_BOARDING
        ACADEMIC_STATUS HEALTH_STATUS HEALTH_SERVICE_0_6Y TCM_SERVICE_0_36M MEDICAL_INSURANCE DISABILITY_TYPE
        DISABILITY_TYPES_DETAIL DISABILITY_GRADE REHAB_AID_RECEIVED FATHER_NAME FATHER_ID FATHER_PHONE
        FATHER_HUKOU_ADDRESS FATHER_CURRENT_ADDRESS MOTHER_NAME MOTHER_ID MOTHER_PHONE MOTHER_HUKOU_ADDRESS
        MOTHER_CURRENT_ADDRESS OTHER_GUARDIAN_NAME OTHER_GUARDIAN_RELATION OTHER_GUARDIAN_ID OTHER_GUARDIAN_PHONE
        OTHER_GUARDIAN_HUKOU_ADDRESS OTHER_GUARDIAN_CURRENT_ADDRESS BOTH_PARENTS_AWAY ONE_AWAY_OTHER_INCAPABLE
        HAS_ENTRUSTED_CARER ENTRUSTED_CARER_RELATION ENTRUSTED_CARER_RELATION_OTHER ENTRUSTED_CARER_PHONE
        ENTRUSTED_CARER_NAME ENTRUSTED_CARER_ID ENTRUSTED_CARER_HUKOU_ADDRESS ENTRUSTED_CARER_CURRENT_ADDRESS
        FAMILY_DIFFICULTY FAMILY_DIFFICULTY_OTHER LIVELIHOOD_SUPPORT LIVELIHOOD_SUPPORT_OTHER FATHER_STATUS
        FATHER_AWAY_FOR_WORK FATHER_WORK_PLACE FATHER_AWAY_SINCE FATHER_AWAY_UNTIL FATHER_GUARDIANSHIP_CAPACITY
        FATHER_CAPACITY_REASON FATHER_CAPACITY_JUDGED_BY FATHER_CAPACITY_JUDGED_AT FATHER_CAPACITY_BASIS
        MOTHER_STATUS MOTHER_AWAY_FOR_WORK MOTHER_WORK_PLACE MOTHER_AWAY_SINCE MOTHER_AWAY_UNTIL
        MOTHER_GUARDIANSHIP_CAPACITY MOTHER_CAPACITY_REASON MOTHER_CAPACITY_JUDGED_BY MOTHER_CAPACITY_JUDGED_AT
        MOTHER_CAPACITY_BASIS BIRTH_CERTIFICATE_NO CHILD_ID_PENDING_REASON HOMELESS_FLAG HOMELESS_SINCE
        HELP_REQUESTED HELP_REQUESTED_AT NEEDS NEEDS_OTHER COLLECTION_METHOD COLLECTOR INFORMANT_NAME
        INFORMANT_RELATION HOUSING_TYPE_REMARK SCHOOL_CODE ENTRUSTED_CARER_EXCLUSIONS
    }
    let fields: BTreeSet<&str> = KINDS.iter().flat_map(|kind| form(*kind).fields()).map(|field| field.key).collect();
    assert_eq!(seen, fields);
}

#[test]
fn the_published_declaration_says_what_the_dictionary_says() {
    let json = serde_json::to_value(published::publish(form(FormKind::Migrant))).unwrap();
    assert_eq!(json["form"], "migrant");
    assert_eq!(json["version"], "2024-17");
    let fields: Vec<&serde_json::Value> =
        json["sections"].as_array().unwrap().iter().flat_map(|s| s["fields"].as_array().unwrap()).collect();
    let field = |name: &str| *fields.iter().find(|field| field["name"] == name).unwrap();
    assert_eq!(field("child_name")["required"], "R");
    assert_eq!(field("child_id_number")["required"], "C");
    assert_eq!(field("child_id_number")["type"], "cn_id");
    assert_eq!(field("father_phone")["required"], "C");
    assert_eq!(field("needs_other")["required"], "C");
    assert_eq!(field("help_requested")["required"], "O");
    assert_eq!(field("help_requested")["number"], serde_json::Value::Null);
    assert_eq!(field("health_status")["exclusive"], "healthy");
    assert_eq!(field("hukou_registered")["options"][1]["label"], "否");
    assert_eq!(field("disability_grade")["asked"]["all"][0]["filled"], "disability_type");
    assert_eq!(field("health_service_0_6y")["asked"]["years_at_most"], 6);
}

#[test]
fn every_required_level_is_that_of_the_dictionary() {
    let numbers = |kind, level| -> BTreeSet<&str> {
        form(kind)
            .sections
            .iter()
            .flat_map(|section| section.fields.iter().map(move |field| (section, field)))
            .filter(|(section, field)| !field.number.is_empty() && published::level(section, field) == level)
            .map(|(_, field)| &field.number[3..])
            .collect()
    };
    let migrant = "01 02 03 04 05 06 08 10 11 12 13 14 15 16 17 21 24 25 44 45";
    let left_behind = "01 02 03 04 05 06 08 10 11 12 15 16 19 33 34 35 42 43";
    assert_eq!(numbers(FormKind::Migrant, "R"), migrant.split(' ').collect());
    assert_eq!(numbers(FormKind::LeftBehind, "R"), left_behind.split(' ').collect());
    assert!(KINDS.into_iter().all(|kind| numbers(kind, "O").is_empty()));
}

#[test]
fn the_first_screen_identifies_the_child_and_the_disability_screen_unfolds() {
    let today = date(2026, 11, 21);
    for kind in KINDS {
        let form = form(kind);
        let first: Vec<&str> = form.sections[0].fields.iter().map(|field| field.key).collect();
        assert_eq!(form.sections[0].name, "child");
        assert!(first.contains(&"child_name") && first.contains(&"child_id_number"));
        let asked = |json: &str| {
            let answers: Answers = serde_json::from_str(json).unwrap();
            let section = form.section("disability").unwrap();
            crate::form::journey::asked_fields(section, &answers, today).len()
        };
        assert_eq!(asked("{}"), 1);
        assert_eq!(asked(r#"{"disability_type":"none"}"#), 1);
        assert_eq!(asked(r#"{"disability_type":"none","health_status":["psych_behavioral"]}"#), 2);
        assert_eq!(asked(r#"{"disability_type":"visual"}"#), 3);
        assert_eq!(asked(r#"{"disability_type":"multiple"}"#), 4);
    }
}
