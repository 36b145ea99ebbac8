//! Who reads the trail, and what else is done for an area by who looks at no record.

use domain::access::{Action, Relation, Target, may};
use domain::divisions::{DivisionCode, Level};
use domain::problem::Problem;

use super::Account;
use crate::audit::Actor;
use crate::divisions::names;
use crate::error::Result;

/// May search the trail of an area, and take events out of it. Whatever lies elsewhere is not there.
#[derive(Clone, Debug)]
pub struct Auditor(Watch);

/// Is told of reading out of the ordinary in an area, and closes such notices.
#[derive(Clone, Debug)]
pub struct AlertHandler(Watch);

/// Records breaches of an area, and asks whose records somebody opened.
#[derive(Clone, Debug)]
pub struct BreachKeeper(Watch);

/// Reads the yearly pack of an area.
#[derive(Clone, Debug)]
pub struct PackReader(Watch);

/// An account, and the counties whose trail it is about.
#[derive(Clone, Debug)]
struct Watch {
    account: Account,
    relation: Relation,
    counties: Vec<String>,
}

impl Watch {
    fn of(account: &Account, action: Action) -> Result<Self> {
        let counties = names::counties(account.division())?;
        let relation = relation(account.division(), &counties);
        if may(action, account.role(), Target::Area(relation)).is_none() {
            return Err(Problem::NotFound.into());
        }
        Ok(Self { account: account.clone(), relation, counties })
    }
}

/// How an assignment at this place stands to what lies in its area. A province without prefectures is a municipality, which
/// the access table calls a city.
fn relation(place: DivisionCode, counties: &[String]) -> Relation {
    let is_county = |code: &String| DivisionCode::parse(code).is_ok_and(|code| code.county().is_some());
    match place.level() {
        Level::Province if !counties.iter().skip(1).all(is_county) => Relation::Province,
        Level::Province | Level::Prefecture => Relation::City,
        Level::County => Relation::County,
        Level::Township => Relation::Township,
        Level::Village => Relation::Village,
    }
}

macro_rules! watches {
    ($name:ident, $action:ident) => {
        impl $name {
            /// The capability, when the access table gives it to the account's role for its area.
            ///
            /// # Errors
            /// [`Problem::NotFound`] for other roles.
            pub fn of(account: &Account) -> Result<Self> {
                Watch::of(account, Action::$action).map(Self)
            }

            /// Who it is.
            #[must_use]
            pub const fn account(&self) -> &Account {
                &self.0.account
            }

            /// The codes under which the area's events lie: of its counties, and above them its own.
            #[must_use]
            pub fn counties(&self) -> &[String] {
                &self.0.counties
            }

            /// # Errors
            /// [`Problem::NotFound`] for a county of another area, as for one that does not exist.
            pub fn reach(&self, county: &str) -> Result<()> {
                if self.0.counties.iter().any(|own| own == county) { Ok(()) } else { Err(Problem::NotFound.into()) }
            }

            /// As the trail writes it.
            #[must_use]
            pub fn actor(&self) -> Actor {
                Actor { relation: self.0.relation.code(), ..self.0.account.actor() }
            }
        }
    };
}
watches!(Auditor, AuditSearch);
watches!(AlertHandler, AuditNotice);
watches!(BreachKeeper, BreachRecord);
watches!(PackReader, AuditPack);
