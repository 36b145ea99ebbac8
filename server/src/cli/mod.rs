//! The command line: one subcommand a file.

use clap::{Parser, Subcommand};

mod account;
mod assess;
mod audit;
mod backup;
mod client;
mod database;
mod key;
mod migrate;
mod read_sheet;
mod restore;
mod seed;
mod serve;
mod start;

/// 童册 Tongce: register of migrant and left-behind children.
///
/// Settings come from the environment; see `.env.example`.
#[derive(Debug, Parser)]
#[command(name = "tongce", version, about, long_about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages and the interface for other programs.
    Serve,
    /// Bring the database to the present shape and load the divisions.
    Migrate,
    /// Fill the database with synthetic data.
    Seed(seed::Options),
    /// Print what the rules say about answers (JSON of POST /api/v1/assessments).
    Assess(assess::Options),
    /// Make the first accounts.
    #[command(subcommand)]
    Account(account::Command),
    /// Keep the programs that use the interface.
    #[command(subcommand)]
    Client(client::Command),
    /// Prepare PostgreSQL.
    #[command(subcommand)]
    Database(database::Command),
    /// Look after the trail.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Manage the key file.
    #[command(subcommand)]
    Key(key::Command),
    /// Write all rows of the register to one file, encrypted to those who may restore it.
    Backup(backup::Options),
    /// Fill an empty database with a backup.
    Restore(restore::Restore),
    /// Look whether a restored database is whole, erase again what was erased since, and let the server start.
    RestoreCheck(restore::Check),
    /// Read a sheet from the standard input and write its rows as JSON: what the server does with an upload.
    #[command(hide = true)]
    ReadSheet(read_sheet::Options),
}

/// Does what the command line asks.
///
/// # Errors
/// The first failure; its message is for the operator.
pub fn run(cli: Cli) -> anyhow::Result<()> {
    keep_memory_private();
    match cli.command {
        Command::Serve => serve::run(),
        Command::Migrate => migrate::run(),
        Command::Seed(options) => seed::run(&options),
        Command::Assess(options) => assess::run(&options),
        Command::Account(command) => account::run(command),
        Command::Client(command) => client::run(command),
        Command::Database(command) => database::run(&command),
        Command::Audit(command) => audit::run(&command),
        Command::Backup(options) => backup::run(&options),
        Command::Restore(options) => restore::restore(&options),
        Command::RestoreCheck(options) => restore::check(&options),
        Command::ReadSheet(options) => read_sheet::run(&options),
        Command::Key(command) => key::run(&command),
    }
}

/// No core dump of this process: it would have the keys. Where the system refuses, the program goes on without.
fn keep_memory_private() {
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    // A dump that is handed to a program has no limit; besides, no other process of this user may look into the memory. A
    // debugger may, into a debug build.
    #[cfg(all(target_os = "linux", not(debug_assertions)))]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Says in one line on standard error what went wrong.
pub fn complain(error: &anyhow::Error) {
    let line = format!("{error:#}").replace('\n', " ");
    eprintln!("tongce: {line}");
}
