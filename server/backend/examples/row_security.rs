//! What row security costs a read, on PostgreSQL.
//!
//! `cargo run --release -p backend --example row_security OWNER_URL APP_URL [READS]`: fills a fresh database as its owner, then
//! reads one after another as the server's role, with row security off and on in turn: a record by its key, and a township's
//! counts. Rounds alternate, because a machine's speed wanders.

use anyhow::Context as _;
use std::time::{Duration, Instant};

use backend::access::accounts::Reviewer;
use backend::declare::submissions::{By, submit};
use backend::register::rows::records;
use backend::register::tables::record;
use backend::review::rows::queue;
use backend::store::row_security::RowSecurity;
use backend::testing::{account, migrant, program, submission};
use backend::{Keyring, Settings, Store};
use domain::access::Role;
use sea_orm::EntityTrait;

const RECORDS: u32 = 2_000;
const ROUNDS: usize = 5;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let owner = arguments.next().context("the address of the owner is missing")?;
    let app = arguments.next().context("the address of tongce_app is missing")?;
    let reads: usize = arguments.next().map_or(Ok(2_000), |text| text.parse())?;
    let keys = Keyring::ephemeral()?;
    let store = connect(&owner, RowSecurity::Off, &keys).await?;
    backend::migration::migrate(&store).await.map_err(failed)?;
    for child in 0..RECORDS {
        let body = child.to_be_bytes();
        let new = submission(store.new_id(), migrant(child), &body);
        submit(&store, new, By::Client(&program(&store))).await.map_err(failed)?;
    }
    let supervisor = account(&store, "liu", "刘督导员", Role::TownshipSupervisor, "120104001").await.map_err(failed)?;
    let reviewer = Reviewer::of(&supervisor).map_err(failed)?;
    let rows = record::Entity::find().all(&store.db).await?;

    let off = connect(&app, RowSecurity::Off, &keys).await?;
    let on = connect(&app, RowSecurity::Auto, &keys).await?;
    println!("| read | off p50 | on p50 | off p95 | on p95 | ms");
    for counts in [false, true] {
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            for (store, times) in [(&off, &mut without), (&on, &mut with)] {
                for row in rows.iter().cycle().take(reads) {
                    let begun = Instant::now();
                    if counts {
                        queue::waiting(&store.db, &reviewer).await.map_err(failed)?;
                    } else {
                        let found = records::by_id(&store.db, &row.county_code, row.id).await.map_err(failed)?;
                        anyhow::ensure!(found.is_some(), "the record is there");
                    }
                    times.push(begun.elapsed());
                }
            }
        }
        without.sort_unstable();
        with.sort_unstable();
        let at = |times: &[Duration], part: usize| times[times.len() * part / 100].as_secs_f64() * 1e3;
        println!(
            "| {} | {:.3} | {:.3} | {:.3} | {:.3}",
            if counts { "counts of a township" } else { "a record by its key" },
            at(&without, 50),
            at(&with, 50),
            at(&without, 95),
            at(&with, 95)
        );
    }
    Ok(())
}

async fn connect(url: &str, row_security: RowSecurity, keys: &Keyring) -> anyhow::Result<Store> {
    Store::connect(Settings { row_security, ..Settings::example(url, keys.clone()).map_err(failed)? }).await
}

fn failed(error: impl std::fmt::Debug) -> anyhow::Error {
    anyhow::anyhow!("{error:?}")
}
