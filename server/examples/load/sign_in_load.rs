//! Monday morning: everybody signs in within a minute, each on a connection of his or her own.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::http::Connection;
use crate::participants;
use crate::process::Program;
use crate::stats::Figures;

/// In which all of them sign in, evenly spread.
const MINUTE: Duration = Duration::from_secs(60);
/// How often: the second storm shows whether the memory of the first one is used again.
const STORMS: usize = 2;

/// Measures so many sign-ins in a minute on a database that `tongce seed --records` has filled.
pub(crate) async fn measure(program: &Program<'_>, count: usize) -> anyhow::Result<()> {
    let kind = program.database.split(':').next().unwrap_or_default();
    let store = participants::store(program.database, program.key).await?;
    let names = participants::supervisors(&store, &participants::townships(&store).await?, count).await?;
    store.db.close().await?;
    let served = program.serve().await?;
    println!("{kind}: {:.0} MB before; {count} sign-ins within a minute", served.peak_memory_mb()?);
    println!("| storm | signed in | p50 ms | p95 ms | slowest ms | lost | server memory MB |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for storm in 1..=STORMS {
        let mut figures = run(served.address, &names).await?;
        figures.sort();
        println!(
            "| {storm} | {} | {:.0} | {:.0} | {:.0} | {} | {:.0} |",
            figures.count(),
            figures.percentile(0.50),
            figures.percentile(0.95),
            figures.percentile(1.0),
            figures.errors,
            served.peak_memory_mb()?,
        );
    }
    served.stop().await
}

async fn run(address: SocketAddr, names: &[String]) -> anyhow::Result<Figures> {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for (at, name) in (0_u32..).zip(names.iter().cloned()) {
        let arrives = begun + MINUTE * at / u32::try_from(names.len())?;
        tasks.spawn(async move {
            tokio::time::sleep_until(arrives.into()).await;
            let mut figures = Figures::default();
            let signed_in = async {
                let mut connection = Connection::open(address).await?;
                participants::sign_in(&mut connection, &name).await
            };
            match signed_in.await {
                // From the moment in which the person pressed the button.
                Ok(()) => figures.add(arrives.elapsed()),
                Err(_) => figures.errors += 1,
            }
            figures
        });
    }
    Ok(tasks.join_all().await.into_iter().fold(Figures::default(), |mut all, one| {
        all.join(one);
        all
    }))
}
