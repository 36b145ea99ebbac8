//! What a form is: fields declared once, grouped into sections, answered by a map of values.
//!
//! Read in this order: [`field::Field`] (one question), [`section::Section`] (the group asked on one
//! screen), [`section::Form`] (one of the two annexes), [`answers::Answers`] (what somebody said),
//! [`finding::Finding`] (what a check found).

pub mod answers;
pub mod carry;
pub mod condition;
pub mod field;
pub mod finding;
pub mod inputs;
pub mod journey;
pub mod normal;
pub mod section;
pub mod summary;
pub mod validation;
pub mod value;

pub use answers::{Answers, Key};
pub use condition::Condition;
pub use field::{Asker, Choice, Department, Field, FieldKind, Required, Sensitivity};
pub use finding::{Finding, Fix, Level};
pub use normal::{normal_form, prepare};
pub use section::{Form, FormKind, Part, Section};
pub use value::{Address, Paper, Value};
