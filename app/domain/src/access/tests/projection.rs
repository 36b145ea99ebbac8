//! Answers through levels: each field's value is a sentinel that names its group.

use jiff::civil::{Date, date};

use super::super::*;
use crate::divisions::Address;
use crate::form::{Answers, FieldKind, FormKind, Value};
use crate::forms::form;
use crate::values::Paper;

const DAY: Date = date(2026, 11, 21);

/// A value with words that nothing else has: what is hidden is looked for by them.
fn sentinel(key: &str, kind: FieldKind) -> Value {
    let word = format!("SENTINEL {key} 1234567890");
    match kind {
        FieldKind::Bool { .. } => Value::Bool(true),
        FieldKind::Multi { .. } => Value::Choices(vec![word]),
        FieldKind::Address => Value::Address(Address {
            division_code: "120104001001".into(),
            division_path: "天津市/市辖区/南开区/长虹街道".into(),
            detail: word.clone(),
            outside: String::new(),
            raw: word,
        }),
        FieldKind::PersonId => Value::Paper(Paper { kind: "passport".into(), number: word.clone(), reason: word }),
        _ => Value::Text(word),
    }
}

fn document(kind: FormKind) -> Answers {
    form(kind).fields().map(|field| (field.key, sentinel(field.key, field.kind))).collect()
}

