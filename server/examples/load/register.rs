//! The review and new declarations on a register that is already large, over HTTP with real sessions.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::task::JoinSet;

use crate::http::Connection;
use crate::participants::{self, Township};
use crate::process::{Program, Served};
use crate::users::{Log, Plan, family, supervisor};

/// How long a run goes on before its answers count.
const WARM_UP: Duration = Duration::from_secs(8);
/// Sign-ins at one time: each costs a password hash, which the server does two at a time.
const SIGN_INS: usize = 2;

/// So many virtual users with this pause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crowd {
    pub(crate) users: usize,
    pub(crate) pause: Duration,
}

impl std::str::FromStr for Crowd {
    type Err = anyhow::Error;

    /// `users:milliseconds`
    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (users, pause) = text.split_once(':').context("write users:milliseconds, e.g. 1200:1000")?;
        Ok(Self { users: users.parse()?, pause: Duration::from_millis(pause.parse()?) })
    }
}

/// Measures each crowd on a database that `tongce seed --records` has filled.
pub(crate) async fn measure(
    program: &Program<'_>,
    crowds: &[Crowd],
    length: Duration,
    pages: bool,
) -> anyhow::Result<()> {
    let kind = program.database.split(':').next().unwrap_or_default();
    let store = participants::store(program.database, program.key).await?;
    let townships = participants::townships(&store).await?;
    let most = crowds.iter().map(|crowd| supervisors(crowd.users)).max().unwrap_or(0);
    let names = participants::supervisors(&store, &townships, most).await?;
    store.db.clone().close().await?;
    println!("{} townships, {} supervisors", townships.len(), names.len());

    let mut sent = 0;
    for crowd in crowds {
        let client = program.client().await?;
        let served = program.serve().await?;
        println!("\n{kind}: the server answered {:.2} s after its start", served.started_in.as_secs_f64());
        let people = sign_in(&served, &names[..supervisors(crowd.users)]).await?;
        let length = WARM_UP + length;
        let bodies = participants::declarations(&store, sent, needed(*crowd, length))?;
        sent += 2 * bodies.len() as u64 + 1_000;
        let processor = served.processor_seconds()?;
        let begun = Instant::now();
        let plan = Plan { counted_from: begun + WARM_UP, until: begun + length, pause: crowd.pause, pages };
        let bearer = served.bearer(&client).await?;
        let log = run((&served, &bearer), people, &townships, bodies, *crowd, plan).await?;
        let processor = served.processor_seconds()? - processor;
        print(&log, length - WARM_UP);
        println!(
            "{} users ({} supervisors), pause {} ms; server: {:.0} MB at most, {:.2} processors busy",
            crowd.users,
            supervisors(crowd.users),
            crowd.pause.as_millis(),
            served.peak_memory_mb()?,
            processor / begun.elapsed().as_secs_f64(),
        );
        served.stop().await?;
    }
    Ok(())
}

/// Two thirds review, one third declare.
const fn supervisors(users: usize) -> usize {
    users - users / 3
}

/// Declarations that the families of a crowd may send: half as many again as their mean.
fn needed(crowd: Crowd, length: Duration) -> usize {
    let steps = length.as_millis() / crowd.pause.as_millis().max(1);
    usize::try_from(steps).unwrap_or(0) * (crowd.users / 3) * 3 / 2 + 100
}

async fn sign_in(served: &Served, names: &[String]) -> anyhow::Result<Vec<Connection>> {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    let address = served.address;
    for part in names.chunks(names.len().div_ceil(SIGN_INS).max(1)) {
        let part = part.to_vec();
        tasks.spawn(async move {
            let mut connections = Vec::with_capacity(part.len());
            for name in part {
                let mut connection = Connection::open(address).await?;
                participants::sign_in(&mut connection, &name).await?;
                connections.push((name, connection));
            }
            anyhow::Ok(connections)
        });
    }
    let mut connections = Vec::with_capacity(names.len());
    while let Some(part) = tasks.join_next().await {
        connections.extend(part??);
    }
    // In the order of their names again: it tells the township.
    connections.sort_by_key(|(name, _)| names.iter().position(|known| known == name));
    println!("{} sign-ins in {:.1} s", names.len(), begun.elapsed().as_secs_f64());
    Ok(connections.into_iter().map(|(_, connection)| connection).collect())
}

async fn run(
    (served, bearer): (&Served, &str),
    people: Vec<Connection>,
    townships: &[Township],
    bodies: Vec<String>,
    crowd: Crowd,
    plan: Plan,
) -> anyhow::Result<Log> {
    let mut tasks = JoinSet::new();
    for (at, connection) in people.into_iter().enumerate() {
        tasks.spawn(supervisor(connection, townships[at % townships.len()].clone(), plan));
    }
    let (bodies, next) = (Arc::new(bodies), Arc::new(AtomicUsize::new(0)));
    for _ in supervisors(crowd.users)..crowd.users {
        tasks.spawn(family(served.address, bearer.to_owned(), Arc::clone(&bodies), Arc::clone(&next), plan));
    }
    let mut log = Log::new();
    while let Some(one) = tasks.join_next().await {
        for (what, figures) in one?? {
            log.entry(what).or_default().join(figures);
        }
    }
    Ok(log)
}

fn print(log: &Log, length: Duration) {
    println!("| step | answers | a second | p50 ms | p95 ms | p99 ms | somebody was faster | errors |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut all = 0.0;
    for (what, figures) in log {
        let mut figures = figures.clone();
        figures.sort();
        let rate = figures.rate(length.as_secs_f64());
        all += rate;
        println!(
            "| {what} | {} | {rate:.1} | {:.1} | {:.1} | {:.1} | {} | {} |",
            figures.count(),
            figures.percentile(0.50),
            figures.percentile(0.95),
            figures.percentile(0.99),
            figures.refused,
            figures.errors,
        );
    }
    println!("{all:.0} answers a second in all");
}
