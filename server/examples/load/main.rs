//! Load generator: durable submissions a second through the whole server, beside the ceiling of bare
//! inserts of the same bytes in the same run.
//!
//!     cargo run --release -p server --example load -- --senders 32,1 --seconds 10
//!     cargo run --release -p server --example load -- --database-url postgres://…/empty_database
//!
//! It starts `target/release/tongce` by itself on a fresh database and shares the machine with it.

mod ceiling;
mod client;
mod sample;
mod served;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use clap::Parser;

#[derive(Debug, Parser)]
struct Options {
    /// The program to measure.
    #[arg(long, default_value = "target/release/tongce")]
    server: PathBuf,
    /// An empty database that may be filled; a fresh SQLite file when absent.
    #[arg(long)]
    database_url: Option<String>,
    /// Numbers of senders, one run each.
    #[arg(long, value_delimiter = ',', default_value = "32,1")]
    senders: Vec<usize>,
    /// Length of each run.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let folder = tempfile::tempdir()?;
    let sqlite = format!("sqlite://{}?mode=rwc", folder.path().join("load.sqlite").display());
    let database = options.database_url.clone().unwrap_or(sqlite);
    let length = Duration::from_secs(options.seconds);
    let kind = database.split(':').next().unwrap_or_default().to_owned();

    let next = Arc::new(AtomicU64::new(0));
    let served = served::start(&options.server, &database, folder.path()).await?;
    // A short run first: statements are prepared, pages of the file are there.
    client::run(served.address, 4, Duration::from_secs(2), &next).await?;
    println!("| database | senders | submissions/s | p50 ms | p95 ms | p99 ms | server memory MB |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let mut rates = Vec::new();
    for senders in options.senders.iter().copied() {
        let figures = client::run(served.address, senders, length, &next).await?;
        println!(
            "| {kind} | {senders} | {:.0} | {:.1} | {:.1} | {:.1} | {:.0} |",
            figures.rate,
            figures.percentile(0.50),
            figures.percentile(0.95),
            figures.percentile(0.99),
            served.peak_memory_mb()?,
        );
        rates.push((senders, figures.rate));
    }
    let bytes = sample::submission(sample::id(), 0).to_string().len();
    served.stop().await?;

    println!("\nCeiling: bare inserts of the same {bytes} bytes, one row a commit");
    for (senders, rate) in rates {
        let ceiling = ceiling::measure(&database, senders, length, bytes).await?;
        println!(
            "{kind}, {senders} senders: {:.0} rows/s by {}; ours is {:.0} %",
            ceiling.rate,
            ceiling.tool,
            100.0 * rate / ceiling.rate
        );
    }
    Ok(())
}
