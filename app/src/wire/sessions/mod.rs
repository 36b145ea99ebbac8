//! Who is signed in; the page on which officials sign in is the office's.

pub mod sign_in;
pub mod who;

pub use sign_in::sign_in;
pub use who::who;

use domain::access::Role;

use crate::addresses;
use crate::local_path::local_path;

/// Before the names of inputs that go along through the sign-in: what was typed into the page that it interrupted.
pub const CARRIED: &str = "typed.";

/// The page on which somebody of this role begins to work.
#[must_use]
pub const fn home(role: Role) -> &'static str {
    if role.reviews() {
        addresses::review::QUEUE
    } else if role.collects() {
        addresses::links::LIST
    } else if role.keeps_accounts() {
        addresses::access::ACCOUNTS
    } else if role.is_department() {
        addresses::comparison::DEPARTMENT
    } else if role.audits() {
        addresses::audit::SEARCH
    } else {
        addresses::access::ME
    }
}

/// Where to go after signing in: the page asked for, when it is one of this site.
#[must_use]
pub fn after(next: &str, role: Role) -> String {
    let own = local_path(next).filter(|next| !next.starts_with(addresses::access::SIGN_IN));
    own.unwrap_or_else(|| home(role)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T-40: what leads elsewhere leads home.
    #[test]
    fn only_pages_of_this_site_follow_a_sign_in() {
        let to = |next: &str| after(next, Role::TownshipSupervisor);
        assert_eq!(to("/review?state=returned"), "/review?state=returned");
        for foreign in [
            "",
            "https://example.org/",
            "//example.org",
            "/\\example.org",
            "/sign-in?next=/sign-in",
            "/a\nb",
            "/\t/a.org",
            "/\t/example.org",
            "//x",
            "/\\x",
            "https://x",
            "/\r\nSet-Cookie:a=b",
        ] {
            assert_eq!(to(foreign), "/review", "{foreign:?}");
        }
        assert_eq!(after("", Role::VillageDirector), "/links");
        assert_eq!(after("", Role::SecurityAdmin), "/accounts");
        assert_eq!(after("", Role::Auditor), "/audit");
        assert_eq!(after("", Role::PrivacyOfficer), "/me");
    }
}
