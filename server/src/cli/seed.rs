//! `tongce seed`: synthetic data, for demonstrations and for measuring. All of it is marked 示例数据.

use std::time::Instant;

use backend::seed::{self, DEMO_PASSWORD, MAX_RECORDS};
use clap::Args;
use jiff::civil::Date;

use super::start::with_store;

/// Records between two lines of progress.
const STEP: u64 = 100_000;

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["demo", "records"])))]
pub(super) struct Options {
    /// Demonstration accounts, a link and families; prints how to sign in. Makes no family twice.
    #[arg(long)]
    demo: bool,
    /// So many synthetic records, the same ones for the same seed and day.
    #[arg(long, requires = "seed", requires = "as_of", value_parser = clap::value_parser!(u64).range(1..=MAX_RECORDS))]
    records: Option<u64>,
    /// The seed of the synthetic records.
    #[arg(long, requires = "records")]
    seed: Option<u64>,
    /// The day of the synthetic records, YYYY-MM-DD.
    #[arg(long, requires = "records")]
    as_of: Option<Date>,
}

pub(super) fn run(options: &Options) -> anyhow::Result<()> {
    with_store(|config, store| async move {
        backend::migration::migrate(&store).await.map_err(inner)?;
        if options.demo {
            let demo = seed::demo(&store).await.map_err(inner)?;
            println!("Demonstration accounts (示例数据), password {DEMO_PASSWORD}, at {}/sign-in:", config.base_url);
            for account in &demo.accounts {
                println!("  {:<12} {}", account.username, account.who);
            }
            println!("Declaration link (village poster): {}", demo.link);
        }
        if let (Some(records), Some(seed), Some(as_of)) = (options.records, options.seed, options.as_of) {
            let started = Instant::now();
            seed::records(&store, records, seed, as_of, |done| {
                if done.is_multiple_of(STEP) {
                    println!("{done} of {records} records after {:.0} s", started.elapsed().as_secs_f64());
                }
            })
            .await
            .map_err(inner)?;
            println!("{records} records in {:.1} s", started.elapsed().as_secs_f64());
        }
        Ok(())
    })
}

/// A failure of a service, for the operator: with its inner causes.
pub(super) fn inner(error: backend::Error) -> anyhow::Error {
    match error {
        backend::Error::Internal(error) => error,
        backend::Error::Busy => anyhow::anyhow!("{error}"),
        backend::Error::Problem(problem) => anyhow::anyhow!("{}: {}", problem.code(), problem.message()),
    }
}
