//! The number of a batch and the name of its file. Neither holds anything of a child.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::divisions::CountyCode;
use crate::form::Department;

/// A round of comparison (轮次): half a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Round {
    year: i16,
    half: u8,
}

impl Round {
    /// The round in which a day lies.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), half: if day.month() <= 6 { 1 } else { 2 } }
    }

    /// 2026年下半年.
    #[must_use]
    pub fn label(self) -> String {
        format!("{}年{}半年", self.year, if self.half == 1 { "上" } else { "下" })
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}H{}", self.year, self.half)
    }
}

impl FromStr for Round {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let (year, half) = text.split_once('H').ok_or(Unreadable)?;
        let half = half.parse().map_err(|_| Unreadable)?;
        let round = Self { year: year.parse().map_err(|_| Unreadable)?, half };
        if matches!(half, 1 | 2) && round.to_string() == text { Ok(round) } else { Err(Unreadable) }
    }
}

impl TryFrom<String> for Round {
    type Error = Unreadable;

    fn try_from(text: String) -> Result<Self, Unreadable> {
        text.parse()
    }
}

impl From<Round> for String {
    fn from(round: Round) -> Self {
        round.to_string()
    }
}

/// Not a number of a batch, or not a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("批次号不对，请照表格上的写，例如BD-120104-JY-2026H2-003")]
pub struct Unreadable;

/// `BD-{county}-{department}-{round}-{nnn}`, counted from 001 for each county, department and round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BatchNumber {
    /// Whose children.
    pub county: CountyCode,
    /// Who is asked.
    pub department: Department,
    /// When.
    pub round: Round,
    /// From 1.
    pub serial: u16,
}

impl BatchNumber {
    /// The name of its sheet: number, version, how many rows.
    #[must_use]
    pub fn file_name(&self, version: u16, rows: u32, extension: &str) -> String {
        format!("{self}_v{version}_{rows}行.{extension}")
    }
}

impl fmt::Display for BatchNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let department = self.department.exchange_code().unwrap_or("--");
        write!(f, "BD-{}-{department}-{}-{:03}", self.county, self.round, self.serial)
    }
}

impl FromStr for BatchNumber {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let parts: Vec<&str> = text.split('-').collect();
        let ["BD", county, department, round, serial] = parts[..] else { return Err(Unreadable) };
        let number = Self {
            county: CountyCode::parse(county).map_err(|_| Unreadable)?,
            department: Department::from_exchange_code(department).ok_or(Unreadable)?,
            round: round.parse()?,
            serial: serial.parse().map_err(|_| Unreadable)?,
        };
        if number.serial > 0 && number.to_string() == text { Ok(number) } else { Err(Unreadable) }
    }
}
