//! Making an account: what its names and its password must be.

use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::review::Role;
use domain::values::{text, username};
use validator::{Validate, ValidationError};

use super::{PASSWORD_MAX, passwords};
use crate::access::rows;
use crate::access::tables::account;
use crate::bounds;
use crate::error::Result;
use crate::store::Store;

/// An account to be made.
#[derive(Clone, Debug, Validate)]
pub struct NewAccount {
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
    /// Role.
    pub role: Role,
    /// Division in which the person works, county or deeper.
    pub division: DivisionCode,
    /// Password in clear, at least 8 characters; only its hash is kept.
    #[validate(
        length(min = 8, message = "密码至少8位"),
        custom(function = "hashable", message = "密码太长了，请换一个短一些的")
    )]
    pub password: String,
}

/// A user name is typed on any keyboard and read out on the telephone: letters, digits and three signs.
fn plain(username: &str) -> std::result::Result<(), ValidationError> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    if username.chars().all(plain) { Ok(()) } else { Err(ValidationError::new("plain")) }
}

/// A longer password would be kept, but never looked at by [`crate::access::accounts::sign_in`].
fn hashable(password: &str) -> std::result::Result<(), ValidationError> {
    if password.len() <= PASSWORD_MAX { Ok(()) } else { Err(ValidationError::new("hashable")) }
}

/// Makes an account; false when the user name is taken, and then nothing changes.
///
/// # Errors
/// [`Problem::Invalid`] for `username`, `display_name` or `password`, or when the `division` stops above the
/// county.
pub async fn create(store: &Store, new: NewAccount) -> Result<bool> {
    let new =
        NewAccount { username: username::normal(&new.username), display_name: text::clean(&new.display_name), ..new };
    bounds::check(&new)?;
    let county =
        new.division.county().ok_or_else(|| Problem::Invalid {
            field: "division".into(),
            message: "请选到县（区）或更具体的单位".into(),
        })?;
    let password_hash = passwords::hash(new.password).await?;
    let row = account::Model {
        county_code: county.to_string(),
        id: store.new_id(),
        username: new.username,
        display_name: new.display_name,
        role: new.role.code().to_owned(),
        division_code: new.division.to_string(),
        password_hash,
        created_at: store.clock.millis(),
        disabled_at: None,
    };
    let tx = store.begin().await?;
    let made = rows::accounts::insert(&*tx, &row).await?;
    tx.commit().await?;
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> NewAccount {
        NewAccount {
            username: "zhang.san-2_乡".into(),
            display_name: "张老师".into(),
            role: Role::VillageDirector,
            division: DivisionCode::parse("120104001").unwrap(),
            password: "八个字的密码啊哈".into(),
        }
    }

    fn refused(change: impl FnOnce(&mut NewAccount)) -> Option<String> {
        let mut new = new();
        change(&mut new);
        match bounds::check(&new) {
            Err(Problem::Invalid { field, .. }) => Some(field),
            Err(other) => panic!("{other:?}"),
            Ok(()) => None,
        }
    }

    #[test]
    fn names_and_password_have_their_bounds() {
        assert_eq!(refused(|_| ()), None);
        for (username, fits) in
            [("l", false), ("张三", true), ("a b c", false), ("a/b", false), ("a\u{1}b", false), ("", false)]
        {
            assert_eq!(refused(|new| new.username = username.into()).is_none(), fits, "{username:?}");
        }
        for (count, fits) in [(50, true), (51, false)] {
            let name = "名".repeat(count);
            assert_eq!(refused(|new| new.username.clone_from(&name)).is_none(), fits);
            assert_eq!(refused(|new| new.display_name = name).is_none(), fits);
        }
        for name in ["", "张\n三", "张\u{1}三"] {
            assert_eq!(refused(|new| new.display_name = name.into()).as_deref(), Some("display_name"), "{name:?}");
        }
        for (password, fits) in [
            ("七个字的密码啊".to_owned(), false),
            ("x".repeat(8), true),
            ("x".repeat(PASSWORD_MAX), true),
            ("x".repeat(PASSWORD_MAX + 1), false),
        ] {
            assert_eq!(refused(|new| new.password.clone_from(&password)).is_none(), fits, "{} bytes", password.len());
        }
    }
}
