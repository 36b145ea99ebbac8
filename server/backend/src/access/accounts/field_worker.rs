//! Who works in the field.

use domain::access::Action;
use domain::divisions::{CountyCode, DivisionCode, Level};
use domain::problem::Problem;

use super::Account;
use crate::error::Result;

/// May register and visit children in one village, or in one township.
#[derive(Clone, Debug)]
pub struct FieldWorker {
    account: Account,
    county: CountyCode,
    township: String,
    village: Option<String>,
}

impl FieldWorker {
    /// The capability of a village director (儿童主任) or a grid worker (网格员).
    ///
    /// # Errors
    /// [`Problem::NotFound`] for other roles, or an account above the township.
    pub fn of(account: &Account) -> Result<Self> {
        let may = account.may(Action::FieldPull);
        let code = account.division().to_string();
        let (township, village) = match (account.division().level(), code.get(..9)) {
            (Level::Township, Some(township)) => (township.to_owned(), None),
            (Level::Village, Some(township)) => (township.to_owned(), Some(code.clone())),
            _ => return Err(Problem::NotFound.into()),
        };
        match account.division().county() {
            Some(county) if may => Ok(Self { account: account.clone(), county, township, village }),
            _ => Err(Problem::NotFound.into()),
        }
    }

    /// Who works.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// County of the area.
    #[must_use]
    pub const fn county(&self) -> CountyCode {
        self.county
    }

    /// Township of the area, 9 digits.
    #[must_use]
    pub fn township(&self) -> &str {
        &self.township
    }

    /// Village, 12 digits; nothing for somebody who works in the whole township.
    #[must_use]
    pub fn village(&self) -> Option<&str> {
        self.village.as_deref()
    }

    /// Whether a place lies in the area.
    #[must_use]
    pub fn covers(&self, place: DivisionCode) -> bool {
        self.account.division().contains(place)
    }
}
