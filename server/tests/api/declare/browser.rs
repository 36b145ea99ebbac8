//! A browser without script: keeps cookies, follows redirects, posts the inputs that a page shows.

use std::collections::BTreeMap;

use app::codec;
use app::declaration::functions::Changes;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use backend::declare::tables::draft;
use domain::form::{Answers, Asker, Field, FormKind, inputs};
use domain::forms::form;
use sea_orm::EntityTrait;
use serde::Serialize;

use crate::support::{Answer, Site};

/// A browser at a site.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    cookies: BTreeMap<String, String>,
    /// Where it is.
    pub(crate) place: String,
    /// What it shows.
    pub(crate) page: String,
}

impl<'a> Browser<'a> {
    /// Opens a declaration link.
    pub(crate) async fn open(site: &'a Site, token: &str) -> Self {
        let mut browser = Self { site, cookies: BTreeMap::new(), place: String::new(), page: String::new() };
        browser.get(&format!("/l/{token}")).await;
        browser
    }

    /// Another window of a browser that shows what no other one is told: it has the family's cookie and nothing else.
    pub(super) fn with_the_families_of(other: &Browser<'a>) -> Self {
        let mut cookies = other.cookies.clone();
        cookies.retain(|name, _| name == "tongce_declaration");
        Self { site: other.site, cookies, place: String::new(), page: String::new() }
    }

    /// Goes to an address.
    pub(crate) async fn get(&mut self, path: &str) -> StatusCode {
        let mut path = path.to_owned();
        for _ in 0..5 {
            let answer = self.send(Request::get(path.split('#').next().unwrap()), Body::empty()).await;
            if !answer.status.is_redirection() {
                let place = path.strip_suffix("#content").unwrap_or(&path).to_owned();
                (self.place, self.page) = (place, answer.text());
                return answer.status;
            }
            path = answer.header(header::LOCATION).to_owned();
        }
        panic!("too many redirects at {path}");
    }

    /// Posts to an address as a page of this site does, and follows.
    pub(crate) async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> StatusCode {
        let answer = self.posted(path, pairs).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "POST {path}: {}", answer.text());
        let to = answer.header(header::LOCATION).to_owned();
        self.get(&to).await
    }

    /// Posts what is refused, and gives the page that says so.
    pub(crate) async fn refused(&mut self, path: &str, pairs: &[(&str, &str)]) -> String {
        let answer = self.posted(path, pairs).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "POST {path}: {}", answer.text());
        answer.text()
    }

    async fn posted(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post(path)
            .header(header::ORIGIN, crate::support::site::HTTP)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Agrees to the notice in force, as a guardian.
    pub(crate) async fn agree(&mut self) {
        let version = self.site.store.notice.version.clone();
        let pairs = [("notice_version", version.as_str()), ("guardian", "yes"), ("by", ""), ("sensitive", "yes")];
        self.post("/declare", &pairs).await;
    }

    /// Posts to an address, and stays on what that answers.
    pub(super) async fn answered(&mut self, path: &str, pairs: &[(&str, &str)]) -> StatusCode {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post(path)
            .header(header::ORIGIN, crate::support::site::HTTP)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.send(request, Body::from(body)).await;
        (self.place, self.page) = (path.to_owned(), answer.text());
        answer.status
    }

    /// Presses the button whose form holds these words: posts its hidden inputs to its address.
    pub(super) async fn press(&mut self, words: &str) -> StatusCode {
        let page = self.page.clone();
        let form = page.split("<form").skip(1).find(|form| form.split("</form>").next().unwrap_or("").contains(words));
        let form = form.unwrap_or_else(|| panic!("no button {words}: {page}")).split("</form>").next().unwrap();
        let attribute = |part: &str, name: &str| {
            part.split(&format!(" {name}=\""))
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap_or("")
                .replace("&amp;", "&")
        };
        let action = attribute(form, "action");
        let inputs = form.split("<input").skip(1).map(|input| (attribute(input, "name"), attribute(input, "value")));
        let inputs: Vec<(String, String)> = inputs.collect();
        let pairs: Vec<(&str, &str)> = inputs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(&action, &pairs).await
    }

    /// Its cookies are gone, or were never kept.
    pub(super) fn forget(&mut self) {
        self.cookies.clear();
    }

    /// The value of a cookie.
    pub(super) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.get(name).cloned()
    }

    /// Whether the browser has a cookie of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.cookies.get(name).is_some_and(|value| !value.is_empty())
    }

    /// Posts answers of some fields with a button.
    pub(crate) async fn fill(&mut self, path: &str, fields: &[&'static Field], answers: &Answers, go: &str) {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for field in fields {
            pairs.extend(answers.value(field.key).map(|value| inputs::write(field, value)).unwrap_or_default());
        }
        pairs.push(("go".to_owned(), go.to_owned()));
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(path, &pairs).await;
    }

    /// Posts a whole section of the migrant form.
    pub(crate) async fn section(&mut self, name: &str, answers: &Answers, go: &str) {
        let section = form(FormKind::Migrant).section(name).unwrap();
        let fields: Vec<&Field> = app::declaration::screen::fields(section, Asker::Family).collect();
        self.fill(&format!("/declare/migrant/{name}"), &fields, answers, go).await;
    }

    /// Puts answers into the open draft of the migrant form as a live page does, raw; gives the draft's id.
    pub(crate) async fn draft(&mut self, answers: &Answers) -> String {
        let draft = draft::Entity::find().one(&self.site.store.db).await.unwrap().unwrap();
        let draft = draft.id.to_string();
        let changes = Changes { form: Some(FormKind::Migrant), set: answers.clone(), ..Changes::default() };
        let saved = self.call("declarations/save", &(draft.clone(), None::<i64>, changes)).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
        draft
    }

    /// Calls a server function as a live page does.
    pub(crate) async fn call(&mut self, function: &str, arguments: &impl Serialize) -> Answer {
        let arguments = codec::write(arguments).unwrap();
        let request = Request::post(format!("/fn/{function}"))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_LENGTH, arguments.len());
        self.take("*/*", request, Body::from(arguments)).await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        self.take("text/html", request, body).await
    }

    async fn take(&mut self, accepted: &str, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request
            .header(header::HOST, "tongce.test")
            .header(header::ACCEPT, accepted)
            .header(header::COOKIE, cookies.join("; "));
        let answer = self.site.send(request.body(body).unwrap()).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}
