//! Other programs (接口程序): made by an operator or a security administrator, known by a secret, speaking with a token.
//!
//! | file | holds |
//! | --- | --- |
//! | `client` | the capability, and what of a row makes the right |
//! | `keeping` | made, confirmed, suspended, given a new secret |
//! | `tokens` | a secret gives a token for ten minutes, a token gives the capability |

mod client;
mod keeping;
mod tokens;

pub use client::{Client, Scope};
pub use keeping::{ClientLine, Keeper, Made, NewClient, confirm, create, list, rotate, suspend};
pub use tokens::{Issued, TOKEN_SECONDS, issue, recognise};
