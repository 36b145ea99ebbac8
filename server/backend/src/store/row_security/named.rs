//! The counties that a statement names: the values that it compares `county_code` with, or writes into it.
//!
//! It reads the texts that this program's query builder makes for PostgreSQL, in which every value is a parameter. A text
//! of another shape names nothing and gets nothing, which a test on PostgreSQL shows at once.

use std::collections::BTreeSet;

use sea_orm::{Statement, Value};

/// How a statement begins that looks into every county.
pub(crate) const EVERYWHERE: &str = "/* every county */ ";

const COLUMN: &str = "\"county_code\"";

/// What `tongce.counties` has to be for a statement: `120104`, `120104,120105`, or `*`; nothing when it names no county.
pub(crate) fn setting(statement: &Statement) -> Option<String> {
    if statement.sql.starts_with(EVERYWHERE) {
        return Some("*".to_owned());
    }
    let values = statement.values.as_ref().map_or(&[][..], |values| values.0.as_slice());
    let mut counties = BTreeSet::new();
    for parameter in parameters(&statement.sql) {
        if let Some(value) = parameter.checked_sub(1).and_then(|at| values.get(at)) {
            add(value, &mut counties);
        }
    }
    let mut counties: Vec<&str> = counties.into_iter().collect();
    // No county alone would be no element at all: rows of sessions that know no county.
    if counties == [""] {
        counties.push("");
    }
    (!counties.is_empty()).then(|| counties.join(","))
}

fn add<'a>(value: &'a Value, counties: &mut BTreeSet<&'a str>) {
    match value {
        // A code in which somebody typed a comma or a quote names no county.
        Value::String(Some(code)) if code.bytes().all(|byte| byte.is_ascii_digit()) => {
            counties.insert(code.as_str());
        }
        Value::Array(_, Some(values)) => values.iter().for_each(|value| add(value, counties)),
        _ => {}
    }
}

/// The numbers of the parameters that stand for counties.
fn parameters(sql: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (at, _) in sql.match_indices(COLUMN) {
        compared(sql[at + COLUMN.len()..].trim_start(), &mut found);
    }
    for (at, _) in sql.match_indices("INSERT INTO ") {
        inserted(&sql[at..], &mut found);
    }
    found
}

/// What stands behind the column: `= $1`, `= ANY($1)`, `IN ($1, $2)`.
fn compared(rest: &str, found: &mut Vec<usize>) {
    if let Some(value) = rest.strip_prefix('=').map(str::trim_start) {
        found.extend(parameter(value.strip_prefix("ANY(").unwrap_or(value)));
    } else if let Some(list) = rest.strip_prefix("IN (") {
        found.extend(split(list).iter().filter_map(|value| parameter(value)));
    }
}

/// The parameters of an insert that stand where the column stands: in each row, or in the arrays of `UNNEST`.
fn inserted(insert: &str, found: &mut Vec<usize>) {
    let Some(open) = insert.find('(') else { return };
    let columns = split(&insert[open + 1..]);
    let Some(place) = columns.iter().position(|column| *column == COLUMN) else { return };
    let mut rest = &insert[open + 1..];
    rest = &rest[end(rest)..];
    if let Some(rows) = rest.strip_prefix(") VALUES ") {
        let mut rows = rows;
        while let Some(row) = rows.strip_prefix('(') {
            found.extend(split(row).get(place).and_then(|value| parameter(value)));
            rows = row[end(row)..].trim_start_matches([')', ',', ' ']);
        }
    } else if let Some((_, arrays)) = rest.split_once(" FROM UNNEST(") {
        found.extend(split(arrays).get(place).and_then(|value| parameter(value)));
    }
}

/// The number behind `$`.
fn parameter(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('$')?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// Where the parenthesis closes inside of which `text` begins.
fn end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return at,
            b')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The parts between commas up to the parenthesis that closes.
fn split(text: &str) -> Vec<&str> {
    let text = &text[..end(text)];
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;
    use sea_orm::sea_query::ArrayType;

    use super::*;

    fn named(sql: &str, values: impl IntoIterator<Item = Value>) -> Option<String> {
        setting(&Statement::from_sql_and_values(DbBackend::Postgres, sql, values))
    }

    fn texts(values: &[&str]) -> Vec<Value> {
        values.iter().map(|value| Value::from(*value)).collect()
    }

    #[test]
    fn a_condition_names_its_county() {
        let sql = r#"SELECT "a" FROM "record" WHERE "record"."id" = $1 AND "record"."county_code" = $2"#;
        assert_eq!(named(sql, texts(&["x", "120104"])).as_deref(), Some("120104"));
        let sql = r#"SELECT 1 FROM "lookup" WHERE "hash" = $1 AND "county_code" IN ($2, $3, $3)"#;
        assert_eq!(named(sql, texts(&["x", "120105", "120104"])).as_deref(), Some("120104,120105"));
        let several = Value::Array(ArrayType::String, Some(Box::new(texts(&["120104", "120101"]))));
        let sql = r#"SELECT 1 FROM "lookup" WHERE "county_code" = ANY($1)"#;
        assert_eq!(named(sql, [several]).as_deref(), Some("120101,120104"));
    }

    #[test]
    fn an_insert_names_the_counties_of_its_rows() {
        let sql = r#"INSERT INTO "t" ("id", "county_code") VALUES ($1, $2), (coalesce($3, $5), $4) RETURNING "id""#;
        assert_eq!(named(sql, texts(&["a", "120104", "b", "120105", "c"])).as_deref(), Some("120104,120105"));
        let sql = r#"WITH s AS (INSERT INTO "t" ("county_code", "id") SELECT u."county_code" FROM UNNEST($1::text[], $2::uuid[]) AS u("county_code", "id")) SELECT 1"#;
        let codes = Value::Array(ArrayType::String, Some(Box::new(texts(&["120104", "120104"]))));
        assert_eq!(named(sql, [codes, Value::Array(ArrayType::Uuid, None)]).as_deref(), Some("120104"));
    }

    #[test]
    fn who_names_no_county_gets_none() {
        assert_eq!(named(r#"SELECT * FROM "record""#, []), None);
        assert_eq!(named(r#"SELECT * FROM "record" WHERE "county_code" > $1"#, texts(&["12"])), None);
        assert_eq!(named(r#"SELECT * FROM "a" JOIN "b" ON "a"."county_code" = "b"."county_code""#, []), None);
    }

    #[test]
    fn what_is_no_code_names_no_county() {
        let sql = r#"SELECT 1 FROM "t" WHERE "county_code" = $1"#;
        for typed in ["120104,120105", "*", "1'; DROP", "一"] {
            assert_eq!(named(sql, texts(&[typed])), None, "{typed}");
        }
        assert_eq!(named(sql, texts(&[""])).as_deref(), Some(","), "the rows of no county, and of no other one");
    }

    #[test]
    fn a_statement_for_every_county_says_so() {
        assert_eq!(named(&format!("{EVERYWHERE}SELECT 1"), []).as_deref(), Some("*"));
    }
}
