//! Who goes from house to house.

use domain::divisions::Level;
use domain::problem::Problem;
use domain::review::Role;

use super::Account;
use crate::error::Result;

/// May take down declarations in the homes of one village, or of one township, and holds its register on a phone.
#[derive(Clone, Debug)]
pub struct FieldWorker {
    account: Account,
    area: FieldArea,
}

/// Where a worker goes from house to house; part of the WHERE of every query for a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldArea {
    /// County, 6 digits.
    pub county: String,
    /// Township, 9 digits.
    pub township: String,
    /// Village, 12 digits; the whole township without one.
    pub village: Option<String>,
}

impl FieldWorker {
    /// The capability of a village director (儿童主任) or a grid worker (网格员) of a village or a township.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] for other roles, or an account above the township.
    pub fn of(account: &Account) -> Result<Self> {
        let division = account.division;
        let may = matches!(account.role, Role::VillageDirector | Role::GridWorker);
        let (Some(county), Some(township), true) = (division.county(), division.township(), may) else {
            return Err(Problem::Forbidden.into());
        };
        let village = (division.level() == Level::Village).then(|| division.to_string());
        let area = FieldArea { county: county.to_string(), township: township.to_string(), village };
        Ok(Self { account: account.clone(), area })
    }

    /// Who works.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// Where.
    #[must_use]
    pub const fn area(&self) -> &FieldArea {
        &self.area
    }
}
