//! Who reviews, and the area whose records somebody sees.

use domain::access::Action;
use domain::divisions::Level;
use domain::problem::Problem;

use super::Account;
use crate::error::Result;

/// The area whose records somebody sees; part of the WHERE of every query of the review side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// One township: its supervisor.
    Township {
        /// County, 6 digits.
        county: String,
        /// Township, 9 digits.
        township: String,
    },
    /// A whole county: its officers.
    County {
        /// County, 6 digits.
        county: String,
    },
}

impl Area {
    /// County of the area, 6 digits.
    #[must_use]
    pub fn county(&self) -> &str {
        match self {
            Self::Township { county, .. } | Self::County { county } => county,
        }
    }

    /// Township, 9 digits, when the area is one.
    #[must_use]
    pub fn township(&self) -> Option<&str> {
        match self {
            Self::Township { township, .. } => Some(township),
            Self::County { .. } => None,
        }
    }
}

/// May look at and, as the review table says, decide about the records of one area.
#[derive(Clone, Debug)]
pub struct Reviewer {
    account: Account,
    area: Area,
}

impl Reviewer {
    /// The capability of a township supervisor (儿童督导员) or a county officer (区民政), who
    /// accepts what townships approved.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for other roles, or when the division is not of the role's level.
    pub fn of(account: &Account) -> Result<Self> {
        let county = account.division().county().ok_or(Problem::NotFound)?.to_string();
        if !account.may(Action::QueueList) {
            return Err(Problem::NotFound.into());
        }
        let area = match (account.may(Action::TownshipApprove), account.division().level()) {
            (true, Level::Township) => Area::Township { county, township: account.division().to_string() },
            (false, Level::County) => Area::County { county },
            _ => return Err(Problem::NotFound.into()),
        };
        Ok(Self { account: account.clone(), area })
    }

    /// Who reviews.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// What he or she sees.
    #[must_use]
    pub const fn area(&self) -> &Area {
        &self.area
    }

    /// Whether this person decides about declarations now.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.account.may(Action::TownshipApprove)
    }

    /// Whether this person moves records at all: decides in a township, or accepts and verifies in a county.
    #[must_use]
    pub fn acts(&self) -> bool {
        self.decides() || self.account.may(Action::CountyAccept)
    }
}
