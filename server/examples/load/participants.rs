//! Who takes part: supervisors with accounts and sessions of their own, what they search for, and what
//! families send. Made by the generator itself, in the database that it measures.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::ensure;
use axum::http::{StatusCode, header};
use backend::access::accounts;
use backend::access::accounts::NewAccount;
use backend::access::rows::accounts as rows;
use backend::register::document::Summary;
use backend::register::tables::record;
use backend::seed::sample_submission;
use backend::store::row_security::RowSecurity;
use backend::{Keyring, Settings, Store};
use domain::access::Role;
use domain::checks::{CheckContext, Facts, blocking, check};
use domain::divisions::DivisionCode;
use domain::form::{Asker, FormKind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use crate::http::Connection;
use crate::sample;

/// Password of the accounts made here.
const PASSWORD: &str = "tongce-load-2026";
/// Declarations with these numbers come from families under load: beyond what `seed` makes.
const FIRST_FAMILY: u64 = 2_000_000;
/// The seed of the families under load.
const FAMILIES: u64 = 77;
/// Records of a township that are searched for and opened.
const KNOWN: u64 = 12;

/// A child that a supervisor looks for.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) id_number: String,
}

/// A township with what its supervisors know.
#[derive(Clone, Debug)]
pub(crate) struct Township {
    pub(crate) code: String,
    pub(crate) known: Vec<Known>,
}

/// A store on the database that the server works on.
pub(crate) async fn store(database: &str, key: &Path) -> anyhow::Result<Store> {
    Store::connect(Settings {
        // It chooses children of all counties.
        row_security: RowSecurity::Off,
        ..Settings::example(database, Keyring::load(key)?).map_err(|error| anyhow::anyhow!("{error:?}"))?
    })
    .await
}

/// All townships that have records, each with some children spread over the time in which they came in.
pub(crate) async fn townships(store: &Store) -> anyhow::Result<Vec<Township>> {
    let codes: Vec<(String, String)> = record::Entity::find()
        .select_only()
        .columns([record::Column::CountyCode, record::Column::TownshipCode])
        .filter(record::Column::TownshipCode.ne(""))
        .distinct()
        .into_tuple()
        .all(&store.db)
        .await?;
    let mut townships = Vec::with_capacity(codes.len());
    for (county, code) in codes {
        // Most of a township's records are past the township: those that are looked for again.
        let found = record::Entity::find()
            .filter(record::Column::CountyCode.eq(county))
            .filter(record::Column::TownshipCode.eq(&code))
            .filter(record::Column::State.is_not_in(["submitted", "transferring"]))
            .order_by_desc(record::Column::EnteredAt)
            .limit(KNOWN)
            .all(&store.db)
            .await?;
        let mut known = Vec::with_capacity(found.len());
        for row in &found {
            let summary = row
                .key(&store.keys)
                .and_then(|key| Summary::open(&key, row))
                .map_err(|error| anyhow::anyhow!("{error:?}"))?;
            known.push(Known { name: summary.child_name, id_number: summary.id_number });
        }
        townships.push(Township { code, known });
    }
    townships.retain(|township| !township.known.is_empty());
    ensure!(!townships.is_empty(), "the database holds no records: fill it with `tongce seed --records …`");
    Ok(townships)
}

/// Makes supervisors, as many as asked, spread over the townships; gives their user names.
///
/// Those that are there already stay.
pub(crate) async fn supervisors(store: &Store, townships: &[Township], count: usize) -> anyhow::Result<Vec<String>> {
    let name = |at: usize| format!("load-{at}");
    for at in 0..count {
        let new = NewAccount {
            username: name(at),
            display_name: format!("督导员{at}（示例）"),
            role: Role::TownshipSupervisor,
            division: DivisionCode::parse(&townships[at % townships.len()].code)?,
            password: PASSWORD.into(),
            demonstration: true,
        };
        if rows::by_username(&store.db, &new.username).await.map_err(inner)?.is_none() {
            accounts::create(store, new).await.map_err(inner)?;
        }
    }
    Ok((0..count).map(name).collect())
}

/// Signs in over HTTP and keeps the session's cookie.
pub(crate) async fn sign_in(connection: &mut Connection, username: &str) -> anyhow::Result<()> {
    let answer = connection.post("/fn/sessions/sign-in", app::codec::write(&(username, PASSWORD))?).await?;
    ensure!(answer.status == StatusCode::OK, "sign-in: {} {}", answer.status, answer.text());
    let given = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let pairs: Vec<&str> = given.filter_map(|cookie| cookie.split(';').next()).collect();
    ensure!(!pairs.is_empty(), "no session");
    connection.cookie = Some(pairs.join("; "));
    Ok(())
}

/// Bodies of declarations from families all over the city; `from` counts on between runs.
pub(crate) fn declarations(store: &Store, from: u64, count: usize) -> anyhow::Result<Vec<String>> {
    let facts = Facts { asker: Asker::Family, ..Facts::default() };
    let context =
        CheckContext { today: store.clock.today(), policy: &store.policy, deployment: &store.deployment, facts };
    let mut bodies = Vec::with_capacity(count);
    for number in FIRST_FAMILY + from.. {
        if bodies.len() == count {
            break;
        }
        let (form, answers) = sample_submission(FAMILIES, number).map_err(inner)?;
        // What needs a worker, or a reason for an override, does not come from a family alone; and a child whose
        // birthday was yesterday is no longer asked what the sample answers.
        let findings = check(domain::forms::form(form), &answers, &context);
        if form != FormKind::Migrant || !blocking(&findings, &[]).is_empty() {
            continue;
        }
        let answers: BTreeMap<&str, _> = answers.iter().collect();
        let body = json!({
            "id": sample::id(),
            "form": form.name(),
            "form_version": domain::forms::form(form).version,
            "channel": "self_report",
            "answers": answers,
            "overrides": [],
        });
        bodies.push(body.to_string());
    }
    Ok(bodies)
}

fn inner(error: backend::Error) -> anyhow::Error {
    anyhow::anyhow!("{error:?}")
}
