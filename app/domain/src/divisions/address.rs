//! An address: a place as deep as it is known.

use serde::{Deserialize, Serialize};

/// An address (dictionary 1.1): a division as deep as known, and the rest in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// 6 (province, prefecture or county), 9 (township) or 12 (village) digits; empty when unknown
    /// or outside the mainland.
    pub division_code: String,
    /// Street, village group, house: at most 200 characters.
    pub detail: String,
    /// Names of the division at the time of entry, 省/地/县/乡 joined by `/`; filled by the server.
    pub division_path: String,
    /// Country or region in words when the place is outside the mainland.
    pub outside: String,
    /// The address as imported, before it was coded.
    pub raw: String,
}
