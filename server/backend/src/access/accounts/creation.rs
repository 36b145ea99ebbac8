//! Making an account: what its names and its password must be.

use domain::access::{AccountState, AssignmentState, GrantFault, Proposal, Role, SHORTEST, check, longest_to};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::values::{text, username};
use validator::{Validate, ValidationError};

use super::assignments::row_of;
use super::passwords;
use crate::access::rows;
use crate::access::tables::{account, person};
use crate::bounds;
use crate::error::Result;
use crate::store::Store;

/// The names of an account.
#[derive(Clone, Debug, Validate)]
pub struct Names {
    /// Name to sign in with, 2 to 50 characters (many Chinese names have two); kept in lower case.
    #[validate(
        length(min = 2, max = 50, message = "用户名请填2到50个字"),
        custom(function = "plain", message = "用户名只能用文字、数字和 . _ -，请修改")
    )]
    pub username: String,
    /// Name shown to others, at most 50 characters.
    #[validate(
        length(min = 1, max = 50, message = "请填写姓名或称呼，50字以内"),
        non_control_character(message = "姓名里有不能显示的字符，请删去后再试")
    )]
    pub display_name: String,
}

impl Names {
    /// The names as they are kept.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `username` or `display_name`.
    pub(crate) fn of(username: &str, display_name: &str) -> Result<Self> {
        let names = Self { username: username::normal(username), display_name: text::clean(display_name) };
        bounds::check(&names)?;
        Ok(names)
    }
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Name to sign in with.
    pub username: String,
    /// Name shown to others.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// Division in which the person works.
    pub division: DivisionCode,
    /// Password in clear; only its hash is kept.
    pub password: String,
    /// One of the demonstration, whose password is public.
    pub demonstration: bool,
}

/// A user name is typed on any keyboard and read out on the telephone: letters, digits and three signs.
fn plain(username: &str) -> std::result::Result<(), ValidationError> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    if username.chars().all(plain) { Ok(()) } else { Err(ValidationError::new("plain")) }
}

/// Makes an account with its person and an assignment that is in force at once: for whoever runs the machine. Administrators
/// invite. False when the user name is taken, and then nothing changes.
///
/// # Errors
/// [`Problem::Invalid`] for `username`, `display_name` or `password`, or when the role is not bound to such a `place`.
pub async fn create(store: &Store, new: NewAccount) -> Result<bool> {
    let names = Names::of(&new.username, &new.display_name)?;
    passwords::check_length(&new.password, SHORTEST)?;
    let place = new.division;
    let county_code = home_county(place);
    let now = store.clock.millis();
    let (id, person_id) = (store.new_id(), store.new_id());
    let today = store.clock.today();
    let proposal = Proposal { role: new.role, place, from: today, to: longest_to(new.role, today) };
    check(proposal, &[], today).map_err(invalid)?;
    let person = person::Model {
        county_code: county_code.clone(),
        id: person_id,
        person_key: Vec::new(),
        created_at: now,
        left_on: None,
    };
    let account = account::Model {
        county_code: county_code.clone(),
        id,
        username: names.username,
        display_name: names.display_name,
        person_id,
        state: AccountState::Active.code().to_owned(),
        password_hash: passwords::hash(new.password).await?,
        password_set_at: Some(now),
        resumed_at: None,
        demonstration: new.demonstration,
        suspended_by: None,
        suspended_for: None,
        created_at: now,
        used_at: None,
    };
    let assignment = row_of(store, (&county_code, id), proposal, AssignmentState::Active, None);
    let tx = store.begin().await?;
    let made = rows::accounts::insert(&*tx, &account).await?;
    if made {
        rows::persons::insert(&*tx, &person).await?;
        rows::assignments::insert(&*tx, &assignment).await?;
    }
    tx.commit().await?;
    Ok(made)
}

/// The county under which an account of somebody who works at `place` lies; the code of the city or province itself for
/// those above the counties.
pub(crate) fn home_county(place: DivisionCode) -> String {
    place.county().map_or_else(|| place.to_string(), |county| county.to_string())
}

/// The fault at its field.
pub(crate) fn invalid(fault: GrantFault) -> Problem {
    Problem::Invalid { field: fault.field().into(), message: fault.message() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(username: &str, display_name: &str) -> Option<String> {
        match Names::of(username, display_name).map_err(crate::Error::into_problem) {
            Err(Problem::Invalid { field, .. }) => Some(field),
            Err(other) => panic!("{other:?}"),
            Ok(_) => None,
        }
    }

    #[test]
    fn names_have_their_bounds() {
        assert_eq!(refused("zhang.san-2_乡", "张老师"), None);
        for (username, fits) in
            [("l", false), ("张三", true), ("a b c", false), ("a/b", false), ("a\u{1}b", false), ("", false)]
        {
            assert_eq!(refused(username, "张老师").is_none(), fits, "{username:?}");
        }
        for (count, fits) in [(50, true), (51, false)] {
            let name = "名".repeat(count);
            assert_eq!(refused(&name, "张老师").is_none(), fits);
            assert_eq!(refused("zhang", &name).is_none(), fits);
        }
        for name in ["", "张\u{1}三"] {
            assert_eq!(refused("zhang", name).as_deref(), Some("display_name"), "{name:?}");
        }
    }
}
