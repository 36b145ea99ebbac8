//! `tongce account`: the first accounts of a register. Every other one is made by an administrator, in the office.

use anyhow::Context;
use backend::access::accounts::Names;
use backend::access::administration;
use clap::{Args, Subcommand};
use domain::divisions::DivisionCode;

use super::seed::inner;
use super::start::with_store;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the first two accounts, of two different people, while there is none; prints their invitations.
    Bootstrap(Bootstrap),
}

#[derive(Debug, Args)]
pub(super) struct Bootstrap {
    /// Code of the county, city or province for which they work, e.g. 120104.
    #[arg(long)]
    place: String,
    /// The account administrator (账号管理员), as user name and name: zhang=张三.
    #[arg(long)]
    account_admin: String,
    /// The security administrator (安全管理员), another person, likewise.
    #[arg(long)]
    security_admin: String,
}

pub(super) fn run(command: Command) -> anyhow::Result<()> {
    let Command::Bootstrap(Bootstrap { place, account_admin, security_admin }) = command;
    let place = DivisionCode::parse(&place).with_context(|| format!("`{place}` is no code of a division"))?;
    let names = [names(&account_admin)?, names(&security_admin)?];
    with_store(|_, store| async move {
        backend::migration::migrate(&store).await.map_err(inner)?;
        let made = administration::bootstrap(&store, place, names).await.map_err(inner)?;
        println!(
            "Hand each person the own invitation, printed. It opens once, for {} hours.",
            administration::INVITATION_HOURS
        );
        for invitation in made {
            println!("  {} ({}): {}", invitation.display_name, invitation.username, invitation.url);
        }
        Ok(())
    })
}

fn names(typed: &str) -> anyhow::Result<Names> {
    let (username, display_name) = typed.split_once('=').with_context(|| format!("`{typed}` is not USERNAME=NAME"))?;
    Ok(Names { username: username.to_owned(), display_name: display_name.to_owned() })
}
