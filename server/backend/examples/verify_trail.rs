//! How many events a second the verification of the trail reads again.
//!
//! `cargo run --release -p backend --example verify_trail [EVENTS] [DATABASE_URL]`; without an address a fresh SQLite file
//! in the working folder. Writes as many events of one county, a thousand a transaction and a batch, and verifies them.

use std::time::Instant;

use backend::audit::{self, Actor, Entry, Kind, pen};
use backend::{Keyring, Settings, Store};

/// Events of one transaction.
const AT_ONCE: usize = 1_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(200_000), |text| text.parse())?;
    let folder = tempfile::tempdir_in(".")?;
    let fresh = || format!("sqlite://{}?mode=rwc", folder.path().join("trail.sqlite").display());
    let store = Store::connect(
        Settings::example(arguments.next().unwrap_or_else(fresh), Keyring::ephemeral()?).map_err(failed)?,
    )
    .await?;
    backend::migration::migrate(&store).await.map_err(failed)?;
    let begun = Instant::now();
    for _ in 0..count / AT_ONCE {
        write(&store).await.map_err(failed)?;
    }
    audit::write_head(&store).await.map_err(failed)?;
    tell("written and sealed", count, begun);
    let begun = Instant::now();
    let report = audit::verify(&store, None, None, &mut |fault| eprintln!("{fault}")).await.map_err(failed)?;
    tell("verified", usize::try_from(report.events)?, begun);
    anyhow::ensure!(report.faults == 0, "the trail does not fit");
    Ok(())
}

async fn write(store: &Store) -> backend::Result<()> {
    let opened = |_| {
        let actor =
            Actor { id: Some(store.new_id()), role: "township_supervisor", relation: "township", ..Actor::default() };
        let mut entry =
            Entry::new("120104", store.clock.millis(), Kind::RecordOpened, actor).of("record", store.new_id());
        entry.groups = vec!["name", "basic", "idno"];
        entry
    };
    let entries: Vec<Entry> = (0..AT_ONCE).map(opened).collect();
    let tx = store.begin().await?;
    pen::append(store, &tx, &entries).await?;
    tx.commit().await?;
    audit::seal(store).await.map(drop)
}

fn tell(what: &str, count: usize, begun: Instant) {
    let seconds = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let speed = count as f64 / seconds;
    println!("{what}: {count} events in {seconds:.1} s, {speed:.0} a second");
}

fn failed(error: impl std::fmt::Debug) -> anyhow::Error {
    anyhow::anyhow!("{error:?}")
}
