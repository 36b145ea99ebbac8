//! What goes out: the least that is needed.

use super::*;
use crate::comparison::columns::{Kind, Sent, SentRow, cell, returned, sent};
use crate::divisions::DivisionCode;
use crate::form::{Answers, Department, FieldKind, FormKind, Value};
use crate::forms::form;
use crate::values::Paper;

fn cells(department: Department, child: Standing<'_>, show_declared: bool) -> Vec<(Sent, String)> {
    let row = SentRow { batch: "BD-120104-GA-2026H2-001", number: 7, key: "UDWBBYVLNW", child };
    let name = |code: DivisionCode| (code.to_string() == "120104").then(|| "天津市南开区".to_owned());
    let columns = sent(department, show_declared).into_iter();
    columns.map(|column| (column.0, cell(column, department, &row, DAY, &name))).collect()
}

fn filled(department: Department, child: Standing<'_>) -> Vec<Sent> {
    cells(department, child, false).into_iter().filter(|(_, text)| !text.is_empty()).map(|(column, _)| column).collect()
}

/// Every field of the form answered with a text that stands nowhere else.
fn marked(kind: FormKind) -> Answers {
    let mark = |key: &str| format!("〔{key}〕");
    let mut answers = Answers::default();
    for field in form(kind).fields() {
        let value = match field.kind {
            FieldKind::Text { .. } | FieldKind::PersonName | FieldKind::Phone | FieldKind::Unit => {
                Value::Text(mark(field.key))
            }
            FieldKind::PersonId => Value::Paper(Paper { number: mark(field.key), ..Paper::default() }),
            FieldKind::Address => place("411628001", ""),
            FieldKind::Single { options } => Value::Text(options.last().unwrap().code.to_owned()),
            FieldKind::Multi { options, .. } => several(&[options.last().unwrap().code]),
            FieldKind::Bool { .. } => Value::Bool(true),
            FieldKind::Date => text("2024-01-02"),
            FieldKind::NationalId => continue,
        };
        answers.set(field.key, value);
    }
    answers
}

#[test]
fn no_phone_no_detail_of_an_address_and_no_other_departments_item_goes_out() {
    let allowed = [
        "child_name",
        "father_name",
        "mother_name",
        "other_guardian_name",
        "entrusted_carer_name",
        "birth_certificate_no",
    ];
    for kind in [FormKind::Migrant, FormKind::LeftBehind] {
        let answers = marked(kind);
        let child = Standing { form: kind, answers: &answers, county: county("120104") };
        for department in Department::compared() {
            for show_declared in [false, true] {
                let line: String = cells(department, child, show_declared).into_iter().map(|(_, text)| text).collect();
                assert!(!line.contains("某路1号"), "{department:?}: detail of an address");
                assert!(!line.contains(kind.label()), "{department:?}: migrant or left behind");
                for field in form(kind).fields() {
                    let own = Item::of(department).any(|item| item.fields().contains(&field.key)) && show_declared;
                    let told = line.contains(&format!("〔{}〕", field.key));
                    assert!(!told || own || allowed.contains(&field.key), "{department:?} is told {}", field.key);
                }
            }
        }
    }
}

#[test]
fn blind_is_the_default_and_what_is_shown_is_the_departments_own() {
    for department in Department::compared() {
        assert!(!sent(department, false).iter().any(|(column, _)| *column == Sent::Declared));
    }
    let k1 = k1();
    let declared = |department| cells(department, migrant(&k1), true).pop().unwrap().1;
    assert_eq!(declared(Department::PublicSecurity), "办理居住证");
    assert_eq!(declared(Department::MedicalInsurance), "纳入居住地医保");
    assert_eq!(declared(Department::Education), "小学；南开区长虹小学；否；在读");
}

#[test]
fn parents_are_named_only_for_a_child_without_number() {
    let mut k1 = k1();
    k1.set("father_name", text("王某"));
    k1.set("mother_name", text("李某"));
    let parents = [Sent::FatherName, Sent::MotherName, Sent::GuardianName, Sent::BirthCertificate];
    for department in Department::compared() {
        assert!(!filled(department, migrant(&k1)).iter().any(|column| parents.contains(column)), "{department:?}");
    }
    k1.remove("child_id_number");
    assert!(filled(Department::PublicSecurity, migrant(&k1)).contains(&Sent::FatherName));
    let guardian = cells(Department::Education, migrant(&k1), false).pop().unwrap();
    assert_eq!(guardian, (Sent::GuardianName, "王某".to_owned()), "one is enough");
    k1.set("living_with", text("other_guardian"));
    k1.set("other_guardian_name", text("赵某"));
    assert_eq!(cells(Department::MedicalInsurance, migrant(&k1), false).pop().unwrap().1, "赵某");
}

#[test]
fn a_newborn_may_be_known_by_its_mother() {
    let mut k4 = k4();
    k4.set("mother_name", text("李某"));
    assert!(filled(Department::Health, migrant(&k4)).contains(&Sent::MotherName), "36 months");
    k4.set("child_birth_date", text("2023-10-22"));
    assert!(!filled(Department::Health, migrant(&k4)).contains(&Sent::MotherName), "37 months, with a number");
}

#[test]
fn the_township_goes_to_who_issues_permits_to_migrant_children() {
    let (k1, k3) = (k1(), k3());
    assert!(filled(Department::PublicSecurity, migrant(&k1)).contains(&Sent::ResidenceTownship));
    assert!(!filled(Department::PublicSecurity, left_behind(&k3)).contains(&Sent::ResidenceTownship));
    assert!(!filled(Department::MedicalInsurance, migrant(&k1)).contains(&Sent::ResidenceTownship));
    let county = cells(Department::PublicSecurity, migrant(&k1), false);
    assert!(county.contains(&(Sent::ResidenceCounty, "120104 天津市南开区".to_owned())));
    assert!(county.contains(&(Sent::Sex, "男".to_owned())));
}

#[test]
fn headers_of_a_sheet_are_told_apart_and_its_codes_too() {
    for department in Department::compared() {
        let items: Vec<Item> = Item::of(department).collect();
        let mut headers: Vec<&str> = sent(department, true).iter().map(|(column, _)| column.label()).collect();
        headers.extend(returned(&items).map(|column| column.header));
        let count = headers.len();
        headers.sort_unstable();
        headers.dedup();
        assert_eq!(headers.len(), count, "{department:?}");
        assert!(items.iter().all(|item| returned(&items).any(|column| column.item == Some(*item))));
        for column in returned(&items) {
            if let Kind::One(choices) | Kind::Several(choices) = column.kind {
                let mut words: Vec<&str> = choices.iter().flat_map(|choice| [choice.code, choice.label]).collect();
                words.sort_unstable();
                words.dedup();
                assert_eq!(words.len(), choices.len() * 2, "{}", column.header);
            }
        }
        assert_eq!(Department::from_exchange_code(department.exchange_code().unwrap()), Some(department));
    }
    assert_eq!(Department::None.exchange_code(), None);
}
