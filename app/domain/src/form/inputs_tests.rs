//! Answers go into inputs and come back the same.

use super::*;
use crate::form::FormKind;
use crate::forms::form;

fn fields() -> Vec<&'static Field> {
    form(FormKind::Migrant).fields().collect()
}

fn field(key: &str) -> &'static Field {
    form(FormKind::Migrant).field(key).unwrap()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What one field is read as, in JSON; `null` when it is taken away.
fn read_one(key: &str, list: &[(&str, &str)]) -> String {
    let read = read(&[field(key)], &pairs(list));
    serde_json::to_string(&read[0].1).unwrap()
}

#[test]
fn every_shape_makes_the_round_trip() {
    for (key, json) in [
        ("child_name", r#""阿卜杜拉·买买提""#),
        ("child_birth_date", r#""2015-03-08""#),
        ("child_birth_date", r#""2015--""#),
        ("child_birth_date", r#""2015-2-30""#),
        ("child_birth_date", r#""-3-8""#),
        ("child_birth_date", r#""二月""#),
        ("child_birth_date", r#""15-13-40""#),
        ("child_sex", r#""2""#),
        ("child_sex", r#""x""#),
        ("hukou_registered", "true"),
        ("is_boarding", "false"),
        ("is_boarding", r#""maybe""#),
        ("child_id_number", r#""12010120150308""#),
        ("health_status", r#"["disabled","chronic_illness"]"#),
        ("current_address", r#"{"division_code":"120104001","detail":"1号"}"#),
        ("current_address", r#"{"division_code":"120000","detail":""}"#),
        ("current_address", r#"{"division_code":"441900003","detail":"东城"}"#),
        ("current_address", r#"{"division_code":"429004","detail":""}"#),
        ("current_address", r#"{"division_code":"12","detail":""}"#),
        ("current_address", r#"{"division_code":"120104001002","detail":""}"#),
        ("father_current_address", r#"{"division_code":"","detail":"大阪","outside":"日本"}"#),
        ("father_id", r#"{"type":"passport","number":"E12345678"}"#),
        ("father_id", r#"{"type":"none","number":"","reason":"遗失"}"#),
        ("father_phone", r#""13800138000""#),
        ("father_phone", r#""138""#),
        ("reporting_unit", r#""120104001""#),
    ] {
        let value: Value = serde_json::from_str(json).unwrap();
        let field = field(key);
        let written = write(field, &value);
        assert_eq!(read(&[field], &written), [(field.key, Some(value))], "{key} {json} {written:?}");
    }
}

#[test]
fn what_was_typed_with_any_keyboard_is_understood() {
    assert_eq!(
        read_one("child_id_number", &[("child_id_number", " １２０１０１ 20150308-9976 ")]),
        r#""120101201503089976""#
    );
    assert_eq!(
        read_one(
            "child_birth_date",
            &[
                ("child_birth_date.year", "２０１５年"),
                ("child_birth_date.month", "3"),
                ("child_birth_date.day", " 8日")
            ]
        ),
        r#""2015-03-08""#
    );
    for name in ["child_birth_date", "child_birth_date.year"] {
        assert_eq!(read_one("child_birth_date", &[(name, "2015-3-8")]), r#""2015-03-08""#);
        assert_eq!(read_one("child_birth_date", &[(name, " - ")]), "null");
        for whole in ["2015年3月8日", "2015/3/8", "20150308"] {
            assert_eq!(read_one("child_birth_date", &[(name, whole)]), r#""2015-03-08""#);
        }
        assert_eq!(read_one("child_birth_date", &[(name, "2015年2月30日")]), r#""2015-2-30""#);
    }
    let over =
        [("child_birth_date.year", "2015年3月8日"), ("child_birth_date.month", "1"), ("child_birth_date.day", "2")];
    assert_eq!(read_one("child_birth_date", &over), r#""2015-03-08""#, "what was pasted last counts");
    assert_eq!(
        read_one("child_birth_date", &[("child_birth_date.month", "3"), ("child_birth_date.day", "1-2")]),
        r#""-3-1/2""#
    );
    assert_eq!(read_one("father_phone", &[("father_phone", "+86 138-0013-8000")]), r#""13800138000""#);
    assert_eq!(read_one("child_name", &[("child_name", "  王  小明 ")]), r#""王 小明""#);
    assert_eq!(read_one("child_name", &[("child_name", "Lu\u{308} Wei")]), r#""Lü Wei""#);
    for hidden in ["\u{200B}", "\u{3164}\u{202E}", "\u{2800}", "\u{FFFD}"] {
        assert_eq!(read_one("school_name", &[("school_name", hidden)]), "null", "{hidden:?}");
    }
}

#[test]
fn nothing_posted_takes_the_answer_away() {
    let read = read(&fields(), &[]);
    assert_eq!(read.len(), fields().len());
    assert!(read.iter().all(|(_, value)| value.is_none()));
    assert_eq!(read_one("health_status", &[("health_status", "")]), "null");
    assert_eq!(read_one("father_id", &[("father_id.type", "resident_id"), ("father_id.number", "")]), "null");
}

#[test]
fn choices_come_in_printed_order_each_once() {
    let posted = [
        ("health_status", "chronic_illness"),
        ("health_status", "strange"),
        ("health_status", "disabled"),
        ("health_status", "disabled"),
    ];
    assert_eq!(read_one("health_status", &posted), r#"["disabled","chronic_illness","strange"]"#);
}

#[test]
fn the_deepest_consistent_select_wins() {
    let place = |list: &[(&str, &str)]| read_one("current_address", list);
    assert_eq!(
        place(&[
            ("current_address.division", "120101001"),
            ("current_address.province", "120000"),
            ("current_address.prefecture", "120100"),
            ("current_address.county", "120104"),
            ("current_address.township", ""),
        ]),
        r#"{"division_code":"120104","detail":""}"#
    );
    // The province was changed; the selects below still hold the old one.
    assert_eq!(
        place(&[
            ("current_address.province", "410000"),
            ("current_address.prefecture", "120100"),
            ("current_address.county", "120104"),
        ]),
        r#"{"division_code":"410000","detail":""}"#
    );
    // Dongguan has no counties: its towns follow the prefecture.
    assert_eq!(
        place(&[
            ("current_address.province", "440000"),
            ("current_address.prefecture", "441900"),
            ("current_address.county", ""),
            ("current_address.township", "441900003"),
        ]),
        r#"{"division_code":"441900003","detail":""}"#
    );
    assert_eq!(
        place(&[("current_address.division", "120101001"), ("current_address.province", "")]),
        r#"{"division_code":"120101001","detail":""}"#
    );
}

#[test]
fn names_stored_with_an_address_stay_while_the_division_does() {
    let stored = Address {
        division_code: "120104001".into(),
        detail: "1号".into(),
        division_path: "天津市/南开区/长虹街道".into(),
        ..Address::default()
    };
    let mut answers: Answers = [("current_address", Value::Address(stored.clone()))].into_iter().collect();
    let here = [field("current_address")];
    apply(&here, &pairs(&[("current_address.division", "120104001"), ("current_address.detail", "2号")]), &mut answers);
    assert_eq!(answers.value("current_address"), Some(&Value::Address(Address { detail: "2号".into(), ..stored })));
    apply(&here, &pairs(&[("current_address.division", "120101001")]), &mut answers);
    let Some(Value::Address(moved)) = answers.value("current_address") else { panic!("an address") };
    assert_eq!(moved.division_path, "");
    apply(&here, &[], &mut answers);
    assert!(answers.value("current_address").is_none());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]

    /// Whatever was typed, showing it again and sending it unchanged changes nothing.
    #[test]
    fn sending_again_changes_nothing(
        key in proptest::sample::select(vec![
            "child_name", "child_birth_date", "child_id_number", "current_address", "father_id", "father_phone",
            "health_status", "is_boarding", "school_name",
        ]),
        part in proptest::sample::select(vec![
            "", ".year", ".month", ".day", ".division", ".detail", ".outside", ".province", ".county", ".type",
            ".number", ".reason",
        ]),
        typed in "[0-9年月 \\-xX王·１２a]{0,12}",
        more in "[0-9\\- ]{0,6}",
    ) {
        let field = field(key);
        let posted = pairs(&[(&[key, part].concat(), &typed), (&[key, ".day"].concat(), &more)]);
        let once = read(&[field], &posted);
        if let Some(value) = &once[0].1 {
            let again = read(&[field], &write(field, value));
            proptest::prop_assert_eq!(&again, &once);
        }
    }
}
