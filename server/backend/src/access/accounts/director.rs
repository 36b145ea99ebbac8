//! Who makes declaration links.

use domain::access::Action;
use domain::divisions::{CountyCode, DivisionCode, Level};
use domain::problem::Problem;

use super::Account;
use crate::error::Result;

/// May make declaration links for the own division and what lies in it.
#[derive(Clone, Debug)]
pub struct Director {
    account: Account,
    county: CountyCode,
}

impl Director {
    /// The capability of a village director (儿童主任), a grid worker (网格员) or a township supervisor.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for other roles, or an account above the township.
    pub fn of(account: &Account) -> Result<Self> {
        let may = account.may(Action::LinkCreate);
        let low = matches!(account.division().level(), Level::Township | Level::Village);
        match account.division().county() {
            Some(county) if may && low => Ok(Self { account: account.clone(), county }),
            _ => Err(Problem::NotFound.into()),
        }
    }

    /// Who makes links.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// County of the division.
    #[must_use]
    pub const fn county(&self) -> CountyCode {
        self.county
    }

    /// Whether links may be made for this division.
    #[must_use]
    pub fn covers(&self, division: DivisionCode) -> bool {
        self.account.division().contains(division)
    }
}
