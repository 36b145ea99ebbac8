//! Virtual users: each has a connection of its own and pauses after every step, as k6's users do.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use app::codec;
use app::review::functions::{QueueView, RecordPage};
use app::wire::Failure;
use axum::http::StatusCode;
use domain::problem::Problem;
use domain::view::review::QueueFilter;
use tokio::time::sleep;
use uuid::Uuid;

use crate::http::{Answer, Connection};
use crate::participants::{Known, Township};
use crate::stats::Figures;

/// Figures by what was done.
pub(crate) type Log = BTreeMap<&'static str, Figures>;

/// A number below `bound`, by the random bits of an id; zero when nothing is below.
fn below(bound: usize) -> usize {
    usize::try_from(Uuid::new_v4().as_u128() % bound.max(1) as u128).unwrap_or(0)
}

/// When the users work, and how long they pause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// What ends before this instant is not counted.
    pub(crate) counted_from: Instant,
    pub(crate) until: Instant,
    /// Mean pause after a step; each lasts between half and one and a half of it.
    pub(crate) pause: Duration,
    /// Read whole pages as HTML too.
    pub(crate) pages: bool,
}

impl Plan {
    async fn pause(&self) {
        let thousandths = u32::try_from(500 + below(1_000)).unwrap_or(1_000);
        sleep(self.pause * thousandths / 1_000).await;
    }

    fn goes_on(&self) -> bool {
        Instant::now() < self.until
    }
}

/// Puts a step into the log: an answer as hoped for, one that says that somebody else was faster, or an error.
fn note(log: &mut Log, plan: &Plan, what: &'static str, answer: &anyhow::Result<Answer>, hoped: StatusCode) -> bool {
    if Instant::now() < plan.counted_from {
        return answer.as_ref().is_ok_and(|answer| answer.status == hoped);
    }
    let figures = log.entry(what).or_default();
    match answer {
        Ok(answer) if answer.status == hoped => {
            figures.add(answer.took);
            return true;
        }
        Ok(answer) if faster(answer) => figures.refused += 1,
        Ok(answer) => {
            figures.errors += 1;
            if figures.errors <= 3 {
                eprintln!("{what}: {} {}", answer.status, answer.text().chars().take(300).collect::<String>());
            }
        }
        Err(error) => {
            figures.errors += 1;
            if figures.errors <= 3 {
                eprintln!("{what}: {error:#}");
            }
        }
    }
    false
}

/// Problems that are right answers when two people work on one record.
fn faster(answer: &Answer) -> bool {
    matches!(
        codec::read(&answer.body),
        Ok(Failure::Problem(
            Problem::AlreadyDecided { .. }
                | Problem::Claimed { .. }
                | Problem::ActionNotOffered { .. }
                | Problem::DuplicateUndecided
        ))
    )
}

/// A program of many families: sends a declaration, pauses, sends the next.
pub(crate) async fn family(
    address: SocketAddr,
    bearer: String,
    bodies: Arc<Vec<String>>,
    next: Arc<AtomicUsize>,
    plan: Plan,
) -> anyhow::Result<Log> {
    let mut connection = Connection::of_program(address, &bearer).await?;
    let mut log = Log::new();
    plan.pause().await;
    while plan.goes_on() {
        let Some(body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)).cloned() else { break };
        let answer = connection.post("/api/v1/submissions", body).await;
        note(&mut log, &plan, "declare", &answer, StatusCode::CREATED);
        plan.pause().await;
    }
    Ok(log)
}

