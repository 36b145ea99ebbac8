//! The rules, as data.

use serde::{Deserialize, Serialize};

use crate::audit::kind::codes;

codes! {
    /// What is out of the ordinary.
    Rule {
        /// More records opened in an hour than anybody can read.
        #[default]
        OpenedAnHour = "opened_an_hour", "一小时内查看登记过多";
        /// Far more records opened on a day than this person does otherwise.
        AboveOwnMean = "above_own_mean", "当天查看登记远多于本人平时";
        /// More revealed in an hour than anybody needs.
        RevealedAnHour = "revealed_an_hour", "一小时内查看全文过多";
        /// Records looked at when nobody works.
        OutOfHours = "out_of_hours", "在工作时间以外查看登记";
        /// Searches that find nothing, one after another: somebody tries names.
        EmptySearches = "empty_searches", "反复搜索没有结果";
        /// Refusals, one after another: somebody tries doors.
        Refusals = "refusals", "反复被拒绝";
        /// The counter of a passkey did not rise: two devices may have the same key.
        PasskeyCopied = "passkey_copied", "通行密钥可能被复制";
        /// Numbers of the trail are missing after a process died.
        LaneLost = "lane_lost", "程序中断后审计日志有缺失";
        /// No head was anchored outside of the database for long.
        AnchorOld = "anchor_old", "审计日志的异地留存已中断";
        /// Nobody decided about a list of records to be erased in time; it is made anew.
        RetentionLapsed = "retention_lapsed", "到期清单逾期没有审批";
    }
}

/// Where the rules begin to speak. A setting of a county ([`setting_of`]) holds those that it wants otherwise, as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Records opened in an hour, above which it is unusual.
    pub opened_an_hour: i64,
    /// Records opened on a day, above which the own mean is looked at.
    pub opened_a_day: i64,
    /// How many times the own mean of the 30 days before is unusual then.
    pub times_own_mean: i64,
    /// Reveals in an hour, above which it is unusual.
    pub revealed_an_hour: i64,
    /// First and last hour of work, by the clock of Shanghai: from 06:00, before 22:00.
    pub hours: (i64, i64),
    /// The same of village directors and grid workers, who meet families when those are at home.
    pub hours_of_workers: (i64, i64),
    /// Searches without result in ten minutes, above which it is unusual.
    pub empty_searches: i64,
    /// Refusals in ten minutes, from which on it is unusual.
    pub refusals: i64,
    /// Hours after which an anchor is old.
    pub anchor_hours: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            opened_an_hour: 60,
            opened_a_day: 30,
            times_own_mean: 3,
            revealed_an_hour: 20,
            hours: (6, 22),
            hours_of_workers: (5, 23),
            empty_searches: 5,
            refusals: 10,
            anchor_hours: 24,
        }
    }
}

/// The name of the setting that holds the limits of a county.
#[must_use]
pub fn setting_of(county: &str) -> String {
    format!("alerts.{county}")
}
