//! 交接: somebody leaves, and what was open of that person goes to somebody else, in one transaction.
//!
//! | file | holds |
//! | --- | --- |
//! | `open` | what is open of a person, and who can take it over |
//! | `leave` | the person leaves, and what was open is given on |
//! | `rows` | every database call |
//! | `tables` | the sheet that is kept of it |

mod leave;
mod open;
pub mod rows;
pub mod tables;

pub use leave::{HandOver, leave};
pub use open::{Leaving, Open, Phone, Successor, leaving};
