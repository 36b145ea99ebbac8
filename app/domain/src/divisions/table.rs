//! The embedded table of six-digit codes, read in place.
//!
//! `server/backend/divisions/build.py` writes it; `embed.py` beside that describes the layout. A look-up
//! walks at most 600 group headers and one group, allocates nothing and keeps nothing.

static TABLE: &[u8] = include_bytes!("../../data/counties.bin");

/// Layout that this module reads; the first byte of the file.
const VERSION: u8 = 1;
/// The year that a stored 0 means.
const FIRST_YEAR: i16 = 1970;

const ABOLISHED: u8 = 0b1000_0000;
const SAME_YEAR: u8 = 0b0100_0000;
/// Value of the three step bits that means "the next byte holds the step".
const LONG_STEP: u8 = 0b111;

/// What a county-level unit is, as far as rules depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountyKind {
    /// 市辖区, the only kind that an exempt group (城市中心城区的市辖区) can contain.
    District,
    /// 县, 自治县, 旗, 自治旗, 林区, 特区
    County,
    /// 县级市
    CountyCity,
    /// 功能区: a zone coded as a county by the statistics bureau (71–79). It is no division; its
    /// host county is unknown.
    FunctionalZone,
    /// A unit that does a county's work without being one: 行政管理区, 行政委员会, 群岛.
    AdministrativeZone,
    /// 不设区县的地级市: 东莞, 中山, 儋州, 嘉峪关.
    UndividedCity,
    /// Taiwan, Hong Kong or Macau as a whole.
    Region,
}

/// One six-digit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) code: u32,
    /// `None` for what is not a county: province, prefecture, code group (市辖区, 省直辖县级行政区划).
    pub(super) kind: Option<CountyKind>,
    /// Last valid year; `None` if in use.
    pub(super) valid_to: Option<i16>,
}

/// Looks one code up.
pub(super) fn find(code: u32) -> Option<Row> {
    let (_, rows) = groups().find(|(prefix, _)| *prefix == code / 100)?;
    rows.find_code(code)
}

/// The confirmed successor of an abolished county.
pub(super) fn successor(code: u32) -> Option<u32> {
    successors().find(|(old, _)| *old == code).map(|(_, new)| new)
}

/// The two sections: groups, successors. Both empty if the file is of another version.
fn sections() -> (Bytes, Bytes) {
    let split = || {
        let mut file = Bytes(TABLE);
        if file.byte()? != VERSION {
            return None;
        }
        let length = u16::from_le_bytes([file.byte()?, file.byte()?]);
        Some((file.take(length.into())?, file))
    };
    split().unwrap_or((Bytes(&[]), Bytes(&[])))
}

/// All groups: four-digit prefix and rows, ascending.
fn groups() -> impl Iterator<Item = (u32, Rows)> {
    let (mut bytes, _) = sections();
    let mut prefix = 0;
    std::iter::from_fn(move || {
        prefix += bytes.varint()?;
        let length = bytes.byte()?;
        let rows = Rows { bytes: bytes.take(length.into())?, code: prefix * 100, year: None };
        Some((prefix, rows))
    })
}

/// All confirmed successions: old code, new code, ascending.
fn successors() -> impl Iterator<Item = (u32, u32)> {
    let (_, mut bytes) = sections();
    let mut old = 0;
    std::iter::from_fn(move || {
        old += bytes.varint()?;
        let new = u32::from_le_bytes([bytes.byte()?, bytes.byte()?, bytes.byte()?, 0]);
        Some((old, new))
    })
}

/// The rows of one group, ascending.
struct Rows {
    bytes: Bytes,
    code: u32,
    /// Year of the latest abolished row.
    year: Option<i16>,
}

impl Rows {
    fn find_code(mut self, code: u32) -> Option<Row> {
        self.find(|entry| entry.code == code)
    }
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let head = self.bytes.byte()?;
        let step = match head & LONG_STEP {
            LONG_STEP => self.bytes.byte()?,
            step => step,
        };
        self.code += u32::from(step);
        let abolished = head & ABOLISHED != 0;
        if abolished && head & SAME_YEAR == 0 {
            self.year = Some(FIRST_YEAR + i16::from(self.bytes.byte()?));
        }
        Some(Row { code: self.code, kind: kind(head >> 3 & 0b111), valid_to: self.year.filter(|_| abolished) })
    }
}

/// The three kind bits; the names are in the order of `embed.py`.
const fn kind(bits: u8) -> Option<CountyKind> {
    match bits {
        0 => Some(CountyKind::District),
        1 => Some(CountyKind::County),
        2 => Some(CountyKind::CountyCity),
        3 => Some(CountyKind::FunctionalZone),
        4 => Some(CountyKind::AdministrativeZone),
        5 => Some(CountyKind::UndividedCity),
        6 => Some(CountyKind::Region),
        _ => None,
    }
}

/// A place in the table. Reading past the end gives `None`.
#[derive(Clone, Copy)]
struct Bytes(&'static [u8]);

impl Bytes {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, length: usize) -> Option<Self> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Self(taken))
    }

    /// An unsigned LEB128 number.
    fn varint(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..28).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sections_are_read_to_their_end_in_ascending_order() {
        let codes: Vec<u32> = groups().flat_map(|(_, rows)| rows).map(|entry| entry.code).collect();
        assert_eq!(codes.len(), 7_332);
        assert!(codes.is_sorted_by(|a, b| a < b));
        assert_eq!((codes.first(), codes.last()), (Some(&110_000), Some(&830_000)));

        let olds: Vec<u32> = successors().map(|(old, _)| old).collect();
        assert_eq!(olds.len(), 93);
        assert!(olds.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn current_counties_are_counted_by_kind() {
        let count = |kind| {
            groups()
                .flat_map(|(_, rows)| rows)
                .filter(|entry| entry.kind == Some(kind) && entry.valid_to.is_none())
                .count()
        };
        assert_eq!(count(CountyKind::District), 976);
        assert_eq!(count(CountyKind::County), 1_301 + 117 + 49 + 3 + 1 + 1);
        assert_eq!(count(CountyKind::CountyCity), 397);
        assert_eq!(count(CountyKind::FunctionalZone), 124);
        assert_eq!(count(CountyKind::AdministrativeZone), 5);
        assert_eq!(count(CountyKind::UndividedCity), 4);
        assert_eq!(count(CountyKind::Region), 4);
    }

    #[test]
    fn every_successor_is_a_known_county_and_its_chain_ends_in_a_current_one() {
        for (old, new) in successors() {
            assert!(find(old).is_some_and(|e| e.valid_to.is_some()), "{old}");
            let mut last = new;
            while let Some(next) = successor(last) {
                last = next;
            }
            let end = find(last);
            assert!(end.is_some_and(|e| e.kind.is_some() && e.valid_to.is_none()), "{old} → {last}");
        }
    }
}
