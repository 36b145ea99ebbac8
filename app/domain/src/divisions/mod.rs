//! Administrative divisions (行政区划): codes as values, and what the register must know about a
//! county to decide scope and ownership without a database.
//!
//! [`DivisionCode`] is any place an answer or a duty can name, from province to village.
//! [`CountyCode`] is the county-level unit (县级行政区), the unit in which the policy documents speak
//! of "crossing": two codes of it can be compared, two `DivisionCode`s of different depth cannot.
//!
//! The embedded table knows every present and former six-digit code (about 11 kB), because the phone
//! checks an identity number or a moved county while offline. Names, townships and villages are in an
//! [`Index`]: the server's, and the one that a worker's phone reads from a file (see [`Index::read`]).
//!
//! | module | holds |
//! | --- | --- |
//! | `level` | how deep a division is |
//! | `code` | codes of 6, 9 or 12 digits, and of a county |
//! | `table` | the embedded table of six-digit codes, read in place |
//! | `county` | what a county is, and what became of it |
//! | `address` | a place as deep as it is known, and the rest in words |
//! | `item` | a division as the picker shows it |
//! | `index`, `search` | all present divisions, by code, by parent and by words |
//! | `layout`, `packed` | the index as the file that a worker's phone reads |
//!
//! Sources: GB/T 2260 (six digits), GB/T 10114 (township digits), 《行政区划代码管理办法》 (a code that
//! is given up is never given out again).

mod address;
mod code;
mod county;
mod index;
mod item;
mod layout;
mod level;
mod packed;
mod search;
mod table;

#[cfg(test)]
mod index_tests;
#[cfg(test)]
mod tests;

pub use address::Address;
pub use code::{CountyCode, DivisionCode, DivisionCodeError};
pub use county::{CountyInfo, county_info, county_kind, known_address_code, resolve};
pub use index::{Division, Index};
pub use item::DivisionItem;
pub use layout::PackedError;
pub use level::Level;
pub use table::CountyKind;

/// Version of the division table: the newest edition among its sources and the beginning of its checksum,
/// as the manifest of the whole table states it. A verdict names it (rules 1, principle 4).
pub const TABLE_VERSION: &str = include_str!("../../data/divisions.version");
/// Address of the file that a phone keeps, without the site: the table's version and the layout's, so that
/// what stands under an address never changes.
pub const FILE_ADDRESS: &str = include_str!("../../data/divisions.address");
