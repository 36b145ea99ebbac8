//! The register's own knowledge: what the two forms ask, what a valid answer is, which child is in
//! scope, which unit owns the record and which moves a review allows.
//!
//! Everything here is pure and compiles for the phone (WASM) and the server alike: no clock, no I/O,
//! no randomness. Days, ids and deployment settings come in as arguments, so the phone and the server
//! give the same answer because they run the same function.
//!
//! From the ground up; each uses those above it in this list only:
//!
//! | module | holds |
//! | --- | --- |
//! | [`divisions`] | administrative divisions, counties, addresses |
//! | [`masking`] | what lists show of personal data |
//! | [`values`] | numbers, names, dates, papers, texts: checked once, when read |
//! | [`sheet`] | what cells of other people's sheets mean, and which column is which field |
//! | [`form`] | the machinery of forms: field, section, condition, answers, journey |
//! | [`forms`] | the two forms as data |
//! | [`register`] | the state of a record, and what hinders it |
//! | [`retention`] | how long everything is kept, and when it goes |
//! | [`access`] | who is shown what of a record, and who may do what |
//! | [`problem`] | failures with a name |
//! | [`eligibility`] | DT-M, DT-S, DT-L: the verdict |
//! | [`review`] | who may do what in which state, and what a decision must say |
//! | [`screening`] | a few questions before the forms |
//! | [`routing`] | DT-R: which unit owns a record |
//! | [`checks`] | V-01 – V-41 and the checks of the declaration |
//! | [`parameters`] | the numbers of the county's work, with the day from which they hold |
//! | [`comparison`] | DT-D: what departments are asked, what they answer, what follows |
//! | [`ledger`] | DT-K, DT-N: the key-care ledger, and where a need goes |
//! | [`assessment`] | all of it in one answer, for other programs |
//! | [`duplicates`] | whether two records may be of the same child |
//! | [`update`] | DT-E: what a day changes |
//! | [`fieldwork`] | what a worker's phone holds, sends and gets back |
//! | [`view`] | what pages show, a file a subject |

pub mod access;
pub mod assessment;
pub mod checks;
pub mod comparison;
pub mod divisions;
pub mod duplicates;
pub mod eligibility;
pub mod fieldwork;
pub mod form;
pub mod forms;
pub mod ledger;
pub mod masking;
pub mod parameters;
pub mod problem;
pub mod register;
pub mod retention;
pub mod review;
pub mod routing;
pub mod screening;
pub mod sheet;
pub mod update;
pub mod values;
pub mod view;

pub use jiff::civil::Date;

#[cfg(test)]
mod wording_tests;
