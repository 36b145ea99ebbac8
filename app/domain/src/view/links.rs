//! Links through which families declare, as those see them who open or make them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who made a link and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// For one family; holds their declarations and shows their state.
    Personal,
    /// Printed as a poster by a village director; many families use it.
    Village,
}

/// A link as its opener sees it; never the token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    /// Personal or village.
    pub kind: LinkKind,
    /// Division that asks, 6–12 digits.
    pub division_code: String,
    /// Name of the unit that asks, e.g. 天津市南开区长虹街道.
    pub unit_name: String,
    /// Last day on which it opens.
    #[serde(with = "crate::values::date::iso")]
    pub expires_on: Date,
}

/// Why a link opens nothing new any more, and what can still be done in a browser that opened it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// It was taken back; else its last day is over.
    pub revoked: bool,
    /// Last day on which what was begun can be filled in and sent.
    #[serde(with = "crate::values::date::iso")]
    pub finish_by: Date,
}

/// A declaration link as its maker sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    /// Id of the link.
    pub id: String,
    /// Personal or village.
    pub kind: LinkKind,
    /// Division name.
    pub division_name: String,
    /// What it is for, in the maker's words.
    pub note: String,
    /// Made at, Unix milliseconds.
    pub created_at: i64,
    /// Last day.
    #[serde(with = "crate::values::date::iso")]
    pub expires_on: Date,
    /// Taken back at, Unix milliseconds.
    pub revoked_at: Option<i64>,
    /// Declarations that came through it.
    pub used: u64,
}

/// A link just made: the only time its address is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLink {
    /// The line.
    pub row: LinkRow,
    /// Full address with the token.
    pub url: String,
    /// QR as SVG markup.
    pub qr: String,
}
