//! What stands in a cell: options with their boxes, words, or a blank to write on.

use domain::Date;
use domain::form::summary::{DASH, NOT_APPLICABLE, address, answer, display};
use domain::form::{Answers, Field, FieldKind, Form, FormKind, Value, journey};
use domain::forms::keys;
use domain::values::date::chinese;

/// A choice with more options than this is written, not ticked (民族).
const MANY: usize = 12;
const OPEN: char = '☐';
const TICKED: char = '☑';

/// An option with its box behind it, or words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Kept together on one line.
    Option(String),
    /// The same, with what somebody typed.
    Typed(String),
    /// Plain words.
    Words(String),
}

/// The content of a field's cell. Without answers it is the blank form.
pub(crate) fn pieces(form: &Form, field: &Field, answers: Option<&Answers>, as_of: Date) -> Vec<Piece> {
    let value = answers.and_then(|answers| answers.value(field.key));
    match field.kind {
        // The annexes print no boxes here.
        _ if field.key == keys::CHILD_SEX.name() => {
            vec![Piece::Words(value.map(|value| display(field, Some(value))).unwrap_or_default())]
        }
        FieldKind::Bool { yes, no } => {
            vec![option(yes, value == Some(&Value::Bool(true))), option(no, value == Some(&Value::Bool(false)))]
        }
        FieldKind::Single { options } | FieldKind::Multi { options, .. } if options.len() <= MANY => {
            let mut pieces: Vec<Piece> = options
                .iter()
                .filter(|choice| !(field.key == "living_with" && choice.code == "none"))
                .map(|choice| {
                    let ticked = chosen(value, choice.code);
                    match choice.code {
                        "other" => other(form.kind, field.key, choice.label, ticked, answers),
                        "multiple" => several(form, choice.label, ticked, answers),
                        _ => option(choice.label, ticked),
                    }
                })
                .collect();
            let asked = answers.is_none_or(|answers| journey::applies(form, field.key, answers, as_of));
            if value.is_none() && !asked {
                pieces.push(Piece::Words(DASH.to_owned()));
            }
            pieces
        }
        FieldKind::Address if answers.is_none() => blank_address(field.key),
        _ => vec![Piece::Words(words(form, field, value, answers, as_of))],
    }
}

fn words(form: &Form, field: &Field, value: Option<&Value>, answers: Option<&Answers>, as_of: Date) -> String {
    match (field.kind, value, answers) {
        (FieldKind::Date, None, None) if MOVES.contains(&field.key) => BLANK_DATE.to_owned(),
        (_, Some(Value::Address(place)), _) => address(place),
        (_, Some(value), _) => display(field, Some(value)),
        (_, None, Some(answers)) if !journey::applies(form, field.key, answers, as_of) => {
            match answer(form, field, answers, as_of) {
                words if words == NOT_APPLICABLE => DASH.to_owned(),
                words => words,
            }
        }
        // Not known is left blank: never a word that could be taken for an answer.
        _ => String::new(),
    }
}

/// The blanks of an address, as printed.
fn blank_address(key: &str) -> Vec<Piece> {
    if key != "hukou_address" && key != "current_address" {
        return Vec::new();
    }
    let divisions = "________省（自治区、直辖市）________地（市、州、盟）________县（区、市、旗）";
    vec![Piece::Words(divisions.to_owned()), Piece::Option("+详细地址________________".to_owned())]
}

/// Where the annexes print the units of a date.
const MOVES: [&str; 2] = ["left_hukou_date", "arrived_residence_date"];
const BLANK_DATE: &str = "____年__月__日";

/// 填报日期; nothing leaves it to the pen.
pub(crate) fn report_date(answers: Option<&Answers>) -> Option<String> {
    answers.and_then(|answers| answers.get(keys::REPORT_DATE)).map(chinese)
}

fn chosen(value: Option<&Value>, code: &str) -> bool {
    match value {
        Some(Value::Text(text)) => text == code,
        Some(Value::Choices(codes)) => codes.iter().any(|held| held == code),
        _ => false,
    }
}

fn option(label: &str, ticked: bool) -> Piece {
    Piece::Option(format!("{label}{}", if ticked { TICKED } else { OPEN }))
}

/// 其他, with what it is. One of the annexes prints a line for it, once, before the box.
fn other(form: FormKind, key: &str, label: &str, ticked: bool, answers: Option<&Answers>) -> Piece {
    let text = answers.and_then(|answers| answers.value(&format!("{key}_other"))?.as_text().map(str::to_owned));
    let mark = if ticked { TICKED } else { OPEN };
    let line = form == FormKind::Migrant && key == "family_difficulty";
    match text.filter(|_| ticked) {
        Some(text) => Piece::Typed(format!("{label}{mark}（{text}）")),
        None if line => Piece::Option(format!("{label}_____{mark}")),
        None => Piece::Option(format!("{label}{mark}")),
    }
}

