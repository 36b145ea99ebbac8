//! The columns of a sheet: what goes out and what comes back. Neither the notice nor a standard publishes them; all are
//! decided here.

mod accepted;
mod returned;
mod sent;

pub use accepted::{
    Card, CheckResult, HouseholdStatus, InsuranceStatus, Known, ReplyResult, RollPlace, Scheme, ServiceResult, YesNo,
};
pub use returned::{Kind, ReturnedColumn, returned};
pub use sent::{Sent, SentRow, When, cell, sent};
