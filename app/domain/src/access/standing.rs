//! How an account and an assignment (任职) stand, and who may grant one. Pure rules; their source is GB/T 22239 level 3
//! (separate administrators, least privilege) and 个人信息保护法 第五十一条.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::codes::Role;
use super::row::Bound;
use crate::divisions::{DivisionCode, Level};
use crate::values::coded::coded;

coded! {
    /// How an account stands.
    AccountState {
        /// Nobody has used its invitation yet.
        Invited = "invited", "待启用";
        /// Somebody can sign in with it.
        Active = "active", "正常";
        /// It opens nothing until somebody resumes it.
        Suspended = "suspended", "已停用";
        /// Its person works here no more.
        Left = "left", "已离岗";
    }
}

coded! {
    /// How an assignment stands.
    AssignmentState {
        /// It waits for the confirmation of another person.
        Proposed = "proposed", "待确认";
        /// It gives its role from its first to its last day.
        Active = "active", "在任";
        /// It gives nothing: its person holds an older one that excludes it.
        Suspended = "suspended", "已暂停";
        /// It was ended, or never confirmed.
        Ended = "ended", "已结束";
    }
}

/// Hours after which a proposed assignment lapses.
pub const CONFIRMATION_HOURS: i64 = 72;

/// Days without a sign-in after which an account is suspended.
pub const UNUSED_DAYS: i64 = 90;

/// So many days before, it is told that an assignment ends or an account will be suspended.
pub const NOTICE_DAYS: i64 = 30;

/// What an assignment would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its role.
    pub role: Role,
    /// Its place.
    pub place: DivisionCode,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

/// Who grants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granter {
    /// Under which role.
    pub role: Role,
    /// The area of that role.
    pub area: DivisionCode,
    /// It is the granter's own person who would get it.
    pub own: bool,
}

/// Why an assignment cannot be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantFault {
    /// Nobody grants it to himself or herself.
    Own,
    /// The granter's role does not grant this one.
    NotGrantable,
    /// The place lies outside the granter's area.
    OutsideArea,
    /// The role is not bound to a place of this level.
    WrongLevel,
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// It is over already.
    Over,
    /// It is longer than so many months.
    TooLong(i32),
    /// The person holds a role that no one person may hold together with it.
    Excluded(Role),
}

impl GrantFault {
    /// The field of the form at which it is told.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Own | Self::NotGrantable | Self::Excluded(_) => "role",
            Self::OutsideArea | Self::WrongLevel => "place",
            Self::EndsBeforeItBegins | Self::Over | Self::TooLong(_) => "to",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn message(self) -> String {
        match self {
            Self::Own => "不能给自己任职，请由另一位账号管理员办理".into(),
            Self::NotGrantable => "这个角色不由您授予".into(),
            Self::OutsideArea => "这个单位不在您的管理范围内，请重新选择".into(),
            Self::WrongLevel => "这个角色不设在这一级单位，请核对角色和单位".into(),
            Self::EndsBeforeItBegins => "结束日期早于开始日期，请核对".into(),
            Self::Over => "结束日期已过，请核对".into(),
            Self::TooLong(months) => format!("任期最长{months}个月，到期可以续任"),
            Self::Excluded(role) => format!("此人已担任“{}”，两个角色不能由同一人担任", role.label()),
        }
    }
}

/// Months that an assignment of a role lasts at most; then it is renewed.
#[must_use]
pub const fn longest_term(role: Role) -> i32 {
    if role.collects() { 13 } else { 25 }
}

/// The last day of the longest assignment that begins on `from`.
#[must_use]
pub fn longest_to(role: Role, from: Date) -> Date {
    let span: Span = longest_term(role).months();
    from.checked_add(span).unwrap_or(Date::MAX)
}

/// Minutes without a request after which a session of an assignment at `place` ends: who works for a county or more sees
/// more from a screen that was left alone than somebody in a village or township.
#[must_use]
pub const fn idle_minutes(place: DivisionCode) -> i64 {
    if matches!(place.level(), Level::Village | Level::Township) { 120 } else { 30 }
}

/// Days that are left, when the last day of an assignment is so near that it is told.
#[must_use]
pub fn ends_soon(to: Date, today: Date) -> Option<i64> {
    let days = i64::from((to - today).get_days());
    (0..=NOTICE_DAYS).contains(&days).then_some(days)
}

/// Whether the assignment may be granted to somebody who holds the roles `held` elsewhere.
///
/// # Errors
/// The first reason against it.
pub fn check_grant(proposal: Proposal, granter: Granter, held: &[Role], today: Date) -> Result<(), GrantFault> {
    if granter.own {
        return Err(GrantFault::Own);
    }
    if !proposal.role.granted_by().contains(&granter.role) {
        return Err(GrantFault::NotGrantable);
    }
    if !granter.area.contains(proposal.place) {
        return Err(GrantFault::OutsideArea);
    }
    check(proposal, held, today)
}

