//! The description of the interface, made from the handlers, the shapes in [`schema`] and [`token`] and the
//! declarations of the forms.

use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Components, InfoBuilder, License, OpenApi, OpenApiBuilder};

mod answers;
mod schema;
mod token;

pub use schema::*;
pub use token::*;

/// Title, version, licence.
#[must_use]
pub fn head() -> OpenApi {
    let info = InfoBuilder::new()
        .title("童册 Tongce")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Register of China's migrant (流动儿童) and left-behind children (留守儿童), after 民发〔2024〕17号. \
             Answers use the names of the forms' fields; dates are `YYYY-MM-DD`; single choices and codes are strings, \
             multiple choices arrays, yes/no booleans, addresses `{division_code, detail}`, adults' papers \
             `{type, number}`. Every failure is `application/problem+json` with a stable `code`. Bodies may have \
             256 KiB.",
        ))
        .license(Some(License::new("MIT OR Apache-2.0")))
        .build();
    OpenApiBuilder::new().info(info).build()
}

/// Adds what no handler declares: the answers of each form.
pub fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    let token = Http::builder().scheme(HttpAuthScheme::Bearer).description(Some("A token of /api/v1/token"));
    components.add_security_scheme("token", SecurityScheme::Http(token.build()));
    let client = Http::builder().scheme(HttpAuthScheme::Basic).description(Some("Id and secret of the program"));
    components.add_security_scheme("client", SecurityScheme::Http(client.build()));
    for kind in answers::FORMS {
        components.schemas.insert(answers::name(kind).to_owned(), answers::schema(kind));
    }
    components.schemas.insert("Answers".to_owned(), answers::either());
    components.schemas.insert("FormVersion".to_owned(), answers::form_version());
    components.schemas.insert("Channel".to_owned(), answers::channel());
    components.schemas.insert("Address".to_owned(), answers::address());
    components.schemas.insert("Paper".to_owned(), answers::paper());
}
