//! Who is signed in.

use serde::{Deserialize, Serialize};

use crate::access::Role;

/// The signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorView {
    /// Id of the account.
    pub id: String,
    /// Name shown to others.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// Division of the account, 6–12 digits.
    pub division_code: String,
    /// Its name, e.g. 天津市/南开区/长虹街道.
    pub division_name: String,
    /// Days that the assignment lasts after today, once they are few.
    #[serde(default)]
    pub days_left: Option<i64>,
}
