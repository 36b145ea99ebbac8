//! Pages of the office, as a browser without a script meets them.

mod accounts;
mod audit;
mod breaches;
mod clients;
mod compliance;
mod county;
mod exports;
mod grants;
mod hand_over;
mod identity;
mod import;
mod links;
mod menu;
mod passkeys;
mod password_due;
mod retention;
mod reveal;
mod rights;
mod session_ends;
mod sheets;
mod sign_in;

use axum::http::{StatusCode, header};

use crate::support::Answer;

/// What is filled in.
pub(crate) fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The answer leads on to `path`.
fn led_to(answer: &Answer, path: &str) {
    assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, path), "{}", answer.text());
}
