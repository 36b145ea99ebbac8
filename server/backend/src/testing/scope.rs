//! What tests do with the statements of a store that is held to row security (`TONGCE_TEST_POSTGRES_ROLE`).

use std::sync::LazyLock;

use sea_orm::Statement;

use super::distribution::{forgets_county, is_ours};

/// Whether `TONGCE_TEST_WITHOUT_CONDITIONS` is set: the conditions on counties are taken out of the statements, so that the
/// policies alone hold other counties' rows back.
pub(super) fn without_conditions() -> bool {
    static SET: LazyLock<bool> = LazyLock::new(|| std::env::var_os("TONGCE_TEST_WITHOUT_CONDITIONS").is_some());
    *SET
}

/// A test that itself looks into tables sees all of them; the register's statements are held to what they name.
pub(super) fn adjust(statement: &mut Statement, setting: Option<String>) -> Option<String> {
    match setting {
        None if forgets_county(&statement.sql) && !is_ours() => Some("*".to_owned()),
        Some(counties) if counties != "*" && without_conditions() => {
            statement.sql = without_counties(&statement.sql);
            Some(counties)
        }
        setting => setting,
    }
}

/// The statement with `TRUE` in place of each comparison of a county with a value. The parameter stays, so that the others keep
/// their numbers.
fn without_counties(sql: &str) -> String {
    const COMPARED: &str = "\"county_code\" = $";
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(COMPARED) {
        let (before, behind) = (&rest[..at], &rest[at + COMPARED.len()..]);
        let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        // The name of the table in front of the column.
        let qualified = before.strip_suffix("\".").and_then(|before| before.rfind('"'));
        out.push_str(&before[..qualified.unwrap_or(before.len())]);
        out.push_str("($");
        out.push_str(&behind[..digits]);
        out.push_str("::text IS NOT NULL)");
        rest = &behind[digits..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_condition_on_the_county_goes_and_the_others_stay() {
        let sql = r#"SELECT "a" FROM "t" WHERE "t"."county_code" = $12 AND "id" = $2 AND "county_code" = $1"#;
        let without = r#"SELECT "a" FROM "t" WHERE ($12::text IS NOT NULL) AND "id" = $2 AND ($1::text IS NOT NULL)"#;
        assert_eq!(without_counties(sql), without);
        let joined = r#"SELECT 1 FROM "a" JOIN "b" ON "a"."county_code" = "b"."county_code""#;
        assert_eq!(without_counties(joined), joined);
    }
}
