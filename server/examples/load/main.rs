//! Load generator, over HTTP against `target/release/tongce` as a process of its own, which it starts.
//!
//! On an empty database: durable submissions a second, beside the ceiling of bare inserts of the same bytes
//! in the same run.
//!
//!     cargo run --release -p server --example load -- --senders 32,1 --seconds 10
//!     cargo run --release -p server --example load -- --database-url postgres://…/empty_database
//!
//! On a database that `tongce seed --records` has filled: supervisors and families, so many at a time and with
//! such a pause after each step; or a storm of sign-ins.
//!
//!     cargo run --release -p server --example load -- --database-url … --key-file … --users 4:50,1200:1000
//!     cargo run --release -p server --example load -- --database-url … --key-file … --sign-ins 500
//!
//! `server/examples/load/all.sh` does all of it. Generator, server and database share the machine.

mod bare_inserts;
mod http;
mod participants;
mod process;
mod register;
mod sample;
mod senders;
mod sign_in_load;
mod stats;
mod users;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;

use process::Program;
use register::Crowd;

#[derive(Debug, Parser)]
struct Options {
    /// The program to measure.
    #[arg(long, default_value = "target/release/tongce")]
    server: PathBuf,
    /// An empty database that may be filled; a fresh SQLite file when absent. With --users: a filled one.
    #[arg(long)]
    database_url: Option<String>,
    /// Numbers of senders, one run each.
    #[arg(long, value_delimiter = ',', default_value = "32,1")]
    senders: Vec<usize>,
    /// Virtual users and their mean pause in milliseconds, `users:pause`, one run each, on a filled database.
    #[arg(long, value_delimiter = ',', requires = "database_url", requires = "key_file")]
    users: Vec<Crowd>,
    /// Key file of the filled database.
    #[arg(long)]
    key_file: Option<PathBuf>,
    /// Sign-ins within a minute, on a filled database.
    #[arg(long, requires = "database_url", requires = "key_file")]
    sign_ins: Option<usize>,
    /// Read whole pages too, not only what a living page asks for.
    #[arg(long)]
    pages: bool,
    /// How often each number of senders is measured, in turn with the ceiling.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Length of each run.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

// On one thread: what the generator needs, the server and the database lack.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let length = Duration::from_secs(options.seconds);
    if !options.users.is_empty() || options.sign_ins.is_some() {
        let program = Program {
            path: &options.server,
            database: options.database_url.as_deref().context("a filled database is needed: --database-url")?,
            key: options.key_file.as_deref().context("its keys are needed: --key-file")?,
        };
        if let Some(count) = options.sign_ins {
            sign_in_load::measure(&program, count).await?;
        }
        if !options.users.is_empty() {
            register::measure(&program, &options.users, length, options.pages).await?;
        }
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let fresh = format!("sqlite://{}?mode=rwc", folder.path().join("load.sqlite").display());
    let database = options.database_url.unwrap_or(fresh);
    senders::measure(&options.server, &database, folder.path(), &options.senders, options.rounds, length).await
}
