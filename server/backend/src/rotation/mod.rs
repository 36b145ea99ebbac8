//! Keys change while people work: everything that rests under an older root, an older suite or in format 1 is sealed anew.
//!
//! Rows say what is still to do; nothing is remembered between runs, so a run that was killed goes on by beginning again. A
//! step is a page of rows in one transaction, and each row is written only if it is as it was read: who changed it meanwhile
//! sealed it under the newest key already. Readers take key and suite from the row and never fail:
//!
//! 1. [`keys`]: each record's key is wrapped under the current root. A record of an earlier version gets a key.
//! 2. a pause, if a record got its first key: whoever read the record before may still read its versions.
//! 3. [`values`]: what records hold in format 1, and if asked for in another suite, is sealed anew under their own keys.
//! 4. [`rows_of_one_value`]: drafts, households, kept messages, pictures, secrets of generators, under their county's key.

mod keys;
mod one_value;
pub mod rows;
pub mod status;
mod values;

use std::time::{Duration, Instant};

use crate::audit::{Actor, Entry, Kind, pen};
use crate::error::Result;
use crate::store::Store;

/// Rows of a step.
pub const STEP: u64 = 500;

/// How often everything is gone through while something was still to do: a program that did not read the key file again goes
/// on sealing under the older root.
const ROUNDS: usize = 5;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// One county only, 6 digits.
    pub county: Option<String>,
    /// Also seal anew what records hold in another suite.
    pub values: bool,
    /// Rows of a step.
    pub step: u64,
    /// How long requests take at most that have read a record and not yet its versions.
    pub requests_end: Duration,
    /// Pauses after a step, as many times as long as the step took: at 4 the job takes a fifth of a core.
    pub pause: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { county: None, values: false, step: STEP, requests_end: Duration::from_secs(65), pause: 4 }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records that got their first key.
    pub first_keys: u64,
    /// Keys of records that were wrapped anew.
    pub wrapped: u64,
    /// Values that were sealed anew.
    pub sealed: u64,
    /// Rows that still are under an older root or in format 1, as the last question says.
    pub left: u64,
    /// Rows among them that do not open: they were tampered with, and the trail is told.
    pub damaged: u64,
}

impl Report {
    const fn changed(&self) -> u64 {
        self.first_keys + self.wrapped + self.sealed
    }

    /// Whether nothing rests under an older root that opens at all.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.left <= self.damaged
    }

    const fn add(&mut self, other: &Self) {
        self.first_keys += other.first_keys;
        self.wrapped += other.wrapped;
        self.sealed += other.sealed;
    }
}

/// Brings everything under the current root; at the end says in the key file that format 1 is past, if all counties were
/// asked for and nothing is left in it.
///
/// # Errors
/// If the database refuses; what was done before stays, and the next run goes on.
pub async fn run(store: &Store, options: &Options) -> Result<Report> {
    let mut total = Report::default();
    let (mut after, one) = (String::new(), options.county.clone());
    let mut next = match &one {
        Some(county) => Some(county.clone()),
        None => rows::counties::after(&store.db, &after).await?,
    };
    while let Some(county) = next {
        let done = rotate_county(store, &county, options).await?;
        total.add(&done);
        total.left += done.left;
        total.damaged += done.damaged;
        after = county;
        next = if one.is_some() { None } else { rows::counties::after(&store.db, &after).await? };
    }
    if one.is_none() && total.is_done() && store.keys.oldest_format() == 1 {
        store.keys.retire_first_format()?;
    }
    Ok(total)
}

async fn rotate_county(store: &Store, county: &str, options: &Options) -> Result<Report> {
    let mut total = Report::default();
    for _round in 0..ROUNDS {
        let mut round = Report::default();
        keys::rotate(store, county, options, &mut round).await?;
        if round.first_keys > 0 {
            tokio::time::sleep(options.requests_end).await;
        }
        values::rotate(store, county, options, &mut round).await?;
        one_value::rotate(store, county, options, &mut round).await?;
        total.add(&round);
        total.damaged = round.damaged;
        if round.changed() == 0 {
            break;
        }
    }
    total.left = status::left(store, county, options.values).await?;
    if total.changed() > 0 {
        let entry = Entry::new(county, store.clock.millis(), Kind::KeyRotated, Actor::default())
            .with("root", store.keys.sealing_root())
            .with("wrapped", total.first_keys + total.wrapped)
            .with("sealed", total.sealed)
            .with("left", total.left);
        pen::record(store, &entry).await?;
    }
    Ok(total)
}

/// Leaves the rest of a core to those who wait for answers.
async fn rest(options: &Options, since: Instant) {
    tokio::time::sleep(since.elapsed() * options.pause).await;
}