/// A supervisor: looks at the queue, opens a record (which claims it), decides, searches for a child that
/// was entered before, opens what was found.
pub(crate) async fn supervisor(mut connection: Connection, township: Township, plan: Plan) -> anyhow::Result<Log> {
    let mut log = Log::new();
    plan.pause().await;
    while plan.goes_on() {
        if let Some(id) = pick(&mut connection, &mut log, &plan, "queue", None).await? {
            decide(&mut connection, &mut log, &plan, &id).await?;
        }
        let (what, term) = term(&township.known);
        if let Some(id) = pick(&mut connection, &mut log, &plan, what, Some(term)).await? {
            let answer = connection.post("/fn/reviews/open", codec::write(&(id.as_str(),))?).await;
            note(&mut log, &plan, "open", &answer, StatusCode::OK);
            plan.pause().await;
            if plan.pages {
                page(&mut connection, &mut log, &plan, "page: queue", "/review").await;
                page(&mut connection, &mut log, &plan, "page: record", &format!("/review/{id}")).await;
            }
        }
    }
    Ok(log)
}

/// Reads the queue, or searches; gives one of the lines that nobody has open.
async fn pick(
    connection: &mut Connection,
    log: &mut Log,
    plan: &Plan,
    what: &'static str,
    search: Option<String>,
) -> anyhow::Result<Option<String>> {
    let filter = QueueFilter { search: search.clone(), ..QueueFilter::default() };
    let answer = connection.post("/fn/reviews/queue", codec::write(&(filter,))?).await;
    let good = note(log, plan, what, &answer, StatusCode::OK);
    plan.pause().await;
    let Ok(answer) = answer else { return Ok(None) };
    if !good {
        return Ok(None);
    }
    let rows = codec::read::<QueueView>(&answer.body)?.page.rows;
    if rows.is_empty() && search.is_some() {
        log.entry(what).or_default().errors += 1;
        eprintln!("{what}: nothing was found");
    }
    let free: Vec<String> = rows.into_iter().filter(|row| row.claimed_by.is_none()).map(|row| row.id).collect();
    let at = below(free.len());
    Ok(free.into_iter().nth(at))
}

/// Opens a waiting record and decides about it: most are approved, one in five goes back with a comment.
async fn decide(connection: &mut Connection, log: &mut Log, plan: &Plan, id: &str) -> anyhow::Result<()> {
    let opened = connection.post("/fn/reviews/open", codec::write(&(id,))?).await;
    let record = opened.as_ref().ok().filter(|answer| answer.status == StatusCode::OK);
    let record = record.map(|answer| codec::read::<RecordPage>(&answer.body)).transpose()?.map(|page| page.record);
    let claimed = record.as_ref().is_some_and(|record| record.claimed_until.is_some());
    // While a colleague has it, it opens for reading.
    note(log, plan, if claimed { "claim" } else { "open" }, &opened, StatusCode::OK);
    plan.pause().await;
    let Some(record) = record.filter(|_| claimed) else { return Ok(()) };
    let version = record.row.version.to_string();
    let back = record.row.duplicates || below(5) == 0;
    let inputs = if back {
        vec![("version", version.as_str()), ("go", "return"), ("comment.current_address", "示例：请写到门牌号")]
    } else {
        vec![("version", version.as_str()), ("go", "approve")]
    };
    let answer = connection.post("/fn/reviews/act", codec::write(&(id, inputs))?).await;
    note(log, plan, "decide", &answer, StatusCode::OK);
    plan.pause().await;
    Ok(())
}

/// What is searched for: the whole name, its last two characters, or the ID number.
fn term(known: &[Known]) -> (&'static str, String) {
    let child = &known[below(known.len())];
    let chars: Vec<char> = child.name.chars().filter(|c| *c != '·').collect();
    match below(4) {
        0 | 1 if !child.id_number.is_empty() => ("search by number", child.id_number.clone()),
        2 => ("search by name", String::from_iter(&chars[chars.len().saturating_sub(2)..])),
        _ => ("search by name", child.name.clone()),
    }
}

async fn page(connection: &mut Connection, log: &mut Log, plan: &Plan, what: &'static str, path: &str) {
    let answer = connection.get(path).await;
    note(log, plan, what, &answer, StatusCode::OK);
    plan.pause().await;
}
