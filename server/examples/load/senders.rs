//! Senders: each has one connection and sends the next declaration when the last one is acknowledged.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::ensure;
use axum::http::StatusCode;
use tokio::task::JoinSet;

use crate::http::Connection;
use crate::process::Program;
use crate::stats::Figures;
use crate::{bare_inserts, sample};

/// Measures submissions on an empty database with each number of senders, beside the ceiling. Both in turn, `rounds`
/// times: a machine that others share is never equally fast twice, so the share of the ceiling is that of neighbours.
pub(crate) async fn measure(
    program: &Path,
    database: &str,
    folder: &Path,
    senders: &[usize],
    rounds: usize,
    length: Duration,
) -> anyhow::Result<()> {
    let kind = database.split(':').next().unwrap_or_default();
    let next = Arc::new(AtomicU64::new(0));
    let program = Program { path: program, database, key: &folder.join("key") };
    program.prepare().await?;
    let client = program.client().await?;
    let served = program.serve().await?;
    // A short run first: statements are prepared, pages of the file are there.
    run((served.address, &served.bearer(&client).await?), 4, Duration::from_secs(2), &next).await?;
    let bytes = sample::submission(sample::id(), 0).to_string().len();
    println!(
        "Ceiling: bare inserts of the same {bytes} bytes, one row a commit, in turn with ours; {rounds} rounds, medians"
    );
    println!("| database | senders | submissions/s | p50 ms | p95 ms | p99 ms | server memory MB | ceiling/s | ours |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for senders in senders.iter().copied() {
        let (mut all, mut rates, mut ceilings, mut shares) = (Figures::default(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            // A token opens for ten minutes.
            let bearer = served.bearer(&client).await?;
            let (figures, rate) = run((served.address, &bearer), senders, length, &next).await?;
            let ceiling = bare_inserts::measure(database, senders, length, bytes).await?;
            all.join(figures);
            rates.push(rate);
            ceilings.push(ceiling);
            shares.push(100.0 * rate / ceiling);
        }
        all.sort();
        println!(
            "| {kind} | {senders} | {:.0} | {:.1} | {:.1} | {:.1} | {:.0} | {:.0} | {:.0} % |",
            median(&mut rates),
            all.percentile(0.50),
            all.percentile(0.95),
            all.percentile(0.99),
            served.peak_memory_mb()?,
            median(&mut ceilings),
            median(&mut shares),
        );
    }
    served.stop().await
}

/// The one in the middle, or the upper of two.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Declarations written before the clock runs, for each second of a run: the generator should cost little of what
/// server and database share with it. Who needs more writes them meanwhile.
const READY: u64 = 2_500;

/// Declarations of families that are counted on from `next`.
struct Pile {
    ready: Mutex<Vec<String>>,
    next: Arc<AtomicU64>,
}

impl Pile {
    fn new(next: &Arc<AtomicU64>, length: Duration) -> Self {
        let pile = Self { ready: Mutex::default(), next: Arc::clone(next) };
        let ready = (0..READY * length.as_secs()).map(|_| pile.write()).collect();
        Self { ready: Mutex::new(ready), ..pile }
    }

    fn take(&self) -> String {
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner).pop();
        ready.unwrap_or_else(|| self.write())
    }

    fn write(&self) -> String {
        sample::submission(sample::id(), self.next.fetch_add(1, Ordering::Relaxed)).to_string()
    }
}

/// Sends for `length` with so many senders; families are counted on from `next`. Gives acknowledged
/// submissions a second too.
async fn run(
    (address, bearer): (SocketAddr, &str),
    senders: usize,
    length: Duration,
    next: &Arc<AtomicU64>,
) -> anyhow::Result<(Figures, f64)> {
    let pile = Arc::new(Pile::new(next, length));
    let mut tasks = JoinSet::new();
    let started = Instant::now();
    for _ in 0..senders {
        tasks.spawn(send(address, bearer.to_owned(), started + length, Arc::clone(&pile)));
    }
    let mut figures = Figures::default();
    while let Some(one) = tasks.join_next().await {
        figures.join(one??);
    }
    let rate = figures.rate(started.elapsed().as_secs_f64());
    Ok((figures, rate))
}

async fn send(address: SocketAddr, bearer: String, until: Instant, pile: Arc<Pile>) -> anyhow::Result<Figures> {
    let mut connection = Connection::of_program(address, &bearer).await?;
    let mut figures = Figures::default();
    while Instant::now() < until {
        let answer = connection.post("/api/v1/submissions", pile.take()).await?;
        ensure!(answer.status == StatusCode::CREATED, "{}: {}", answer.status, answer.text());
        figures.add(answer.took);
    }
    Ok(figures)
}
