//! The area of somebody who looks at field work, as a condition for every query.

use sea_orm::{ColumnTrait, Condition};

use crate::access::accounts::{FieldWorker, Reviewer};
use crate::fieldwork::tables::household;
use crate::register::tables::record;

/// A village, a township or a county. Made of a capability and of nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    county: String,
    township: Option<String>,
    village: Option<String>,
}

impl From<&FieldWorker> for Scope {
    fn from(worker: &FieldWorker) -> Self {
        Self {
            county: worker.county().to_string(),
            township: Some(worker.township().to_owned()),
            village: worker.village().map(str::to_owned),
        }
    }
}

impl From<&Reviewer> for Scope {
    fn from(reviewer: &Reviewer) -> Self {
        let area = reviewer.area();
        Self { county: area.county().to_owned(), township: area.township().map(str::to_owned), village: None }
    }
}

impl Scope {
    /// The deepest code: 6, 9 or 12 digits.
    #[must_use]
    pub fn code(&self) -> &str {
        self.village.as_deref().or(self.township.as_deref()).unwrap_or(&self.county)
    }

    /// County, 6 digits.
    #[must_use]
    pub fn county(&self) -> &str {
        &self.county
    }

    /// Township, 9 digits.
    #[must_use]
    pub fn township(&self) -> Option<&str> {
        self.township.as_deref()
    }

    /// Village, 12 digits.
    #[must_use]
    pub fn village(&self) -> Option<&str> {
        self.village.as_deref()
    }

    /// Its records.
    pub(crate) fn records(&self) -> Condition {
        use record::Column as R;
        self.within(R::CountyCode, R::TownshipCode, R::VillageCode)
    }

    /// Its households.
    pub(crate) fn households(&self) -> Condition {
        use household::Column as H;
        self.within(H::CountyCode, H::TownshipCode, H::VillageCode)
    }

    fn within<C: ColumnTrait>(&self, county: C, township: C, village: C) -> Condition {
        Condition::all()
            .add(county.eq(self.county.as_str()))
            .add_option(self.township.as_deref().map(|code| township.eq(code)))
            .add_option(self.village.as_deref().map(|code| village.eq(code)))
    }
}
