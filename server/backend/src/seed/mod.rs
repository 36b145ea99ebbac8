//! Synthetic data (示例数据): what `seed` puts into a store, and declarations for load tests.
//!
//! Nobody in it is real. ID numbers have the sequence digits 996–999, phones are of the pattern 1xx 0000
//! xxxx, addresses and schools carry the word 示例, so that a page, a print or an export of them says what
//! it is. The same seed gives the same records on every machine; only sealed bytes differ, because every
//! sealing draws its nonce.
//!
//! [`demo()`] makes the accounts and the two hundred records of the tour; [`records`] makes as many as
//! asked, for trying the product at the size of a city.

mod alike;
mod bulk;
mod county;
mod demo;
mod edge_dates;
mod fieldwork;
mod history;
mod left_behind;
mod making;
mod migrant;
mod names;
mod people;
mod places;
mod random;
mod record;
mod sample;
#[cfg(test)]
mod tests;

use domain::form::{Answers, FormKind};
use jiff::civil::date;

pub use bulk::{MAX_RECORDS, records};
pub use demo::{DEMO_PASSWORD, Demo, DemoAccount, demo};
pub use sample::{MAX_SAMPLES, Sample, Samples};

use crate::error::Result;

/// Declaration number `i` of a seed, as of 21 November 2026 and without 填报日期: for sending to a running
/// service.
///
/// # Errors
/// If the shipped division table is broken or `i` is not below [`MAX_SAMPLES`].
pub fn sample_submission(seed: u64, i: u64) -> Result<(FormKind, Answers)> {
    let today = date(2026, 11, 21);
    let mut sample = Samples::new(seed, today)?.sample(i, today)?;
    sample.answers.remove("report_date");
    Ok((sample.form, sample.answers))
}
