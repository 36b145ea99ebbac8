//! A whole site in this process: the real router over a real database.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use backend::Store;
use backend::access::clients::{self, Keeper, Made, NewClient, Scope};
use backend::crypt::token;
use backend::links::tables::link;
use backend::sheets::Reader;
use backend::store::clock::FixedClock;
use backend::testing::distribution::Watch;
use domain::divisions::{CountyCode, DivisionCode};
use http_body_util::BodyExt;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use serde_json::Value;
use server::config::Config;
use server::router::router;
use server::state::AppState;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use super::{contract, database};

pub(crate) const HTTP: &str = "http://tongce.test";
pub(crate) const HTTPS: &str = "https://tongce.test";

/// A site that answers.
pub(crate) struct Site {
    pub(crate) router: Router,
    pub(crate) store: Store,
    /// Its clock, to be moved.
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) state: AppState,
    /// The address of its database.
    pub(crate) url: String,
    /// Where an SQLite file lies.
    pub(crate) folder: TempDir,
    _watch: Watch,
}

/// A site on each database.
pub(crate) async fn sites() -> Vec<Site> {
    sites_at(HTTP).await
}

/// Sites that people reach under this address.
pub(crate) async fn sites_at(base_url: &str) -> Vec<Site> {
    sites_made(base_url, &[], |_| ()).await
}

/// Sites with something set otherwise.
pub(crate) async fn sites_where(base_url: &str, set: impl Fn(&mut Store)) -> Vec<Site> {
    sites_made(base_url, &[], set).await
}

/// Sites with these settings besides.
pub(crate) async fn sites_with(base_url: &str, settings: &[(&str, &str)]) -> Vec<Site> {
    sites_made(base_url, settings, |_| ()).await
}

async fn sites_made(base_url: &str, settings: &[(&str, &str)], set: impl Fn(&mut Store)) -> Vec<Site> {
    let mut sites = Vec::new();
    for mut prepared in database::stores(base_url).await {
        set(&mut prepared.store);
        let files = prepared.folder.path().join("site");
        std::fs::create_dir_all(files.join("pkg")).unwrap();
        for (name, content) in [
            ("pkg/app.0123abcd.js", "plain"),
            ("pkg/app.0123abcd.js.br", "brotli"),
            ("pkg/page.0123abcd.wasm", "wasm"),
            ("icon.svg", "<svg/>"),
        ] {
            std::fs::write(files.join(name), content).unwrap();
        }
        let environment = |name: &str| match name {
            "TONGCE_BASE_URL" => Some(base_url.to_owned()),
            "TONGCE_INSECURE" => Some("true".to_owned()),
            "TONGCE_SITE" => Some(files.display().to_string()),
            _ => settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()),
        };
        let config = Config::read(environment).unwrap();
        let reader = Reader::at(env!("CARGO_BIN_EXE_tongce").into());
        let state = AppState::reading_by(reader, prepared.store.clone(), &config).unwrap();
        let router = router(&state).unwrap();
        sites.push(Site {
            router,
            store: prepared.store,
            clock: prepared.clock,
            state,
            url: prepared.url,
            folder: prepared.folder,
            _watch: prepared.watch,
        });
    }
    sites
}

/// What the site answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The text without the number of the policy, which is another one in every answer.
    pub(crate) fn without_nonce(&self) -> String {
        let page = self.text();
        let mut parts = page.split("nonce=\"");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |page, part| page + part.split_once('"').map_or(part, |(_, rest)| rest))
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What a browser sends back of the cookies that came.
    pub(crate) fn cookies(&self) -> String {
        let given = self.headers.get_all(header::SET_COOKIE).iter();
        let pairs: Vec<&str> = given.filter_map(|value| value.to_str().unwrap().split(';').next()).collect();
        pairs.join("; ")
    }

    /// The code of a failure, after looking whether the answer has the shape of one.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json", "{}", self.text());
        let body = self.json();
        assert_eq!(body["status"], self.status.as_u16());
        let code = body["code"].as_str().unwrap().to_owned();
        assert_eq!(body["type"], format!("urn:tongce:problem:{code}"));
        assert!(!body["title"].as_str().unwrap().is_empty() && !body["detail"].as_str().unwrap().is_empty());
        code
    }
}

