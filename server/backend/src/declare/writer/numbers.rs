//! Receipt numbers are drawn by chance, so that now and then one is drawn that another record has. It is drawn anew
//! inside its batch: the others keep theirs, and all are still written together.

use std::collections::HashSet;

use sea_orm::{DbErr, SqlErr};

use super::NewRecord;
use crate::error::{Error, Result};
use crate::register;
use crate::register::receipt;
use crate::store::Pool;

/// How often a batch draws before its arrivals are written one by one.
pub(crate) const ATTEMPTS: usize = 5;

/// Whether the database refused because a value that must be there once is there already.
pub(crate) fn is_taken(error: &Error) -> bool {
    refused_twice(error).is_some()
}

/// Whether that value is a receipt number: both databases name the column or its index.
pub(crate) fn is_receipt_taken(error: &Error) -> bool {
    refused_twice(error).is_some_and(|words| words.contains("receipt_no"))
}

fn refused_twice(error: &Error) -> Option<String> {
    let Error::Internal(inner) = error else { return None };
    match inner.downcast_ref::<DbErr>()?.sql_err()? {
        SqlErr::UniqueConstraintViolation(words) => Some(words),
        _ => None,
    }
}

/// Draws the numbers anew that a record has, or an earlier one of these arrivals; says how many those were.
///
/// # Errors
/// If the database does not answer, or the operating system gives no random bytes.
pub(crate) async fn draw_anew<'a>(db: &Pool, arrivals: impl IntoIterator<Item = &'a mut NewRecord>) -> Result<usize> {
    let arrivals: Vec<&mut NewRecord> = arrivals.into_iter().collect();
    let drawn: Vec<String> = arrivals.iter().map(|arrival| arrival.record.receipt_no.clone()).collect();
    let mut taken: HashSet<String> = register::rows::records::receipts_of(db, drawn).await?.into_iter().collect();
    let mut anew = 0;
    for arrival in arrivals {
        let number = &mut arrival.record.receipt_no;
        while !taken.insert(number.clone()) {
            *number = receipt::again(number)?;
            anew += 1;
        }
    }
    Ok(anew)
}
