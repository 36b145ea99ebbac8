//! What people write stays text, wherever it is shown or handed back (ASVS 5.0.0, 1.2.1).

use axum::http::{StatusCode, header};
use backend::access::tables::account;
use backend::declare::submissions::{By, submit};
use backend::register::tables::record;
use backend::testing::{migrant, program, put_answers, submission};
use domain::access::Group;
use domain::form::{Answers, Value};
use domain::register::State;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::routes::{Route, Target, routes};
use super::strangers::{everybody, filled};
use crate::fieldwork::staff::Person;
use crate::support::{Answer, Site, sites};

/// What ends whatever it may stand in: an attribute, an element, a title, a comment, a script; and an address.
const PAYLOAD: &str = concat!(
    "\"'><xss7 a>",
    "</title></textarea></script></style>--><xss7>",
    "x\" onfocus=\"xss7\" autofocus x=\"",
    "javascript:xss7//%22%3E%3Cxss7%3E",
);

/// Whether a page shows what was written. Fails when a browser would take any of it for more than text.
fn shows(answer: &Answer, at: &str) -> bool {
    let text = answer.text();
    if !answer.header(header::CONTENT_TYPE).starts_with("text/html") {
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{at}");
        return false;
    }
    for tag in tags(&text) {
        assert!(!tag.contains("xss7"), "{at}: {tag} in {text}");
    }
    for taken in ["href=\"javascript:", "action=\"javascript:", "src=\"javascript:"] {
        assert!(!text.contains(taken), "{at}: {taken} in {text}");
    }
    text.contains("xss7")
}

/// The tags of a page as a browser reads them, without what stands in quotes: names of elements and of attributes.
fn tags(page: &str) -> Vec<String> {
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let read = |rest: &str| {
        let (mut tag, mut quote) = (String::new(), None);
        for c in rest.chars() {
            match quote {
                Some(mark) if c == mark => quote = None,
                Some(_) => {}
                None if c == '>' => break,
                None if matches!(c, '"' | '\'') => quote = Some(c),
                None => tag.push(c),
            }
        }
        tag
    };
    page.match_indices('<').map(|(at, _)| &page[at + 1..]).filter(|rest| begins(rest)).map(read).collect()
}

/// The controls of a page's forms: name, and value of those that are hidden or buttons.
fn controls(page: &str) -> Vec<(String, Option<String>)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!(" {name}=\""))?.1;
        Some(rest.split_once('"')?.0.replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<"))
    };
    let tags =
        page.split('<').filter(|tag| ["input", "button", "select", "textarea"].iter().any(|c| tag.starts_with(c)));
    let read = |tag: &str| {
        let fixed = tag.starts_with("button") || tag.contains("type=\"hidden\"");
        Some((attribute(tag, "name")?, fixed.then(|| attribute(tag, "value").unwrap_or_default())))
    };
    tags.filter_map(read).collect()
}

/// A record each of whose answers is markup, in a state.
async fn record_of_markup(site: &Site, state: State) -> Uuid {
    let (store, id) = (&site.store, site.store.new_id());
    submit(store, submission(id, migrant(1), id.as_bytes()), By::Client(&program(store))).await.unwrap();
    let fields = Group::ALL.iter().flat_map(|group| group.fields());
    let answers: Answers = fields.map(|field| (field.to_owned(), Value::Text(PAYLOAD.to_owned()))).collect();
    put_answers(store, "120104", id, answers).await.unwrap();
    record::Entity::update_many()
        .col_expr(record::Column::State, Expr::value(state.code()))
        .filter(record::Column::CountyCode.eq("120104"))
        .filter(record::Column::Id.eq(id))
        .exec(&store.db)
        .await
        .unwrap();
    id
}

/// Fills every control of a page's forms with markup and presses each of its buttons.
async fn presses(person: &Person<'_>, path: &str, page: &str) -> Vec<Answer> {
    let all = controls(page);
    let typed: Vec<(String, String)> =
        all.iter().map(|(name, value)| (name.clone(), value.clone().unwrap_or_else(|| PAYLOAD.to_owned()))).collect();
    let mut answers = vec![person.fill(path, &typed).await];
    for (name, value) in all.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        let mut pressed: Vec<_> = typed.iter().filter(|(other, _)| other != name).cloned().collect();
        pressed.push((name.clone(), value.clone()));
        answers.push(person.fill(path, &pressed).await);
    }
    answers
}

#[tokio::test]
async fn markup_in_an_answer_a_name_a_search_or_a_form_is_text_on_every_page() {
    for site in sites().await {
        let people = everybody(&site).await;
        let routes = routes();
        let pages: Vec<&Route> = routes
            .iter()
            .filter(|route| {
                route.method == "GET" && matches!(route.target, Target::Area | Target::Record | Target::Own)
            })
            .collect();
        let posted = |path: &str| routes.iter().any(|route| route.method == "POST" && route.path == path);
        let (mut shown, mut echoed) = (0, 0);
        account::Entity::update_many()
            .col_expr(account::Column::DisplayName, Expr::value(PAYLOAD))
            .exec(&site.store.db)
            .await
            .unwrap();
        for state in [State::Submitted, State::Verified] {
            let id = record_of_markup(&site, state).await.to_string();
            for (role, person) in &people {
                for page in &pages {
                    let path = filled(page.path, &id);
                    shown += u32::from(shows(&person.page(&path).await, &format!("{role:?} {path}")));
                }
            }
        }
        for (role, person) in &people {
            for page in pages.iter().filter(|page| !page.path.contains('{')) {
                let answer = person.page(page.path).await;
                if answer.status != StatusCode::OK {
                    continue;
                }
                let at = format!("{role:?} {}", page.path);
                let names: Vec<_> = controls(&answer.text()).into_iter().map(|(name, _)| (name, PAYLOAD)).collect();
                let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(names).finish();
                echoed += u32::from(shows(&person.page(&format!("{}?{query}", page.path)).await, &at));
                if posted(page.path) && page.path != "/me" {
                    for answer in presses(person, page.path, &answer.text()).await {
                        echoed += u32::from(shows(&answer, &at));
                    }
                }
            }
        }
        assert!(shown > 150 && echoed > 60, "{shown} pages show it, {echoed} hand it back");
    }
}
