//! Who asks and what they may, and how a refusal is told: the same for pages, posts, server functions, the interface for
//! programs and the office. It knows no subject: what is asked for is the caller's.
//!
//! Read in this order: [`caller`] (who asks), [`phone`] (a worker's phone, which has no cookie), [`refusal`] (the one
//! mapper of failures), [`problem`] and [`page`] (its two shapes), then what they stand on: [`session`], [`cookies`],
//! [`flash`], [`pairs`].

pub mod browser;
mod caller;
pub mod cookies;
pub mod flash;
pub mod page;
pub mod pairs;
pub mod phone;
pub mod problem;
mod proof;
pub mod refusal;
pub mod session;

pub use browser::browser_cookie;
pub use caller::{Caller, Peer};
pub use cookies::CookieKeys;
pub use flash::Flash;
pub use page::{Look, Page};
pub use pairs::{Form, Pairs, last_value, parse_id};
pub use problem::ProblemBody;
pub use refusal::{COME_AGAIN, Refusal};