/// 多重残疾, with the kinds that it is made of (printed note: 需列明多个具体残疾类别).
fn several(form: &Form, label: &str, ticked: bool, answers: Option<&Answers>) -> Piece {
    let field = form.field("disability_types_detail");
    let detail = answers.and_then(|answers| answers.value("disability_types_detail"));
    let kinds = field.zip(detail).map(|(field, detail)| display(field, Some(detail)));
    match kinds.filter(|_| ticked) {
        Some(kinds) => Piece::Typed(format!("{label}{TICKED}（{kinds}）")),
        None => {
            Piece::Option(format!("{label}{}（{label}的需列明多个具体残疾类别）", if ticked { TICKED } else { OPEN }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::forms::form;

    const TODAY: Date = Date::constant(2026, 11, 21);

    fn cell(key: &str, json: Option<&str>) -> String {
        cell_of(FormKind::Migrant, key, json)
    }

    fn cell_of(kind: FormKind, key: &str, json: Option<&str>) -> String {
        let form = form(kind);
        let answers: Option<Answers> = json.map(|json| serde_json::from_str(json).unwrap());
        let pieces = pieces(form, form.field(key).unwrap(), answers.as_ref(), TODAY);
        let words = pieces.into_iter().map(|piece| match piece {
            Piece::Option(words) | Piece::Typed(words) | Piece::Words(words) => words,
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_box_stands_behind_its_label() {
        assert_eq!(cell("living_with", None), "父母双方☐ 父母一方☐ 其他监护人☐");
        assert_eq!(cell("hukou_registered", Some(r#"{"hukou_registered":false}"#)), "是☐ 否☑");
    }

    #[test]
    fn a_blank_sheet_leaves_free_what_the_annexes_leave_free() {
        for kind in [FormKind::Migrant, FormKind::LeftBehind] {
            assert_eq!(cell_of(kind, "child_sex", None), "");
            assert_eq!(cell_of(kind, "child_birth_date", None), "");
            assert_eq!(cell_of(kind, "child_sex", Some(r#"{"child_sex":"2"}"#)), "女");
        }
        assert_eq!(cell("left_hukou_date", None), "____年__月__日");
        assert_eq!(cell("arrived_residence_date", None), "____年__月__日");
        assert_eq!(report_date(None), None);
    }

    #[test]
    fn only_one_annex_has_a_line_for_what_else_it_is() {
        assert!(cell("family_difficulty", None).ends_with(" 其他_____☐"));
        assert!(cell_of(FormKind::LeftBehind, "family_difficulty", None).ends_with(" 其他☐"));
        assert!(cell("livelihood_support", None).ends_with(" 其他☐"));
        assert!(cell_of(FormKind::LeftBehind, "entrusted_carer_relation", None).ends_with(" 其他☐"));
    }

    #[test]
    fn several_disabilities_are_asked_for_in_the_words_of_the_annexes() {
        assert!(cell("disability_type", None).ends_with("多重残疾☐（多重残疾的需列明多个具体残疾类别）"));
        let answers = r#"{"disability_type":"multiple","disability_types_detail":["visual","mental"]}"#;
        assert!(cell("disability_type", Some(answers)).ends_with("多重残疾☑（视力残疾、精神残疾）"));
    }

    #[test]
    fn what_is_not_known_is_not_ticked_as_no() {
        assert_eq!(cell("hukou_registered", Some("{}")), "是☐ 否☐");
        assert_eq!(cell("child_name", Some("{}")), "");
    }

    #[test]
    fn living_alone_is_never_printed() {
        assert_eq!(cell("living_with", Some(r#"{"living_with":"none"}"#)), "父母双方☐ 父母一方☐ 其他监护人☐");
    }

    #[test]
    fn other_says_what_it_is() {
        let answers = r#"{"family_difficulty":["other"],"family_difficulty_other":"火灾"}"#;
        assert!(cell("family_difficulty", Some(answers)).ends_with("其他☑（火灾）"));
    }

    #[test]
    fn what_the_child_has_outgrown_gets_a_dash() {
        let told = cell("health_service_0_6y", Some(r#"{"child_birth_date":"2015-03-08"}"#));
        assert!(told.ends_with(" —"), "{told}");
        assert!(!cell("health_service_0_6y", None).contains('—'));
    }
}
