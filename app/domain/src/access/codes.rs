//! The codes of `access.toml` as enums, as the build script writes them.

use crate::values::coded::coded;

include!(concat!(env!("OUT_DIR"), "/access_codes.rs"));
