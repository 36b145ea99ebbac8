//! `GET /api/v1/forms/{form}`: the declaration of a form, from which a program can draw its own inputs.

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::form::{
    Asker, Choice, Condition, Department, Field, FieldKind, Form, FormKind, Part, Required, Sensitivity,
};
use domain::forms;
use domain::problem::Problem;
use gate::ProblemBody;
use serde::Serialize;

use crate::doors::api::FIVE_MINUTES;
use crate::doors::api::openapi::{Problem as ProblemSchema, PublishedForm};

/// Declaration of a form
///
/// Sections and fields in the order of asking, with labels, types, options, required levels, conditions
/// and rules.
#[utoipa::path(
    get,
    path = "/api/v1/forms/{form}",
    tag = "forms",
    params(("form" = String, Path, description = "`migrant` or `left_behind`", example = "migrant")),
    responses(
        (status = 200, description = "The declaration", body = PublishedForm),
        (status = 404, description = "No such form", body = ProblemSchema, content_type = "application/problem+json"),
    )
)]
pub async fn show(Path(form): Path<String>) -> Response {
    let Some(kind) = FormKind::from_name(&form) else {
        return ProblemBody::from(Problem::UnknownForm).into_response();
    };
    let language = (header::CONTENT_LANGUAGE, HeaderValue::from_static("zh-CN"));
    ([FIVE_MINUTES, language], Json(Shown::from(forms::form(kind)))).into_response()
}

#[derive(Serialize)]
struct Shown {
    form: FormKind,
    version: &'static str,
    title: &'static str,
    sections: Vec<ShownSection>,
}

#[derive(Serialize)]
struct ShownSection {
    name: &'static str,
    title: &'static str,
    part: Part,
    asked: Condition,
    fields: Vec<ShownField>,
}

#[derive(Serialize)]
struct ShownField {
    name: &'static str,
    number: &'static str,
    label: &'static str,
    question: &'static str,
    help: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u16>,
    options: &'static [Choice],
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive: Option<&'static str>,
    required: Required,
    asked: Condition,
    asker: Asker,
    sensitivity: Sensitivity,
    department: Department,
    rules: &'static [&'static str],
}

impl From<&Form> for Shown {
    fn from(form: &Form) -> Self {
        let section = |section: &domain::form::Section| ShownSection {
            name: section.name,
            title: section.title,
            part: section.part,
            asked: section.asked,
            fields: section.fields.iter().map(ShownField::from).collect(),
        };
        Self {
            form: form.kind,
            version: form.version,
            title: form.title,
            sections: form.sections.iter().map(section).collect(),
        }
    }
}

impl From<&Field> for ShownField {
    fn from(field: &Field) -> Self {
        Self {
            name: field.key,
            number: field.number,
            label: field.label,
            question: field.question,
            help: field.help,
            kind: type_name(field.kind),
            max: if let FieldKind::Text { max } = field.kind { Some(max) } else { None },
            options: field.options(),
            exclusive: match field.kind {
                FieldKind::Multi { exclusive, .. } if !exclusive.is_empty() => Some(exclusive),
                _ => None,
            },
            required: field.required,
            asked: field.asked,
            asker: field.asker,
            sensitivity: field.sensitivity,
            department: field.department,
            rules: field.rules,
        }
    }
}

/// The name of a field's type in the contract.
pub(crate) const fn type_name(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text { .. } => "text",
        FieldKind::PersonName => "person_name",
        FieldKind::Date => "date",
        FieldKind::Bool { .. } => "bool",
        FieldKind::Single { .. } => "single",
        FieldKind::Multi { .. } => "multi",
        FieldKind::NationalId => "national_id",
        FieldKind::PersonId => "person_id",
        FieldKind::Phone => "phone",
        FieldKind::Address => "address",
        FieldKind::Unit => "unit",
    }
}
