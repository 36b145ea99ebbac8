//! Kinds of breaches, their steps, and within how many hours the county's plan wants each.

use serde::{Deserialize, Serialize};

use crate::audit::kind::codes;
use crate::error::Result;
use crate::store::Store;
use crate::store::rows::settings;

codes! {
    /// What happened.
    Kind {
        /// Somebody learned what he should not.
        #[default]
        Leak = "leak", "泄露";
        /// Somebody with a right used it for something else.
        Misuse = "misuse", "违规查阅或使用";
        /// Something was changed.
        Changed = "changed", "篡改";
        /// Something was lost: a phone, paper, a file.
        Lost = "lost", "丢失";
    }
}

codes! {
    /// What is done about it.
    Step {
        /// What was done against it.
        #[default]
        Measure = "measure", "处置措施";
        /// The authorities were told.
        Reported = "reported", "已向主管部门报告";
        /// The families were told.
        Told = "told", "已告知家庭";
        /// It is over.
        Closed = "closed", "结案";
    }
}

/// Within how many hours after a breach was found a step is to be done. A setting of a county ([`setting_of`]) holds those that
/// it wants otherwise, as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// The authorities are told.
    pub report_hours: i64,
    /// The families are told.
    pub tell_hours: i64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { report_hours: 1, tell_hours: 24 }
    }
}

impl Plan {
    /// The plan of a county. What somebody wrote wrongly is told in the log, and the usual one holds.
    pub(super) async fn of(store: &Store, county: &str) -> Result<Self> {
        let Some(own) = settings::get(&store.db, &setting_of(county)).await? else { return Ok(Self::default()) };
        Ok(serde_json::from_str(&own).unwrap_or_else(|error| {
            tracing::error!(%error, county, "the plan of this county for breaches cannot be read");
            Self::default()
        }))
    }
}

/// The name of the setting that holds the plan of a county.
#[must_use]
pub fn setting_of(county: &str) -> String {
    format!("breach.{county}")
}
