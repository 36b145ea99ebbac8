//! How long everything is kept, and when it goes: the one table of periods (个人信息保护法 第十九、四十七条, 儿童个人信息网络保护
//! 规定 第十二、二十条).
//!
//! The jobs that delete read their periods here. What tells of a child in the register goes only after somebody has looked
//! at the list and another person has approved it; what only supports the work goes by itself.

use crate::Date;
use crate::register::State;
use crate::values::date::add_months;

/// How long something is kept after what begins its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// It is never stored.
    Nothing,
    /// So many hours.
    Hours(u16),
    /// So many days.
    Days(u16),
    /// So many years.
    Years(u16),
    /// So many years after the child's 18th birthday.
    YearsAfter18(u16),
}

/// Who has to agree before it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    /// It goes by itself, in a job.
    ByItself,
    /// It is listed, and goes once the county's approver has approved the list.
    Approved,
    /// Nothing deletes it yet: it is kept at least so long.
    NotYet,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What is kept.
    pub kept: Kept,
    /// Its Chinese name.
    pub label: &'static str,
    /// What begins its time.
    pub from: &'static str,
    /// How long.
    pub period: Period,
    /// Who has to agree.
    pub goes: Goes,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $kept:ident = $code:literal, $label:literal, $from:literal, $period:expr, $goes:ident;)+) => {
        /// What is kept.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kept { $($(#[$doc])* $kept,)+ }

        impl Kept {
            /// The code that is stored.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kept => $code,)+ }
            }

            /// The one with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$kept),)+ _ => None }
            }
        }

        /// The table.
        pub const RULES: &[Rule] = &[$(Rule {
            kept: Kept::$kept,
            label: $label,
            from: $from,
            period: $period,
            goes: Goes::$goes,
        },)+];
    };
}

rules! {
    /// The answers of a screening that found no need to register.
    Screening = "screening", "登记前的筛查", "筛查结束", Period::Nothing, ByItself;
    /// A draft that nobody submitted.
    Draft = "draft", "没有提交的草稿", "最后一次改动", Period::Days(DRAFT_DAYS), ByItself;
    /// A record that was not accepted.
    Rejected = "rejected", "不予登记的登记", "作出决定", Period::Years(1), Approved;
    /// A record that was voided.
    Void = "void", "作废的登记", "作废", Period::Years(1), Approved;
    /// A record of a child who left the register.
    Exited = "exited", "退出的登记", "退出后，年满18周岁", Period::YearsAfter18(EXITED_YEARS), Approved;
    /// A record whose guardian asked for its erasure.
    Request = "request", "监护人要求删除的登记", "两人同意", Period::Nothing, Approved;
    /// A link by which families come.
    Link = "link", "登记链接", "过期或停用", Period::Days(90), ByItself;
    /// A message of a phone that was not accepted and is kept for its worker.
    RefusedMessage = "refused_message", "退给采集人的手机记录", "收到", Period::Days(180), ByItself;
    /// Pictures of documents and signatures.
    Picture = "picture", "证件和签名影像", "核实完成", Period::Years(1), NotYet;
    /// A session of somebody signed in.
    Session = "session", "登录记录", "结束", Period::Nothing, ByItself;
    /// Counts of failed sign-ins.
    Attempt = "attempt", "登录失败次数", "最后一次", Period::Hours(24), ByItself;
    /// An approved export that nobody fetched.
    Export = "export", "批准后没有领取的导出", "批准", Period::Hours(EXPORT_HOURS), ByItself;
    /// A phone of a worker.
    Phone = "phone", "手机的最后联系时间", "最后一次联系", Period::Days(365), ByItself;
    /// The trail of who did what.
    Trail = "trail", "审计日志", "写入", Period::Years(6), NotYet;
}

/// Days after its last change after which a draft goes.
pub const DRAFT_DAYS: u16 = 30;

/// Hours within which an approved export is fetched.
pub const EXPORT_HOURS: u16 = 24;

/// Years after the 18th birthday for which the record of a child who left is kept, unless the deployment says otherwise.
pub const EXITED_YEARS: u16 = 5;

/// Days within which somebody approves a list, before it is made anew.
pub const APPROVAL_DAYS: u16 = 30;

impl Kept {
    /// Its row.
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        // Every variant has a row by construction.
        RULES.iter().find(|rule| rule.kept == self).unwrap_or(&RULES[0])
    }

    /// How long it is kept, in days; of years 365 each.
    #[must_use]
    pub fn days(self) -> i64 {
        match self.rule().period {
            Period::Nothing => 0,
            Period::Hours(hours) => i64::from(hours) / 24,
            Period::Days(days) => i64::from(days),
            Period::Years(years) | Period::YearsAfter18(years) => i64::from(years) * 365,
        }
    }

    /// The rule of a record in a state; nothing while it stands in the register.
    #[must_use]
    pub const fn of_state(state: State) -> Option<Self> {
        match state {
            State::Rejected => Some(Self::Rejected),
            State::Void => Some(Self::Void),
            State::Exited => Some(Self::Exited),
            _ => None,
        }
    }

    /// The day from which on a record of this rule goes: it came into its state on `moved`, the child was born on `born`, and
    /// of who left `exited_years` count instead of those of the table. Who has no birth date counts as born on that day, so
    /// that nothing goes too early.
    #[must_use]
    pub fn due_on(self, moved: Date, born: Option<Date>, exited_years: u16) -> Option<Date> {
        let after = |from: Date, years: u16| add_months(from, i32::from(years) * 12);
        match self.rule().period {
            Period::Years(years) => Some(after(moved, years)),
            Period::YearsAfter18(_) => Some(after(born.unwrap_or(moved), 18 + exited_years).max(moved)),
            _ => None,
        }
    }
}

impl Period {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Nothing => "不保存".to_owned(),
            Self::Hours(hours) => format!("{hours}小时"),
            Self::Days(days) => format!("{days}天"),
            Self::Years(years) => format!("{years}年"),
            Self::YearsAfter18(years) => format!("再过{years}年"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_is_over_on_its_day_and_not_before() {
        assert_eq!(Kept::Rejected.due_on(date(2026, 11, 21), None, 5), Some(date(2027, 11, 21)));
        assert_eq!(Kept::Draft.due_on(date(2026, 11, 21), None, 5), None);
    }

    #[test]
    fn who_left_is_kept_until_years_after_the_18th_birthday() {
        let born = Some(date(2008, 11, 22));
        assert_eq!(Kept::Exited.due_on(date(2026, 1, 1), born, 5), Some(date(2031, 11, 22)));
        assert_eq!(Kept::Exited.due_on(date(2026, 1, 1), born, 7), Some(date(2033, 11, 22)));
        assert_eq!(Kept::Exited.due_on(date(2026, 1, 1), None, 5), Some(date(2049, 1, 1)), "nothing goes too early");
    }

    #[test]
    fn every_code_is_one_rule() {
        for rule in RULES {
            assert_eq!(Kept::from_code(rule.kept.code()), Some(rule.kept));
            assert_eq!(rule.kept.rule(), rule);
        }
    }
}
