//! What stands in a cell: options with their boxes, words, or a blank to write on.

use domain::Date;
use domain::form::summary::{address, answer, display};
use domain::form::{Answers, Field, FieldKind, Form, Value, journey};
use domain::values::date::chinese;

/// A choice with more options than this is written, not ticked (民族).
const MANY: usize = 12;
const OPEN: char = '☐';
const TICKED: char = '☑';
/// A place to write on.
const BLANK: &str = "________";

/// An option with its box behind it, or words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Kept together on one line.
    Option(String),
    /// Plain words.
    Words(String),
}

/// The content of a field's cell. Without answers it is the blank form.
pub(super) fn pieces(form: &Form, field: &Field, answers: Option<&Answers>, as_of: Date) -> Vec<Piece> {
    let value = answers.and_then(|answers| answers.value(field.key));
    match field.kind {
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
                        "other" => other(field.key, choice.label, ticked, answers),
                        "multiple" => several(form, choice.label, ticked, answers),
                        _ => option(choice.label, ticked),
                    }
                })
                .collect();
            let asked = answers.is_none_or(|answers| journey::applies(form, field.key, answers, as_of));
            if value.is_none() && !asked {
                pieces.push(Piece::Words("（不适用）".to_owned()));
            }
            pieces
        }
        _ => vec![Piece::Words(words(form, field, value, answers, as_of))],
    }
}

fn words(form: &Form, field: &Field, value: Option<&Value>, answers: Option<&Answers>, as_of: Date) -> String {
    match (field.kind, value, answers) {
        (FieldKind::Address, None, None) => blank_address(field.key).to_owned(),
        (FieldKind::Date, None, None) => blank_date(),
        (_, Some(Value::Address(place)), _) => address(place),
        (_, Some(value), _) => display(field, Some(value)),
        (_, None, Some(answers)) if !journey::applies(form, field.key, answers, as_of) => {
            answer(form, field, answers, as_of)
        }
        // Not known is left blank: never a word that could be taken for an answer.
        _ => String::new(),
    }
}

/// The blanks of an address, as printed.
fn blank_address(key: &str) -> &'static str {
    if key == "hukou_address" || key == "current_address" {
        "________省（自治区、直辖市）________地（市、州、盟）________县（区、市、旗）________________（详细地址）"
    } else {
        ""
    }
}

fn blank_date() -> String {
    "　　　　年　　月　　日".to_owned()
}

/// 填报日期.
pub(super) fn report_date(answers: Option<&Answers>) -> String {
    answers.and_then(|answers| answers.get(domain::forms::keys::REPORT_DATE)).map_or_else(blank_date, chinese)
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

/// 其他, with what it is.
fn other(key: &str, label: &str, ticked: bool, answers: Option<&Answers>) -> Piece {
    let text = answers.and_then(|answers| answers.value(&format!("{key}_other"))?.as_text().map(str::to_owned));
    let mark = if ticked { TICKED } else { OPEN };
    let named = matches!(key, "family_difficulty" | "livelihood_support" | "entrusted_carer_relation");
    match text.filter(|_| ticked) {
        Some(text) => Piece::Option(format!("{label}{mark}（{text}）")),
        None if named => Piece::Option(format!("{label}{mark}{BLANK}")),
        None => Piece::Option(format!("{label}{mark}")),
    }
}

/// 多重残疾, with the kinds that it is made of (printed note: 需列明多个具体残疾类别).
fn several(form: &Form, label: &str, ticked: bool, answers: Option<&Answers>) -> Piece {
    let field = form.field("disability_types_detail");
    let detail = answers.and_then(|answers| answers.value("disability_types_detail"));
    let kinds = field.zip(detail).map(|(field, detail)| display(field, Some(detail)));
    match kinds.filter(|_| ticked) {
        Some(kinds) => Piece::Option(format!("{label}{TICKED}（{kinds}）")),
        None => Piece::Option(format!("{label}{}（列明具体类别{BLANK}）", if ticked { TICKED } else { OPEN })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::FormKind;
    use domain::forms::form;

    const TODAY: Date = Date::constant(2026, 11, 21);

    fn cell(key: &str, json: Option<&str>) -> String {
        let form = form(FormKind::Migrant);
        let answers: Option<Answers> = json.map(|json| serde_json::from_str(json).unwrap());
        let pieces = pieces(form, form.field(key).unwrap(), answers.as_ref(), TODAY);
        let words = pieces.into_iter().map(|piece| match piece {
            Piece::Option(words) | Piece::Words(words) => words,
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_box_stands_behind_its_label() {
        assert_eq!(cell("child_sex", None), "男☐ 女☐");
        assert_eq!(cell("child_sex", Some(r#"{"child_sex":"2"}"#)), "男☐ 女☑");
        assert_eq!(cell("hukou_registered", Some(r#"{"hukou_registered":false}"#)), "是☐ 否☑");
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
        assert!(cell("family_difficulty", None).ends_with("其他☐________"));
    }

    #[test]
    fn a_service_that_the_child_has_outgrown_is_said_to_be_so() {
        let told = cell("health_service_0_6y", Some(r#"{"child_birth_date":"2015-03-08"}"#));
        assert!(told.ends_with("（不适用）"), "{told}");
        assert!(!cell("health_service_0_6y", None).contains("不适用"));
    }
}
