//! Values that are checked once, when read, and trusted after.
//!
//! Every error says in Chinese what to do about it; none repeats the number or the name that was typed.
//!
//! | module | holds |
//! | --- | --- |
//! | [`text`] | typed text, cleaned; `spelling`: its one spelling; `fault`: what no phone can show; [`old_font`]: codes of old fonts |
//! | [`date`], [`sex`] | a day, a sex |
//! | [`name`], [`phone`], [`username`] | a person's name, a phone number, the name of an account |
//! | [`national_id`], [`paper`] | a child's number, an adult's paper |
//! | `coded` | a list of codes with their Chinese names |
//! | [`cell`] | text in a cell of a spreadsheet, which computes nothing |
//! | `order` | a few things in order |

pub mod cell;
pub(crate) mod coded;
pub mod date;
mod fault;
pub mod name;
pub mod national_id;
pub mod old_font;
pub(crate) mod order;
pub mod paper;
pub mod phone;
pub mod sex;
pub(crate) mod spelling;
pub mod text;
pub mod username;

pub use date::DateError;
pub use fault::TextError;
pub use name::{NameError, PersonName};
pub use national_id::{NationalId, NationalIdError};
pub use paper::{AdultPaper, Paper, PaperError, PaperKind};
pub use phone::{Phone, PhoneError};
pub use sex::Sex;
