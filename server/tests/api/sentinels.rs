//! Words of a family go in through every door, and are looked for everywhere but on the pages of who may read them.

use std::fmt::Write as _;
use std::path::Path;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use backend::crypt::officers;
use backend::testing::png;
use backend::{audit, backup};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Role;
use domain::fieldwork::Answer as Outcome;
use domain::form::{Answers, Value};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::json;

use crate::declare::browser::Browser;
use crate::fieldwork::push::{body, enrolled, id, outcomes, push, seal, sealed};
use crate::fieldwork::staff::Person;
use crate::office::pairs;
use crate::support::log::Log;
use crate::support::{Answer, Site, migrant, post, sites, submission};

const NAME: &str = "欧阳寻踪";
const NUMBER: &str = "411628201503080012";
const PHONE: &str = "13912345607";
const NOTE: &str = "寻踪备注";
const ALL: [&str; 4] = [NAME, NUMBER, PHONE, NOTE];

/// How a word may stand in a file: as it is, as JSON or an address write it, and as a database shows bytes.
fn forms(word: &str) -> Vec<String> {
    let (mut json, mut percent) = (String::new(), String::new());
    for unit in word.encode_utf16() {
        write!(json, "\\u{unit:04x}").unwrap();
    }
    for byte in word.bytes() {
        write!(percent, "%{byte:02X}").unwrap();
    }
    let hex = percent.replace('%', "").to_lowercase();
    // A number is its own address, and its digits in hexadecimal are those of its bytes.
    vec![word.to_owned(), json, percent, hex]
}

#[track_caller]
fn is_clean(place: &str, content: &[u8]) {
    for word in ALL {
        for form in forms(word) {
            let found = content.windows(form.len()).position(|part| part.eq_ignore_ascii_case(form.as_bytes()));
            let around = found.map(|at| String::from_utf8_lossy(&content[at.saturating_sub(80)..at]).into_owned());
            assert!(found.is_none(), "{word} ({form}) is in {place}, behind {around:?}");
        }
    }
}

fn answers() -> serde_json::Value {
    let mut answers = migrant();
    answers["child_name"] = NAME.into();
    answers["child_id_number"] = NUMBER.into();
    answers["father_phone"] = PHONE.into();
    answers
}

