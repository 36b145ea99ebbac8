//! Signed-in people, with and without a script.

use app::codec;
use app::wire::Failure;
use axum::body::Body;
use axum::http::{Request, header};
use backend::access::accounts;
use backend::access::accounts::NewAccount;
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::support::site::HTTP;
use crate::support::{Answer, Site};

pub(crate) const PASSWORD: &str = "一个足够长的密码";

/// Somebody at a site.
pub(crate) struct Person<'a> {
    pub(crate) site: &'a Site,
    cookie: String,
}

impl<'a> Person<'a> {
    /// Makes an account and signs in.
    pub(crate) async fn new(site: &'a Site, username: &str, role: Role, division: &str) -> Self {
        let new = NewAccount {
            username: username.into(),
            display_name: format!("{username}老师"),
            role,
            division: DivisionCode::parse(division).unwrap(),
            password: PASSWORD.into(),
            demonstration: true,
        };
        assert!(accounts::create(&site.store, new).await.unwrap());
        let mut person = Self { site, cookie: String::new() };
        let answer = person.ask("sessions/sign-in", &(username, PASSWORD)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        person.cookie = answer.cookies();
        person
    }

    /// Somebody with the cookies of an answer.
    pub(crate) fn with(site: &'a Site, answer: &Answer) -> Self {
        Self { site, cookie: answer.cookies() }
    }

    /// Somebody who has not signed in.
    pub(crate) const fn nobody(site: &'a Site) -> Self {
        Self { site, cookie: String::new() }
    }

    /// Where an answer leads, with the cookies that came with it.
    pub(crate) async fn follow(&self, answer: &Answer) -> Answer {
        self.holding(answer).page(answer.header(header::LOCATION)).await
    }

    /// The same browser, with the cookies that came with an answer.
    pub(crate) fn holding(&self, answer: &Answer) -> Self {
        let given = answer.headers.get_all(header::SET_COOKIE).iter();
        let given = given.filter_map(|value| value.to_str().ok()?.split(';').next());
        let given: Vec<&str> = given.collect();
        // A cookie that was given anew is no longer what it was.
        let name = |cookie: &&str| cookie.split('=').next().map(str::to_owned);
        let anew: Vec<_> = given.iter().map(name).collect();
        let kept = self.cookie.split("; ").filter(|cookie| !anew.contains(&name(cookie)));
        Self { site: self.site, cookie: kept.chain(given.iter().copied()).collect::<Vec<_>>().join("; ") }
    }

    /// Calls a server function.
    pub(crate) async fn ask(&self, function: &str, arguments: &impl Serialize) -> Answer {
        self.ask_coded(function, arguments, "identity").await
    }

    /// Calls a server function, taking this coding.
    pub(crate) async fn ask_coded(&self, function: &str, arguments: &impl Serialize, coding: &str) -> Answer {
        let arguments = codec::write(arguments).unwrap();
        let request = Request::post(format!("/fn/{function}"))
            .header(header::HOST, "tongce.test")
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_LENGTH, arguments.len())
            .header(header::ACCEPT_ENCODING, coding)
            .header(header::COOKIE, &self.cookie)
            .body(Body::from(arguments))
            .unwrap();
        self.site.send(request).await
    }

    /// What a server function gives.
    pub(crate) async fn get<T: DeserializeOwned>(&self, function: &str, arguments: &impl Serialize) -> T {
        let answer = self.ask(function, arguments).await;
        assert_eq!(answer.status, 200, "{function}: {}", answer.text());
        codec::read(&answer.body).unwrap()
    }

    /// Why a server function gives nothing.
    pub(crate) async fn refused(&self, function: &str, arguments: &impl Serialize) -> Problem {
        let answer = self.ask(function, arguments).await;
        match codec::read(&answer.body) {
            Ok(Failure::Problem(problem)) => problem,
            other => panic!("{other:?}: {}", answer.text()),
        }
    }

    /// A page.
    pub(crate) async fn page(&self, path: &str) -> Answer {
        self.browse(Request::get(path), Body::empty()).await
    }

    /// A page after a button was pressed on it without a script.
    pub(crate) async fn press(&self, path: &str, go: &str) -> Answer {
        self.fill(path, &[("go".to_owned(), go.to_owned())]).await
    }

    /// A page after its controls were filled in and sent without a script.
    pub(crate) async fn fill(&self, path: &str, pairs: &[(String, String)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post(path)
            .header(header::ORIGIN, HTTP)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.browse(request, Body::from(body)).await
    }

    /// Any request of this person's browser.
    pub(crate) async fn browse(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request
            .header(header::HOST, "tongce.test")
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookie);
        self.site.send(request.body(body).unwrap()).await
    }
}