/// A POST with a JSON body.
pub(crate) fn post(path: &str, body: &Value) -> Request<Body> {
    Request::post(path)
        .header(header::HOST, "tongce.test")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

impl Site {
    /// Sends a request. Every answer under `/api/v1` is held against the published description.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        contract::hold(&method, &path, &answer);
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, "tongce.test").header(header::ACCEPT, "*/*");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(post(path, body)).await
    }

    /// Submits a declaration as a program that may.
    pub(crate) async fn submit(&self, body: &Value) -> Answer {
        self.send(self.submission(body).await).await
    }

    /// The request of it.
    pub(crate) async fn submission(&self, body: &Value) -> Request<Body> {
        let bearer = format!("Bearer {}", self.token(&Scope::ALL).await);
        let mut request = post("/api/v1/submissions", body);
        request.headers_mut().insert(header::AUTHORIZATION, bearer.parse().unwrap());
        request
    }

    /// A token of a program of 天津市 with these scopes.
    pub(crate) async fn token(&self, scopes: &[Scope]) -> String {
        let made = self.program(scopes, &["self_report", "dept_share"]).await;
        clients::issue(&self.store, &made.client_id, &made.secret, "10.0.0.9").await.unwrap().unwrap().token
    }

    /// A program of 天津市.
    pub(crate) async fn program(&self, scopes: &[Scope], channels: &[&str]) -> Made {
        let new = NewClient {
            organisation: "示例教育局".into(),
            name: "示例学籍系统".into(),
            place: DivisionCode::parse("120000").unwrap(),
            scopes: scopes.to_vec(),
            channels: channels.iter().map(|channel| (*channel).to_owned()).collect(),
            to: self.store.clock.today(),
        };
        clients::create(&self.store, &Keeper::operator(), new).await.unwrap()
    }

    pub(crate) async fn method(&self, method: Method, path: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "tongce.test");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A declaration link for 长虹街道; gives its token.
    pub(crate) async fn link(&self, change: impl FnOnce(&mut link::Model)) -> String {
        let token = token::fresh(CountyCode::literal(120_104)).unwrap();
        let mut row = link::Model {
            county_code: "120104".into(),
            id: Uuid::new_v4(),
            kind: "personal".into(),
            division_code: "120104001".into(),
            holder: Some(Uuid::new_v4()),
            token_hash: self.store.keys.token_hash(&token),
            note: String::new(),
            created_by: None,
            created_at: self.store.clock.millis(),
            expires_on: "2027-11-21".into(),
            revoked_at: None,
            bound_to: None,
            sealed: None,
            key_id: None,
        };
        change(&mut row);
        row.into_active_model().insert(&self.store.db).await.unwrap();
        token
    }

    /// What [`Site::everything`] gives without counts of attempts, which a program's token adds to.
    pub(crate) async fn stored(&self) -> Vec<String> {
        let mut rows = self.everything().await;
        rows.retain(|row| !row.starts_with("sign_in_attempt:"));
        rows
    }

    /// Every row of the tables that [`content`] names, as text: to see whether anything was written.
    pub(crate) async fn everything(&self) -> Vec<String> {
        content(&self.store.db).await
    }
}

async fn content(db: &impl ConnectionTrait) -> Vec<String> {
    use backend::access::tables::{
        account, ceremony, identity_link, identity_provider, passkey, session, sign_in_attempt,
    };
    use backend::audit::tables::event;
    use backend::auditing::tables::alert;
    use backend::breaches::tables::breach;
    use backend::calendar::tables::other_day;
    use backend::consent::tables::{consent, notice_version};
    use backend::declare::tables::draft;
    use backend::erasure::tables::{erasure_batch, erasure_hold, erasure_item};
    use backend::exports::tables::export;
    use backend::links::tables::link;
    use backend::register::tables::{
        duplicate_candidate, lookup, protective_measure, record, rights_request, submission,
    };
    use sea_orm::EntityTrait;
    let mut rows = Vec::new();
    macro_rules! add {
        ($($table:ident)*) => {
            $(for row in $table::Entity::find().all(db).await.unwrap() {
                rows.push(format!("{}: {row:?}", stringify!($table)));
            })*
        };
    }
    add!(account alert breach ceremony identity_link identity_provider passkey erasure_batch erasure_hold erasure_item export session sign_in_attempt link draft record submission lookup duplicate_candidate event);
    add!(consent notice_version other_day protective_measure rights_request);
    rows.sort();
    rows
}