/// Everything that people type, through the doors through which they send it.
async fn declared(site: &Site) {
    // Another program, and a family of its own on its page.
    let taken = site.submit(&submission(&answers())).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
    let mut family = Browser::open(site, &site.link(|_| ()).await).await;
    family.agree().await;
    let mut typed = Answers::default();
    for (field, value) in [("child_name", NAME), ("father_phone", PHONE), ("father_name", NOTE)] {
        typed.set(field, Value::Text(value.into()));
    }
    family.draft(&typed).await;
    // A worker's phone: a household, a declaration, one that is refused, a visit, a picture.
    let phone = enrolled(site).await;
    let (record, household) = (id(1), id(2));
    let mut wrong = answers();
    wrong["child_id_number"] = "411628201503080013".into();
    wrong["school_name"] = NOTE.into();
    let home = json!({"id": household, "head": NAME, "division_code": "120104001", "phone": PHONE, "detail": NOTE,
        "outcome": "visited", "visited_on": "2026-11-20"});
    let visit = json!({"record": record, "day": "2026-11-20", "met": NAME, "seen": NOTE, "next": "2027-01-05"});
    let picture = [&png(60, 40, 7)[..], NOTE.as_bytes()].concat();
    let picture =
        json!({"of": record, "shows": "document_page", "media_type": "image/png", "data": STANDARD.encode(picture)});
    let messages = [
        seal(&phone, household, "household", &home),
        sealed(&phone, record, &answers()),
        sealed(&phone, id(3), &wrong),
        seal(&phone, id(4), "follow_up", &visit),
        seal(&phone, id(5), "attachment", &picture),
    ];
    let answered = outcomes(&push(site, &phone.token, body(&phone, &messages)).await);
    assert_eq!(answered.iter().filter(|outcome| matches!(outcome, Outcome::Taken { .. })).count(), 4, "{answered:?}");
    // Officials: a link with a note, a search, words to the family.
    let above = Person::new(site, "cha", Role::TownshipSupervisor, "120104001").await;
    let link = [("kind", "personal"), ("division", "120104001"), ("days", "30"), ("note", NOTE)];
    let made = above.fill("/links", &pairs(&link)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    assert!(above.page("/links").await.text().contains(NOTE), "its maker reads it");
    for words in [NAME, NUMBER] {
        let searched = above.fill("/review", &pairs(&[("go", "search"), ("search", words)])).await;
        assert_eq!(searched.status, StatusCode::OK);
    }
    let record = format!("/review/{record}");
    let returned = [("go", "return"), ("version", "1"), ("reason", NOTE), ("comment.child_name", NAME)];
    assert_eq!(above.fill(&record, &pairs(&returned)).await.status, StatusCode::SEE_OTHER);
}

/// What nobody asks for in earnest, with the words in it; what is answered must not repeat them.
async fn refused(site: &Site) -> Vec<Answer> {
    let name = form_urlencoded::byte_serialize(NAME.as_bytes()).collect::<String>();
    let mut broken = site.submission(&submission(&answers())).await;
    *broken.body_mut() = Body::from(format!(r#"{{"id": "{NAME}", "form": ["{NUMBER}"], "answers": "{PHONE}"}}"#));
    let mut other_shape = submission(&answers());
    other_shape["answers"]["child_sex"] = json!({"unexpected": [NAME, PHONE]});
    let functions = Request::post("/fn/declarations/save")
        .header(header::HOST, "tongce.test")
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .body(Body::from([NAME, NUMBER, PHONE].concat()))
        .unwrap();
    // An address that somebody typed stands on the page that leads back to it; it must not be logged.
    for address in [format!("/{name}?phone={PHONE}"), format!("/review/{name}"), format!("/l/{name}")] {
        site.get(&address).await;
    }
    vec![
        site.send(broken).await,
        site.submit(&other_shape).await,
        site.post("/api/v1/submissions", &answers()).await,
        site.send(functions).await,
        site.get("/metrics").await,
        site.get("/healthz").await,
        site.send(post("/nowhere", &json!({"child_name": NAME, "father_phone": PHONE}))).await,
    ]
}

/// T-58: what rests and what is written besides has no word of a family in it.
#[tokio::test]
async fn t_58_no_word_of_a_family_rests_in_clear_or_is_logged() {
    for site in sites().await {
        let log = Log::start();
        declared(&site).await;
        for (at, answer) in refused(&site).await.into_iter().enumerate() {
            is_clean(&format!("answer {at}, {}", answer.status), &answer.body);
        }
        audit::seal(&site.store).await.unwrap();
        let log = log.end();
        assert!(log.contains("answered") && log.len() > 10_000);
        is_clean("the log", log.as_bytes());

        is_clean("the database", &rows(&site.url).await);
        for file in site.folder.path().read_dir().unwrap().flatten().filter(|file| file.path().is_file()) {
            is_clean(&file.path().display().to_string(), &std::fs::read(file.path()).unwrap());
        }
        let (lines, file) = backed_up(&site).await;
        is_clean("the backup", &file);
        is_clean("the lines of the backup", &lines);
        assert!(String::from_utf8_lossy(&lines).contains("\"county_code\""));
    }
}

/// All rows as a database shows them.
async fn rows(url: &str) -> Vec<u8> {
    // A connection of its own: the rules of distribution are not those of a search for words.
    let db = Database::connect(url).await.unwrap();
    let mut all = String::new();
    for (table, _) in backend::testing::distribution::TABLES {
        let shown = match db.get_database_backend() {
            DbBackend::Postgres => format!("SELECT t::text AS shown FROM \"{table}\" t"),
            // The files of SQLite are searched whole.
            _ => continue,
        };
        let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, shown)).await.unwrap();
        for row in rows {
            all.push_str(&row.try_get::<String>("", "shown").unwrap());
            all.push('\n');
        }
    }
    db.close().await.unwrap();
    all.into_bytes()
}

/// The lines of a backup, and its file.
async fn backed_up(site: &Site) -> (Vec<u8>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let officer = officers::new_identity(&path("officer")).unwrap();
    backup::write(&site.store, &site.url, &path("backup.age"), &[officer], None).await.unwrap();
    (
        backup::lines(&path("backup.age"), &officers::identities(&path("officer")).unwrap()).unwrap(),
        read(&path("backup.age")),
    )
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}
