//! How many submissions a second become durable, without the HTTP server: 32 senders on one store.
//!
//! `cargo run --release -p backend --example inserts [DATABASE_URL] [SENDERS] [SECONDS]`; without an address
//! a fresh SQLite file in the working folder. The database should be empty. Beside it, `SELECT`-free ceiling
//! figures are in `docs/benchmarks.md`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use backend::declare::submissions::{By, submit};
use backend::testing::{migrant, program, submission};
use backend::{Keyring, Settings, Store};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = tempfile::tempdir_in(".")?;
    let fresh = || format!("sqlite://{}?mode=rwc", folder.path().join("inserts.sqlite").display());
    let url = arguments.next().filter(|url| !url.is_empty()).unwrap_or_else(fresh);
    let senders: u32 = arguments.next().map_or(Ok(32), |text| text.parse())?;
    let seconds: u64 = arguments.next().map_or(Ok(10), |text| text.parse())?;
    let store = Store::connect(Settings::example(url, Keyring::ephemeral()?).map_err(failed)?).await?;
    backend::migration::migrate(&store).await.map_err(failed)?;

    let next = Arc::new(AtomicU32::new(0));
    let end = Instant::now() + Duration::from_secs(seconds);
    let tasks: Vec<_> = (0..senders)
        .map(|_| {
            let (store, next) = (store.clone(), Arc::clone(&next));
            tokio::spawn(async move {
                let mut waits = Vec::new();
                while Instant::now() < end {
                    let child = next.fetch_add(1, Ordering::Relaxed);
                    let body = child.to_be_bytes();
                    let begun = Instant::now();
                    let new = submission(store.new_id(), migrant(child), &body);
                    submit(&store, new, By::Client(&program(&store))).await.map_err(failed)?;
                    waits.push(begun.elapsed());
                }
                anyhow::Ok(waits)
            })
        })
        .collect();
    let mut waits = Vec::new();
    for task in tasks {
        waits.extend(task.await??);
    }
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 100).map_or(0.0, |wait| wait.as_secs_f64() * 1e3);
    let rate = waits.len() as f64 / seconds as f64;
    println!("{rate:.0} submissions/s, {} in all; p50 {:.1} ms, p95 {:.1} ms", waits.len(), at(50), at(95));
    Ok(())
}

fn failed(error: impl std::fmt::Debug) -> anyhow::Error {
    anyhow::anyhow!("{error:?}")
}
