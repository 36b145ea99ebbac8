//! Who does something about erasures of a county.

use domain::access::{self, Action, Relation, Target};
use domain::divisions::Level;
use domain::problem::Problem;

use crate::access::accounts::Account;
use crate::error::Result;

/// The county for which this account may do it.
///
/// # Errors
/// [`Problem::NotFound`] for a role without the right, or an assignment to something else than a county.
pub(super) fn county_of(account: &Account, action: Action) -> Result<&str> {
    let allowed = access::may(action, account.role(), Target::Area(Relation::County)).is_some();
    if allowed && account.division().level() == Level::County {
        Ok(account.county_code())
    } else {
        Err(Problem::NotFound.into())
    }
}

/// Who it is, as other people read it.
pub(super) fn in_words(account: &Account) -> String {
    let view = account.view();
    format!("{}（{}，{}）", view.display_name, account.role().label(), view.division_name.replace('/', ""))
}

pub(super) fn invalid(field: &str, message: impl Into<String>) -> crate::Error {
    Problem::Invalid { field: field.into(), message: message.into() }.into()
}

/// Words that somebody has to say.
///
/// # Errors
/// [`Problem::Invalid`] at the field when there are none, or too many.
pub(super) fn words(field: &str, typed: &str, asked: &str) -> Result<String> {
    use domain::values::text;
    if text::is_empty(typed) {
        return Err(invalid(field, asked));
    }
    text::parse_lines(typed, 500).map_err(|error| invalid(field, format!("填写的内容{error}")))
}