/// What holds of every assignment, whoever grants it.
///
/// # Errors
/// The first reason against it.
pub fn check(proposal: Proposal, held: &[Role], today: Date) -> Result<(), GrantFault> {
    let Proposal { role, place, from, to } = proposal;
    if !role.bound().iter().any(|bound| stands_at(*bound, place)) {
        return Err(GrantFault::WrongLevel);
    }
    if to < from {
        return Err(GrantFault::EndsBeforeItBegins);
    }
    if to < today {
        return Err(GrantFault::Over);
    }
    if to > longest_to(role, from) {
        return Err(GrantFault::TooLong(longest_term(role)));
    }
    match held.iter().find(|held| role.excludes(**held)) {
        Some(held) => Err(GrantFault::Excluded(*held)),
        None => Ok(()),
    }
}

/// Whether a role that is bound so may have this place. Departments and institutions stand with their county.
const fn stands_at(bound: Bound, place: DivisionCode) -> bool {
    matches!(
        (bound, place.level()),
        (Bound::Village, Level::Village)
            | (Bound::Township, Level::Township)
            | (Bound::County | Bound::CountyOrganisation | Bound::Organisation, Level::County)
            | (Bound::City, Level::Prefecture)
            | (Bound::Province, Level::Province)
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 28);

    fn place(code: &str) -> DivisionCode {
        DivisionCode::parse(code).unwrap()
    }

    fn proposal(role: Role, code: &str) -> Proposal {
        Proposal { role, place: place(code), from: TODAY, to: date(2027, 6, 30) }
    }

    fn granter(code: &str) -> Granter {
        Granter { role: Role::AccountAdmin, area: place(code), own: false }
    }

    fn granted(proposal: Proposal, held: &[Role]) -> Result<(), GrantFault> {
        check_grant(proposal, granter("120104"), held, TODAY)
    }

    #[test]
    fn an_administrator_grants_roles_at_their_level_inside_the_own_area() {
        for (role, code) in [
            (Role::VillageDirector, "120104001001"),
            (Role::GridWorker, "120104001"),
            (Role::TownshipSupervisor, "120104001"),
            (Role::CountyReviewer, "120104"),
            (Role::DeptHealth, "120104"),
            (Role::Auditor, "120104"),
        ] {
            assert_eq!(granted(proposal(role, code), &[]), Ok(()), "{role:?}");
        }
        let outside = proposal(Role::TownshipSupervisor, "120101002");
        assert_eq!(granted(outside, &[]), Err(GrantFault::OutsideArea));
        let high = proposal(Role::VillageDirector, "120104");
        assert_eq!(granted(high, &[]), Err(GrantFault::WrongLevel));
        assert_eq!(granted(proposal(Role::Family, "120104"), &[]), Err(GrantFault::NotGrantable));
    }

    #[test]
    fn nobody_grants_to_himself_and_a_supervisor_grants_nothing() {
        let own = Granter { own: true, ..granter("120104") };
        let reviewer = proposal(Role::CountyReviewer, "120104");
        assert_eq!(check_grant(reviewer, own, &[], TODAY), Err(GrantFault::Own));
        let supervisor = Granter { role: Role::TownshipSupervisor, ..granter("120104") };
        assert_eq!(check_grant(reviewer, supervisor, &[], TODAY), Err(GrantFault::NotGrantable));
    }

    /// T-25: auditor to a person who is account administrator.
    #[test]
    fn t_25_duties_that_exclude_each_other_are_never_one_persons() {
        let auditor = proposal(Role::Auditor, "120104");
        assert_eq!(granted(auditor, &[Role::AccountAdmin]), Err(GrantFault::Excluded(Role::AccountAdmin)));
        let reviewer = proposal(Role::CountyReviewer, "120104");
        assert_eq!(granted(reviewer, &[Role::AccountAdmin]), Err(GrantFault::Excluded(Role::AccountAdmin)));
        assert_eq!(granted(reviewer, &[Role::VillageDirector]), Ok(()));
    }

    #[test]
    fn an_end_is_told_thirty_days_before() {
        for (to, left) in [
            (date(2026, 11, 27), None),
            (TODAY, Some(0)),
            (date(2026, 12, 28), Some(30)),
            (date(2026, 12, 29), None),
            (date(2027, 12, 1), None),
        ] {
            assert_eq!(ends_soon(to, TODAY), left, "{to}");
        }
    }

    #[test]
    fn an_assignment_has_an_end_that_is_not_far() {
        let until = |to| Proposal { to, ..proposal(Role::GridWorker, "120104001") };
        assert_eq!(granted(until(date(2027, 12, 28)), &[]), Ok(()));
        assert_eq!(granted(until(date(2027, 12, 29)), &[]), Err(GrantFault::TooLong(13)));
        assert_eq!(granted(until(date(2026, 11, 27)), &[]), Err(GrantFault::EndsBeforeItBegins));
        let past = Proposal { from: date(2026, 1, 1), ..until(date(2026, 11, 27)) };
        assert_eq!(granted(past, &[]), Err(GrantFault::Over));
    }
}
