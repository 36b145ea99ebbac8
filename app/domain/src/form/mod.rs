//! What a form is: fields declared once, grouped into sections, answered by a map of values.
//! This is the machinery; the two forms are in [`crate::forms`].
//!
//! | module | holds |
//! | --- | --- |
//! | [`field`], [`condition`], [`section`] | one question, when it is asked, what is asked on one screen, a form |
//! | [`value`], [`answers`] | one answer, and what somebody said |
//! | [`defaults`] | an answer that follows from another one |
//! | [`inputs`] | HTML inputs and answers, in both directions |
//! | [`normal`] | the one form in which an answer is kept |
//! | [`journey`] | the way through a form: which screens are asked, which comes next |
//! | [`summary`] | an answer in Chinese words |
//! | [`finding`] | what a check found, and why it may be so all the same |

pub mod answers;
pub mod condition;
pub mod defaults;
pub mod field;
pub mod finding;
pub mod inputs;
pub mod journey;
pub mod normal;
pub mod section;
pub mod summary;
pub mod value;

pub use answers::{Answers, Key};
pub use condition::Condition;
pub use field::{Asker, Choice, Department, Field, FieldKind, Required, Sensitivity};
pub use finding::{Finding, Fix, Level, OverrideReason};
pub use normal::{normal_form, prepare};
pub use section::{Form, FormKind, Part, Section};
pub use value::Value;
