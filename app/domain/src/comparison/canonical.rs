//! The texts from which the row key and the checksum of a batch are made. The backend hashes them: here is what goes in.

/// The cells by which a row is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowIdentity<'a> {
    /// 行号, from 1.
    pub number: u32,
    /// 姓名
    pub name: &'a str,
    /// 男 or 女.
    pub sex: &'a str,
    /// `YYYY-MM-DD`.
    pub birth_date: &'a str,
    /// 公民身份号码; empty when there is none.
    pub id_number: &'a str,
}

/// Stands between the parts of a row key's text: U+001F, which no cell holds.
const UNIT_SEPARATOR: char = '\u{1F}';

/// Characters of a row key: 50 bits of the hash.
pub const ROW_KEY_LENGTH: usize = 10;

/// The text of a row key (行校验). The key is the first [`ROW_KEY_LENGTH`] characters of the Base32 (RFC 4648) of its
/// HMAC-SHA-256 under the county's look-up key. A row that was only moved keeps it; one whose cells were changed, or sorted
/// apart from their key, does not.
#[must_use]
pub fn row_key_text(batch: &str, row: &RowIdentity<'_>) -> String {
    let number = row.number.to_string();
    let parts = [batch, &number, row.name, row.sex, row.birth_date, row.id_number];
    parts.join(UNIT_SEPARATOR.encode_utf8(&mut [0; 1]))
}

/// A line of the content of a batch, with its two counties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentRow<'a> {
    /// By which it is known.
    pub identity: RowIdentity<'a>,
    /// Six digits; empty when unknown.
    pub hukou_county: &'a str,
    /// Six digits; empty when unknown.
    pub residence_county: &'a str,
}

/// The text of the content checksum: a line of cells with tabs between for each row, in the order of the rows. The checksum
/// is its SHA-256 (SM3 in the 国密 suite), in hexadecimal digits.
#[must_use]
pub fn content_text<'a>(rows: impl IntoIterator<Item = ContentRow<'a>>) -> String {
    let mut text = String::new();
    for ContentRow { identity: row, hukou_county, residence_county } in rows {
        let number = row.number.to_string();
        let cells = [&number, row.name, row.sex, row.birth_date, row.id_number, hukou_county, residence_county];
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}
