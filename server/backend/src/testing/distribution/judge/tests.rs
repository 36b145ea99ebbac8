//! Statements that keep the rules, and one for each way to break one.

use super::*;

fn told(sql: &str) -> Vec<String> {
    judge(sql).iter().map(ToString::to_string).collect()
}

#[test]
fn statements_that_keep_the_rules() {
    for sql in [
        r#"SELECT "record"."id" FROM "record" WHERE "record"."county_code" = $1 AND "record"."id" = $2 LIMIT $3"#,
        r#"SELECT 1 FROM "record" WHERE ("record"."county_code" = ? AND (("id" = ?) OR "id" IS NULL)) ORDER BY "id""#,
        r#"SELECT * FROM "submission" INNER JOIN "record" ON "submission"."county_code" = "record"."county_code"
           AND "submission"."record_id" = "record"."id" WHERE "record"."county_code" = $1"#,
        r#"SELECT "a"."hash" FROM "lookup" AS "a" WHERE "a"."county_code" = $1 AND EXISTS(SELECT 1 FROM "lookup" AS "b"
           WHERE "b"."county_code" = "a"."county_code" AND "b"."hash" = $2)"#,
        r#"SELECT * FROM "record" WHERE "county_code" = $1 AND "id" IN (SELECT "record_id" FROM "visit" WHERE "county_code" = $1)"#,
        r#"SELECT "x" FROM "household" WHERE "household"."county_code" = $1 FOR UPDATE"#,
        r#"UPDATE "record" SET "state" = $1, "township_code" = $2 WHERE "record"."county_code" = $3"#,
        r#"DELETE FROM "draft" WHERE "draft"."county_code" = ? AND "draft"."id" = ?"#,
        r#"INSERT INTO "link" ("county_code", "id") VALUES (?, ?), (?, ?) ON CONFLICT ("county_code", "id") DO NOTHING"#,
        r#"SELECT * FROM "setting" WHERE "setting"."name" = ?"#,
        r#"SELECT * FROM "sign_in_attempt" WHERE "sign_in_attempt"."subject" = ?"#,
        "SAVEPOINT a",
    ] {
        assert_eq!(told(sql), Vec::<String>::new(), "{sql}");
    }
}

#[test]
fn statements_that_break_a_rule() {
    for (sql, expected) in [
        (r#"SELECT 1 FROM record LIMIT 1"#, "county | select record"),
        (r#"SELECT * FROM "record" WHERE "record"."holder" = $1"#, "county | select record by holder"),
        (
            r#"SELECT * FROM "record" WHERE "record"."county_code" IN ($1, $2) AND "record"."id" = $3"#,
            "county | select record by county_code, id",
        ),
        (
            r#"SELECT * FROM "record" WHERE "record"."county_code" = $1 OR "record"."id" = $2"#,
            "county | select record by county_code, id",
        ),
        (r#"SELECT * FROM "record" WHERE "county_code" >= $1"#, "county | select record by county_code"),
        (
            r#"SELECT * FROM "submission" INNER JOIN "record" ON "submission"."record_id" = "record"."id"
               WHERE "submission"."county_code" = $1"#,
            "county | select record by id",
        ),
        (
            r#"SELECT * FROM "record" WHERE "county_code" = $1 AND "id" IN (SELECT "record_id" FROM "visit" WHERE "made_at" > $2)"#,
            "county | select visit by made_at",
        ),
        (
            r#"SELECT "a" FROM "record" WHERE "county_code" = ? UNION ALL SELECT "a" FROM "record" WHERE "offered_to" = ?"#,
            "county | select record by offered_to",
        ),
        (
            r#"UPDATE "record" SET "county_code" = $1, "state" = $2 WHERE "county_code" = $3"#,
            "moves | update record set county_code",
        ),
        (r#"UPDATE "draft" SET "holder" = $1 WHERE "draft"."id" = $2"#, "county | update draft by id"),
        (r#"DELETE FROM "draft" WHERE "draft"."id" = $2"#, "county | delete draft by id"),
        (r#"INSERT INTO "record" ("id") VALUES ($1)"#, "county | insert record"),
        (
            r#"INSERT INTO "submission" ("county_code", "id") VALUES ($1, $2) ON CONFLICT ("id") DO NOTHING RETURNING "id""#,
            "conflict | insert submission on id",
        ),
        (
            r#"INSERT INTO "link" ("county_code") VALUES ($1) ON CONFLICT ("county_code") DO UPDATE SET "county_code" = $1"#,
            "moves | update link set county_code",
        ),
        (
            r#"INSERT INTO "event" ("county_code") SELECT u."county_code" FROM UNNEST($1::text[]) AS u("county_code")"#,
            "arrays | insert event",
        ),
        (r#"WITH r AS (INSERT INTO "event" ("county_code") VALUES ($1)) SELECT * FROM r"#, "with | insert event"),
        ("SELECT pg_advisory_xact_lock(1, $1)", "function | pg_advisory_xact_lock"),
        (r#"SELECT * FROM "somewhere""#, "undeclared | somewhere"),
        (r#"MERGE INTO "record""#, "unread | merge"),
        (r#"SELECT * FROM "record" WHERE ("id" = 1"#, r#"unread | SELECT * FROM "record" WHERE ("id" = 1"#),
    ] {
        assert_eq!(told(sql), [expected], "{sql}");
    }
    assert_eq!(
        told(r#"SELECT "x" FROM "household" WHERE "household"."id" = $1 FOR UPDATE"#),
        ["county | select household by id", "lock | select household by id"]
    );
    let mixed = r#"SELECT * FROM "record" INNER JOIN "sign_in_attempt" ON "record"."x" = "sign_in_attempt"."y"
        WHERE "record"."county_code" = $1 AND "sign_in_attempt"."subject" = $2"#;
    assert_eq!(told(mixed), ["mixed | record and sign_in_attempt"]);
}
