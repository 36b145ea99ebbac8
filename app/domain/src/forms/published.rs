//! The published declaration of a form: the JSON of `GET /api/v1/forms/{form}`.

use serde::Serialize;

use crate::form::field::choice;
use crate::form::{Asker, Choice, Condition, Department, Field, FieldKind, Form, Part, Required, Section, Sensitivity};

/// A form as other programs read it.
#[derive(Clone, Debug, Serialize)]
pub struct PublishedForm {
    /// `migrant` or `left_behind`.
    pub form: &'static str,
    /// Version of labels and options.
    pub version: &'static str,
    /// The printed title.
    pub title: &'static str,
    /// The question groups in the order of asking.
    pub sections: Vec<PublishedSection>,
}

/// A question group.
#[derive(Clone, Debug, Serialize)]
pub struct PublishedSection {
    /// The name in addresses.
    pub name: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The part of the sheet.
    pub part: Part,
    /// When the group is asked.
    pub asked: Condition,
    /// Its fields.
    pub fields: Vec<PublishedField>,
}

/// A field.
#[derive(Clone, Debug, Serialize)]
pub struct PublishedField {
    /// The key in answers.
    pub name: &'static str,
    /// The number in the dictionary; `null` for supplementary fields.
    pub number: Option<&'static str>,
    /// The printed label.
    pub label: &'static str,
    /// The spoken question.
    pub question: &'static str,
    /// Help, when there is any.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub help: &'static str,
    /// `text`, `person_name`, `date`, `bool`, `single`, `multi`, `cn_id`, `person_id`, `phone`,
    /// `address` or `org_ref`, as in dictionary 1.1.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Largest number of characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// Options of a choice, or the two words of a yes/no question with codes `true` and `false`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// The code that excludes all others of a multiple choice.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub exclusive: &'static str,
    /// Ready answers to a free text.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub suggestions: &'static [&'static str],
    /// `R`, `C` or `O`.
    pub required: &'static str,
    /// The condition of level C, when it is one over answers; other C fields name their rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_when: Option<Condition>,
    /// When the field is asked.
    pub asked: Condition,
    /// Who answers it.
    pub asker: Asker,
    /// Who may see it.
    pub sensitivity: Sensitivity,
    /// Whose record counts.
    pub department: Department,
    /// Rules that speak about it.
    pub rules: &'static [&'static str],
}

/// The declaration of `form`.
#[must_use]
pub fn publish(form: &Form) -> PublishedForm {
    PublishedForm {
        form: form.kind.name(),
        version: form.version,
        title: form.title,
        sections: form.sections.iter().map(section).collect(),
    }
}

fn section(section: &Section) -> PublishedSection {
    PublishedSection {
        name: section.name,
        title: section.title,
        part: section.part,
        asked: section.asked,
        fields: section.fields.iter().map(|one| field(section, one)).collect(),
    }
}

fn field(section: &Section, field: &Field) -> PublishedField {
    let (max_length, exclusive) = match field.kind {
        FieldKind::Text { max } => (Some(max), ""),
        FieldKind::Multi { exclusive, .. } => (None, exclusive),
        _ => (None, ""),
    };
    PublishedField {
        name: field.key,
        number: (!field.number.is_empty()).then_some(field.number),
        label: field.label,
        question: field.question,
        help: field.help,
        kind: type_name(field.kind),
        max_length,
        options: options(field),
        exclusive,
        suggestions: field.suggestions,
        required: level(section, field),
        required_when: if let Required::When(condition) = field.required { Some(condition) } else { None },
        asked: field.asked,
        asker: field.asker,
        sensitivity: field.sensitivity,
        department: field.department,
        rules: field.rules,
    }
}

fn options(field: &Field) -> Vec<Choice> {
    match field.kind {
        FieldKind::Bool { yes, no } => {
            vec![choice("true", yes), choice("false", no)]
        }
        _ => field.options().to_vec(),
    }
}

/// The level of dictionary 1. No printed field is O: where no condition over answers is
/// declared, a rule decides (V-23 about the parents, V-24 about the phones), which is level C too.
#[must_use]
pub fn level(section: &Section, field: &Field) -> &'static str {
    let unconditional = section.asked == Condition::Always && field.asked == Condition::Always;
    match field.required {
        Required::Always if unconditional => "R",
        Required::Optional if field.number.is_empty() => "O",
        Required::Always | Required::When(_) | Required::Optional => "C",
    }
}

const fn type_name(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text { .. } => "text",
        FieldKind::PersonName => "person_name",
        FieldKind::Date => "date",
        FieldKind::Bool { .. } => "bool",
        FieldKind::Single { .. } => "single",
        FieldKind::Multi { .. } => "multi",
        FieldKind::NationalId => "cn_id",
        FieldKind::PersonId => "person_id",
        FieldKind::Phone => "phone",
        FieldKind::Address => "address",
        FieldKind::Unit => "org_ref",
    }
}
