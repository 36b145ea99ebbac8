//! The answers of a form as JSON Schema, made from its declaration.

use domain::form::{Asker, Field, FieldKind, FormKind};
use domain::forms;
use utoipa::openapi::schema::{AdditionalProperties, AnyOfBuilder, ArrayBuilder, ObjectBuilder, Type};
use utoipa::openapi::{KnownFormat, Ref, RefOr, Schema, SchemaFormat};

/// The forms that are described.
pub(crate) const FORMS: [FormKind; 2] = [FormKind::Migrant, FormKind::LeftBehind];

/// Name of the schema of a form's answers.
pub(crate) const fn name(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Migrant => "MigrantAnswers",
        FormKind::LeftBehind => "LeftBehindAnswers",
    }
}

/// All fields of the form; which of them are needed depends on other answers, so none is marked required.
pub(crate) fn schema(kind: FormKind) -> RefOr<Schema> {
    let form = forms::form(kind);
    form.fields()
        .fold(ObjectBuilder::new(), |object, field| object.property(field.key, property(field)))
        .description(Some(format!("{} (version {})", form.title, form.version)))
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
        .into()
}

/// Answers of either form.
pub(crate) fn either() -> RefOr<Schema> {
    AnyOfBuilder::new()
        .item(Ref::from_schema_name(name(FormKind::Migrant)))
        .item(Ref::from_schema_name(name(FormKind::LeftBehind)))
        .description(Some("Answers by field name, of the form that the request names"))
        .into()
}

/// The versions of the forms.
pub(crate) fn form_version() -> RefOr<Schema> {
    let mut versions: Vec<_> = FORMS.iter().map(|kind| forms::form(*kind).version).collect();
    versions.dedup();
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(versions)).into()
}

/// How a declaration is collected: the options of the field that says so.
pub(crate) fn channel() -> RefOr<Schema> {
    let field = forms::form(FormKind::Migrant).field("collection_method");
    field.map_or_else(|| ObjectBuilder::new().schema_type(Type::String).into(), property)
}

fn property(field: &Field) -> RefOr<Schema> {
    let words = words(field);
    let text = || ObjectBuilder::new().schema_type(Type::String).description(Some(words.clone()));
    let codes = || field.options().iter().map(|option| option.code);
    match field.kind {
        FieldKind::Bool { .. } => ObjectBuilder::new().schema_type(Type::Boolean).description(Some(words)).into(),
        FieldKind::Date => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).into(),
        FieldKind::Single { .. } => text().enum_values(Some(codes())).into(),
        FieldKind::Multi { .. } => {
            let code = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes()));
            ArrayBuilder::new().items(code).unique_items(true).description(Some(words)).into()
        }
        FieldKind::Address => Ref::from_schema_name("Address").into(),
        FieldKind::PersonId => Ref::from_schema_name("Paper").into(),
        FieldKind::Text { max } => text().max_length(Some(usize::from(max))).into(),
        FieldKind::PersonName | FieldKind::NationalId | FieldKind::Phone | FieldKind::Unit => text().into(),
    }
}

fn words(field: &Field) -> String {
    let mut words = field.label.to_owned();
    for (code, label) in field.options().iter().map(|option| (option.code, option.label)) {
        words.push_str(&format!("\n- `{code}` {label}"));
    }
    if field.asker == Asker::System {
        words.push_str("\n\nFilled in by the service when absent.");
    }
    words
}

/// A place.
pub(crate) fn address() -> RefOr<Schema> {
    let text = |words: &str| ObjectBuilder::new().schema_type(Type::String).description(Some(words)).build();
    ObjectBuilder::new()
        .property("division_code", text("6, 9 or 12 digits; empty when outside the mainland"))
        .property("detail", text("The rest of the address, at most 200 characters"))
        .property("division_path", text("Names of the division, joined by `/`"))
        .property("outside", text("Country or region when outside the mainland"))
        .property("raw", text("The address as imported"))
        .description(Some("An address"))
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
        .into()
}

/// An adult's paper.
pub(crate) fn paper() -> RefOr<Schema> {
    let text = |words: &str| ObjectBuilder::new().schema_type(Type::String).description(Some(words)).build();
    ObjectBuilder::new()
        .property("type", text("Type of paper, e.g. `resident_id`; `none` with a reason"))
        .property("number", text("The number"))
        .property("reason", text("Why there is no paper"))
        .description(Some("An adult's paper"))
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
        .into()
}
