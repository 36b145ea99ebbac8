//! Values that are checked once, when read, and trusted after.
//!
//! Every error says in Chinese what to do about it; none repeats the number or the name that was typed.

pub mod date;
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
pub use name::{NameError, PersonName};
pub use national_id::{NationalId, NationalIdError};
pub use paper::{AdultPaper, PaperError, PaperKind};
pub use phone::{Phone, PhoneError};
pub use sex::Sex;
pub use text::TextError;