fn json(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn no_cell_of_the_table_lets_through_what_it_hides() {
    for document in [FormKind::Migrant, FormKind::LeftBehind].map(document) {
        let (mut profiles, mut met) = (seen().collect::<Vec<_>>(), Vec::new());
        profiles.retain(|(.., levels)| {
            !met.contains(levels) && {
                met.push(*levels);
                true
            }
        });
        for (role, relation, state, all) in profiles {
            for levels in Channel::ALL.iter().map(|channel| all.through(*channel)) {
                let shown = project(&document, &levels, DAY);
                for (key, value) in document.iter() {
                    let at = || format!("{role:?} {relation:?} {state:?} {key}");
                    let group = Group::of_field(key).unwrap();
                    let part = Group::County.parts().contains(&key);
                    match (levels.of(group), shown.value(key)) {
                        (Level::Read, shown) => assert_eq!(shown, Some(value), "{}", at()),
                        (_, Some(shown)) if part => assert!(!json(shown).contains("SENTINEL"), "{}", at()),
                        (Level::None | Level::Exists, shown) => assert!(part || shown.is_none(), "{}", at()),
                        (_, Some(_)) if group == Group::Head => {}
                        (_, shown) => {
                            let kept = ["child_sex", "schooling_stage"].contains(&key) || key.ends_with("_relation");
                            let clear = shown.is_some_and(|shown| json(shown).contains("SENTINEL"));
                            assert!(kept || !clear, "{}", at());
                        }
                    }
                }
            }
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn child() -> Answers {
    let home = Address {
        division_code: "120104001001".into(),
        division_path: "天津市/市辖区/南开区/长虹街道".into(),
        detail: "某路1号".into(),
        ..Address::default()
    };
    [
        ("child_name", text("欧阳娜娜")),
        ("child_sex", text("female")),
        ("child_birth_date", text("2015-03-08")),
        ("child_ethnicity", text("han")),
        ("child_id_number", text("120101201503089976")),
        ("father_name", text("张三")),
        ("father_phone", text("13800138000")),
        (
            "father_id",
            Value::Paper(Paper { kind: "resident_id".into(), number: "11010519491231002X".into(), ..Paper::default() }),
        ),
        ("living_with", text("grandparents")),
        ("homeless_flag", Value::Bool(false)),
        ("collector", text("李四")),
        ("health_status", Value::Choices(vec!["serious_illness".into()])),
        ("hukou_address", Value::Address(home.clone())),
        ("current_address", Value::Address(home.clone())),
        ("father_hukou_address", Value::Address(home)),
        ("no_field_at_all", text("x")),
    ]
    .into_iter()
    .collect()
}

/// T-78: whoever reads the list.
#[test]
fn t_78_a_name_of_one_character_is_a_star_in_every_list() {
    let kept: Answers = [("child_name", text("张"))].into_iter().collect();
    let lists = seen().map(|(.., levels)| project(&kept, &levels.through(Channel::List), DAY));
    let names: Vec<_> = lists.filter_map(|list| list.value("child_name").cloned()).collect();
    assert!(!names.is_empty() && names.iter().all(|name| *name == text("*")), "{names:?}");
}

#[test]
fn a_masked_answer_is_that_of_masking() {
    let shown = project(&child(), &levels(Role::Family, Relation::Holder, State::Submitted), DAY);
    let text = |key| shown.value(key).and_then(Value::as_text);
    assert_eq!(text("child_name"), Some("欧***"));
    assert_eq!(text("child_sex"), Some("female"));
    assert_eq!(text("child_birth_date"), Some("11岁"));
    assert_eq!(text("child_ethnicity"), Some("已填"));
    assert_eq!(text("child_id_number"), Some("120*************76"));
    assert_eq!(text("father_name"), Some("张*"));
    assert_eq!(text("father_phone"), Some("138****8000"));
    assert_eq!(text("living_with"), Some("已填"));
    assert_eq!(text("health_status"), Some("已填"));
    assert_eq!(shown.value("collector"), None, "a person's name, of whoever acted");
    assert_eq!(shown.value("homeless_flag"), Some(&Value::Bool(false)));
    assert_eq!(shown.value("no_field_at_all"), None);
    let paper = shown.value("father_id").map(json).unwrap();
    assert_eq!(paper, r#"{"type":"resident_id","number":"110*************2X"}"#);
    for key in ["hukou_address", "current_address", "father_hukou_address"] {
        let place = shown.value(key).map(json).unwrap();
        assert_eq!(
            place,
            r#"{"division_code":"120104001","detail":"","division_path":"天津市/市辖区/南开区/长虹街道"}"#
        );
    }
}

#[test]
fn an_address_is_shown_as_deep_as_county_and_place_are() {
    let code = |role, relation, state, key| {
        let shown = project(&child(), &levels(role, relation, state), DAY);
        match shown.value(key) {
            Some(Value::Address(place)) => Some((place.division_code.clone(), place.detail.clone())),
            _ => None,
        }
    };
    let at = |code: &str, detail: &str| Some((code.to_owned(), detail.to_owned()));
    let hukou = "hukou_address";
    assert_eq!(code(Role::DeptEducation, Relation::Item, State::Comparing, hukou), at("120104", ""));
    assert_eq!(code(Role::DeptPolice, Relation::Item, State::Comparing, hukou), at("120104001001", "某路1号"));
    assert_eq!(code(Role::DeptPolice, Relation::Item, State::Comparing, "current_address"), at("120104001001", ""));
    assert_eq!(code(Role::CountyEntry, Relation::County, State::Verified, hukou), at("120104001001", ""));
    assert_eq!(code(Role::DeptEducation, Relation::Item, State::Verified, hukou), None);
    assert_eq!(code(Role::DeptEducation, Relation::Item, State::Comparing, "father_hukou_address"), None);
}

#[test]
fn an_answer_of_another_shape_than_its_field_is_not_shown_by_it() {
    let odd: Answers = [
        ("hukou_address", text("某路1号")),
        ("father_id", text("11010519491231002X")),
        ("child_name", Value::Choices(vec!["张三".into()])),
        ("child_birth_date", text("三月八日")),
    ]
    .into_iter()
    .collect();
    let shown = project(&odd, &levels(Role::Family, Relation::Holder, State::Submitted), DAY);
    assert!(shown.iter().all(|(_, value)| value == &text("已填")), "{shown:?}");
}

#[test]
fn nobody_overwrites_what_he_cannot_read() {
    let worker = levels(Role::VillageDirector, Relation::Village, State::Verified);
    let kept = child();
    let masked = project(&kept, &worker, DAY);
    assert_eq!(accept(&kept, &masked, &worker), kept, "sent back as it was shown");

    let mut sent = masked;
    sent.set("child_id_number", text("110101201001010011"));
    sent.set("child_name", text("欧阳娜"));
    sent.remove("living_with");
    sent.set("no_field_at_all", text("y"));
    let after = accept(&kept, &sent, &worker);
    assert_eq!(after.value("child_id_number"), kept.value("child_id_number"));
    assert_eq!(after.value("child_name"), Some(&text("欧阳娜")));
    assert_eq!(after.value("living_with"), None);
    assert_eq!(after.value("no_field_at_all"), kept.value("no_field_at_all"));
    let opened = accept(&kept, &sent, &worker.revealed(Group::Idno));
    assert_eq!(opened.value("child_id_number"), sent.value("child_id_number"));
}

#[test]
fn a_grant_shows_the_groups_that_it_names() {
    let granted = levels(Role::UpperReader, Relation::Granted, State::Verified).only(&[Group::Name, Group::Basic]);
    let shown = project(&child(), &granted, DAY);
    let keys: Vec<&str> = shown.iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["child_birth_date", "child_ethnicity", "child_name", "child_sex"]);
    assert_eq!(granted.revealed(Group::Idno), granted);
}
