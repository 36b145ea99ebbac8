//! What was typed into a form whose post did not lead on: shown in words, and offered to be posted again.

use app::declaration::screen;
use backend::divisions::names;
use domain::divisions::Address;
use domain::form::summary::display;
use domain::form::{Answers, Asker, Field, FormKind, Section, Value, inputs};
use domain::forms::form;
use domain::screening;
use gate::page;
use leptos::prelude::*;

/// What a form that is not about a child's answers calls its inputs, for people.
const NAMES: [(&str, &str); 4] = [("reason", "办理意见"), ("note", "备注"), ("search", "查找"), ("username", "用户名")];

/// Before the key of a field: a reviewer's comment on it.
const COMMENT: &str = "comment.";
/// Before a rule: a family's reason why its answers are right all the same.
const REASON: &str = "reason.";
/// Never shown, and never written into a page.
const PASSWORD: &str = "password";

/// The screen of questions at this address.
fn section(path: &str) -> Option<&'static Section> {
    let mut parts = path.trim_start_matches('/').split('/');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    if first != "declare" {
        return None;
    }
    if second == "start" {
        return third.map_or(screening::SECTIONS.first(), screening::section);
    }
    form(FormKind::from_name(second)?).section(third?)
}

/// What was typed into the form at this address: what it is called, and how it reads.
pub(crate) fn words(path: &str, pairs: &[(String, String)]) -> Vec<(String, String)> {
    let mut told = Vec::new();
    if let Some(section) = section(path) {
        let fields: Vec<&'static Field> = screen::fields(section, Asker::Family).collect();
        let mut answers = Answers::default();
        inputs::apply(&fields, pairs, &mut answers);
        for field in fields {
            if let Some(value) = answers.value(field.key) {
                told.push((field.label.to_owned(), display(field, Some(&named(value)))));
            }
        }
    }
    for (name, value) in pairs.iter().filter(|(_, value)| !value.trim().is_empty()) {
        if let Some((_, label)) = NAMES.iter().find(|(known, _)| known == name) {
            told.push(((*label).to_owned(), value.clone()));
        } else if let Some(field) = name.strip_prefix(COMMENT).and_then(known_field) {
            told.push((field.label.to_owned(), value.clone()));
        } else if name.starts_with(REASON) {
            told.push(("情况说明".to_owned(), value.clone()));
        }
    }
    told
}

fn known_field(key: &str) -> Option<&'static Field> {
    [FormKind::Migrant, FormKind::LeftBehind].into_iter().find_map(|kind| form(kind).field(key))
}

/// A place with its names, which a page without a script does not send.
fn named(value: &Value) -> Value {
    match value {
        Value::Address(place) => {
            let division_path = names::path(&place.division_code).unwrap_or_default();
            Value::Address(Address { division_path, ..place.clone() })
        }
        other => other.clone(),
    }
}

/// The list of it.
pub(crate) fn card(path: &str, pairs: &[(String, String)]) -> Option<AnyView> {
    let words = words(path, pairs);
    if words.is_empty() {
        return None;
    }
    let lines: Vec<_> = words
        .into_iter()
        .map(|(label, words)| view! { <div><dt class="small">{label}</dt><dd>{words}</dd></div> })
        .collect();
    Some(view! { <section class="card"><h2>"您刚才填的"</h2><dl>{lines}</dl></section> }.into_any())
}

/// A form that posts the same again, once the person presses its button. A password is typed anew.
pub(crate) fn again(address: &str, pairs: &[(String, String)], words: &'static str) -> AnyView {
    let secret = pairs.iter().any(|(name, _)| name == PASSWORD).then(|| {
        view! {
            <label>"密码" <input class="input" type="password" name=PASSWORD autocomplete="current-password"/></label>
        }
        .into_any()
    });
    let kept = pairs.iter().filter(|(name, _)| name != PASSWORD).map(|(name, value)| (&**name, &**value));
    page::form(address, kept, secret, ("button button-main button-wide", words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn answers_read_like_on_the_form_and_codes_do_not_show() {
        let typed = pairs(&[
            ("child_name", "示例小明"),
            ("child_sex", "1"),
            ("hukou_registered", "true"),
            ("go", "next"),
            ("revision", "3"),
        ]);
        let words = words("/declare/migrant/child", &typed);
        assert!(words.iter().any(|(_, words)| words == "示例小明"), "{words:?}");
        assert!(words.iter().any(|(_, words)| words == "男"), "{words:?}");
        assert!(words.iter().all(|(_, words)| words != "next" && words != "3" && words != "true"), "{words:?}");
    }

    #[test]
    fn a_reviewers_words_are_told_and_a_password_never() {
        let typed = pairs(&[("reason", "请核对"), ("comment.school_name", "写全称"), ("password", "秘密")]);
        let told = words("/review/1", &typed);
        assert_eq!(told.iter().map(|(_, words)| &**words).collect::<Vec<_>>(), ["请核对", "写全称"]);
    }
}
