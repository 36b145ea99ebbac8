//! `tongce database`: what PostgreSQL needs before the tables are made.

use clap::Subcommand;

/// What `tongce database roles` prints. The tests' cluster runs the same file.
const ROLES: &str = include_str!("roles.sql");

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the statements that make the roles, for a superuser: `tongce database roles | psql -U postgres`.
    Roles,
}

pub(super) fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Roles => {
            print!("{ROLES}");
            Ok(())
        }
    }
}
