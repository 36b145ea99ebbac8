//! The two registration forms of 民发〔2024〕17号, as data.
//!
//! [`common`] declares every field that both forms print, once; [`migrant`] and [`left_behind`] give
//! those fields their numbers and places, and add what only one of them prints.
//!
//! | module | holds |
//! | --- | --- |
//! | [`keys`] | the typed key of every field |
//! | [`options`] | the code lists (D-…) |
//! | [`common`], [`migrant`], [`left_behind`] | the fields and sections |
//! | `build` | short ways to declare a field |
//! | [`defaults`] | answers that follow from others |
//! | [`carry`] | answers that need not be typed twice |
//! | [`convert`] | from one form to the other |
//! | [`brief`] | short spoken names of the fields |
//! | [`published`], `versions` | the form as other programs read it, and the versions that are accepted |

pub mod brief;
mod build;
pub mod carry;
pub mod common;
pub mod convert;
pub mod defaults;
pub mod keys;
pub mod left_behind;
pub mod migrant;
pub mod options;
pub mod published;
mod versions;

#[cfg(test)]
mod tests;

pub use versions::{accepted, accepts};

use crate::form::{Form, FormKind};

/// The version of labels and options: the notice's year and number.
pub const VERSION: &str = "2024-17";

/// The form of this kind.
#[must_use]
pub const fn form(kind: FormKind) -> &'static Form {
    match kind {
        FormKind::Migrant => &migrant::FORM,
        FormKind::LeftBehind => &left_behind::FORM,
    }
}
