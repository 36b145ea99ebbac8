//! The rules, statement by statement.

use std::collections::{BTreeSet, HashSet};
use std::fmt;

use super::sql::{Node, find, is_query, read, split};
use super::tables::{Kind, kind};

/// A rule that a statement or a table can break. The words are those of the list of exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A primary key or unique index holds the column by which its table lies, and a primary key begins with it.
    Key,
    /// A statement names one county, or one key, for every table whose rows lie apart.
    County,
    /// No row changes the column by which it lies.
    Moves,
    /// What an insert takes for the same row is told apart within one county.
    Conflict,
    /// Rows are locked within one county.
    Lock,
    /// No insert stands in a `WITH`.
    With,
    /// An insert says its rows one by one, not as arrays, so that their county is seen.
    Arrays,
    /// Rows of a county and rows that lie by another key are not asked for together.
    Mixed,
    /// The database runs no function of ours and keeps no lock that belongs to no row.
    Function,
    /// Every table is declared.
    Undeclared,
    /// The statement is of a shape that the check cannot judge.
    Unread,
}

impl Rule {
    /// As in the list of exceptions.
    const fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::County => "county",
            Self::Moves => "moves",
            Self::Conflict => "conflict",
            Self::Lock => "lock",
            Self::With => "with",
            Self::Arrays => "arrays",
            Self::Mixed => "mixed",
            Self::Function => "function",
            Self::Undeclared => "undeclared",
            Self::Unread => "unread",
        }
    }
}

/// What breaks a rule; written as in the list of exceptions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The statement, as short as it can be told from others.
    pub shape: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.rule.word(), self.shape)
    }
}

/// Words that begin no statement on rows.
const OTHER: [&str; 12] = [
    "ALTER",
    "ANALYZE",
    "BEGIN",
    "COMMIT",
    "CREATE",
    "DROP",
    "PRAGMA",
    "RELEASE",
    "ROLLBACK",
    "SAVEPOINT",
    "SET",
    "VACUUM",
];

/// Words that end the list of tables or the conditions.
const ENDS: [&str; 8] = ["WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "RETURNING"];

/// What of a statement breaks a rule.
#[must_use]
pub fn judge(sql: &str) -> Vec<Finding> {
    let mut judge = Judge::default();
    match read(sql) {
        Some(nodes) => {
            judge.functions(&nodes);
            judge.query(&nodes, &[], false);
        }
        None => judge.found(Rule::Unread, sql.chars().take(80).collect()),
    }
    let lie = |apart: fn(Kind) -> bool| judge.tables.iter().find(|table| kind(table).is_some_and(apart)).cloned();
    if let (Some(county), Some(key)) = (lie(|kind| kind == Kind::County), lie(|kind| matches!(kind, Kind::Key(_)))) {
        judge.found(Rule::Mixed, format!("{county} and {key}"));
    }
    judge.findings.into_iter().collect()
}

#[derive(Default)]
struct Judge {
    findings: BTreeSet<Finding>,
    /// Names of `WITH` queries.
    named: HashSet<String>,
    /// Tables that the statement names.
    tables: BTreeSet<String>,
}

/// A table as a statement names it.
struct Table {
    name: String,
    alias: String,
    column: Option<&'static str>,
}

/// One side of a comparison.
#[derive(PartialEq, Eq)]
enum Side {
    Column(Option<String>, String),
    Value,
}

impl Judge {
    fn found(&mut self, rule: Rule, shape: String) {
        self.findings.insert(Finding { rule, shape });
    }

    /// Locks that belong to no row; functions of ours are found among the tables.
    fn functions(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Group(inner) => self.functions(inner),
                Node::Word(word) if word.starts_with("PG_") && word.contains("ADVISORY") => {
                    self.found(Rule::Function, word.to_lowercase());
                }
                _ => {}
            }
        }
    }

    /// A statement or a query within one. `outer` are the tables around it whose county is known.
    fn query(&mut self, nodes: &[Node], outer: &[String], in_with: bool) {
        if nodes.first().is_some_and(|node| node.is("WITH")) {
            return self.with(nodes, outer);
        }
        for arm in split(nodes, |node| ["UNION", "EXCEPT", "INTERSECT"].iter().any(|word| node.is(word))) {
            let arm = arm.strip_prefix(&[Node::Word("ALL".into())]).unwrap_or(arm);
            match arm {
                [] => {}
                [Node::Group(inner)] => self.query(inner, outer, in_with),
                [Node::Word(verb), rest @ ..] => match verb.as_str() {
                    "SELECT" => self.rows("select", rest, find(rest, &["FROM"]).map(|at| at + 1), outer),
                    "UPDATE" => {
                        self.assignments(rest);
                        self.rows("update", rest, Some(0), outer);
                    }
                    "DELETE" => self.rows("delete", rest, find(rest, &["FROM"]).map(|at| at + 1), outer),
                    "INSERT" => self.insert(rest, outer, in_with),
                    other if OTHER.contains(&other) => {}
                    other => self.found(Rule::Unread, other.to_lowercase()),
                },
                _ => self.found(Rule::Unread, "a statement that begins with no word".into()),
            }
        }
    }

    fn with(&mut self, nodes: &[Node], outer: &[String]) {
        let mut at = 1;
        loop {
            if let Some(name) = nodes.get(at).and_then(Node::name) {
                self.named.insert(name);
            }
            let Some(body) = find(&nodes[at.min(nodes.len())..], &["AS"]).map(|found| at + found + 1) else { break };
            let Some(place) = nodes[body..].iter().position(|node| matches!(node, Node::Group(_))) else { break };
            if let Node::Group(inner) = &nodes[body + place] {
                self.query(inner, outer, true);
            }
            at = body + place + 1;
            if !nodes.get(at).is_some_and(|node| node.is_sign(',')) {
                return self.query(&nodes[at..], outer, false);
            }
            at += 1;
        }
        self.found(Rule::Unread, "with".into());
    }

    /// The tables from `start` on, and whether the conditions name the county of each.
    fn rows(&mut self, verb: &str, nodes: &[Node], start: Option<usize>, outer: &[String]) {
        let Some(start) = start else { return self.within(nodes, outer) };
        let ends = |from: usize| find(&nodes[from..], &ENDS).map_or(nodes.len(), |at| from + at);
        let set = find(nodes, &["SET"]).filter(|_| verb == "update").unwrap_or(nodes.len());
        let from = &nodes[start..ends(start).min(set)];
        let mut conditions: Vec<&[Node]> = Vec::new();
        let mut tables = self.tables_of(from, &mut conditions);
        if let Some(others) = find(&nodes[set..], &["FROM"]).map(|at| set + at + 1) {
            tables.extend(self.tables_of(&nodes[others..ends(others)], &mut conditions));
        }
        if let Some(at) = find(nodes, &["WHERE"]) {
            conditions.push(&nodes[at + 1..ends(at + 1)]);
        }
        let mut known: Vec<String> = outer.to_vec();
        let equal: Vec<(Side, Side)> = conditions.iter().flat_map(|part| equalities(part)).collect();
        while let Some(table) = tables.iter().find(|table| {
            !known.contains(&table.alias)
                && table.column.is_some_and(|column| is_known(table, column, &tables, &equal, &known))
        }) {
            known.push(table.alias.clone());
        }
        let locks = nodes.windows(2).any(|pair| pair[0].is("FOR") && (pair[1].is("UPDATE") || pair[1].is("SHARE")));
        for table in tables.iter().filter(|table| table.column.is_some() && !known.contains(&table.alias)) {
            let mut columns = BTreeSet::new();
            conditions.iter().for_each(|part| columns_of(part, table, &mut columns));
            let by = columns.into_iter().collect::<Vec<_>>().join(", ");
            let shape = format!("{verb} {}{}{by}", table.name, if by.is_empty() { "" } else { " by " });
            if locks {
                self.found(Rule::Lock, shape.clone());
            }
            self.found(Rule::County, shape);
        }
        self.within(nodes, &known);
    }

    /// The queries that stand inside of others.
    fn within(&mut self, nodes: &[Node], outer: &[String]) {
        for node in nodes {
            let Node::Group(inner) = node else { continue };
            if is_query(inner) { self.query(inner, outer, false) } else { self.within(inner, outer) }
        }
    }

    /// The tables of a `FROM`, and the conditions by which they are joined.
    fn tables_of<'a>(&mut self, from: &'a [Node], conditions: &mut Vec<&'a [Node]>) -> Vec<Table> {
        let mut tables = Vec::new();
        for part in split(from, |node| node.is_sign(',') || node.is("JOIN")) {
            let part_end = find(part, &["INNER", "LEFT", "RIGHT", "FULL", "CROSS"]).unwrap_or(part.len());
            let part = &part[..part_end];
            let on = find(part, &["ON", "USING"]).unwrap_or(part.len());
            if let Some(condition) = part.get(on + 1..) {
                conditions.push(condition);
            }
            let (Some(name), false) = (part.first().and_then(Node::name), matches!(part.get(1), Some(Node::Group(_))))
            else {
                continue;
            };
            if self.named.contains(&name) {
                continue;
            }
            self.tables.insert(name.clone());
            let alias = part[1..on].iter().rev().find_map(Node::name).unwrap_or_else(|| name.clone());
            match kind(&name) {
                Some(kind) => tables.push(Table { name, alias, column: kind.column() }),
                None => self.found(Rule::Undeclared, name),
            }
        }
        tables
    }

    /// What an update or the second half of an insert sets.
    fn assignments(&mut self, nodes: &[Node]) {
        let Some(set) = find(nodes, &["SET"]) else { return };
        let end = find(&nodes[set..], &["FROM", "WHERE", "RETURNING"]).map_or(nodes.len(), |at| set + at);
        let Some(table) = nodes.iter().find_map(Node::name) else { return };
        let Some(column) = kind(&table).and_then(Kind::column) else { return };
        for part in split(&nodes[set + 1..end], |node| node.is_sign(',')) {
            let target = part.iter().take_while(|node| !node.is_sign('=')).filter_map(Node::name).last();
            if target.as_deref() == Some(column) {
                self.found(Rule::Moves, format!("update {table} set {column}"));
            }
        }
    }

    fn insert(&mut self, nodes: &[Node], outer: &[String], in_with: bool) {
        let into = find(nodes, &["INTO"]).map_or(0, |at| at + 1);
        let Some(table) = nodes.get(into).and_then(Node::name) else {
            return self.found(Rule::Unread, "insert".into());
        };
        self.tables.insert(table.clone());
        let Some(lies) = kind(&table) else { return self.found(Rule::Undeclared, table) };
        let conflict = nodes.windows(2).position(|pair| pair[0].is("ON") && pair[1].is("CONFLICT"));
        let end = find(nodes, &["RETURNING"]).unwrap_or(nodes.len());
        let rows = &nodes[into..conflict.unwrap_or(end)];
        if in_with {
            self.found(Rule::With, format!("insert {table}"));
        }
        if let Some(select) = find(rows, &["SELECT"]) {
            if find(&rows[select..], &["UNNEST"]).is_some() {
                self.found(Rule::Arrays, format!("insert {table}"));
            }
            self.query(&rows[select..], outer, false);
        }
        let Some(column) = lies.column() else { return };
        let named = |node: Option<&Node>| match node {
            Some(Node::Group(columns)) => Some(columns.iter().filter_map(Node::name).collect::<Vec<_>>()),
            _ => None,
        };
        if !named(nodes.get(into + 1)).is_some_and(|columns| columns.iter().any(|name| name == column)) {
            self.found(Rule::County, format!("insert {table}"));
        }
        let Some(conflict) = conflict else { return };
        if let Some(target) = named(nodes.get(conflict + 2))
            && !target.iter().any(|name| name == column)
        {
            self.found(Rule::Conflict, format!("insert {table} on {}", target.join(", ")));
        }
        let set = find(&nodes[conflict..], &["SET"]).map(|at| conflict + at);
        if let Some(set) = set {
            let mut update = vec![Node::Name(table)];
            update.extend_from_slice(&nodes[set..]);
            self.assignments(&update);
        }
    }
}

/// Whether an equality names the county, or key, of a table: as a value, or as that of a table whose own is known.
fn is_known(table: &Table, column: &str, tables: &[Table], equal: &[(Side, Side)], known: &[String]) -> bool {
    let alone = tables.iter().filter(|other| other.column == Some(column)).count() == 1;
    let own = |side: &Side| match side {
        Side::Column(Some(alias), name) => *alias == table.alias && name == column,
        Side::Column(None, name) => alone && name == column,
        Side::Value => false,
    };
    let fixed = |side: &Side| match side {
        Side::Value => true,
        Side::Column(Some(alias), name) => name == column && *alias != table.alias && known.contains(alias),
        Side::Column(None, _) => false,
    };
    equal.iter().any(|(one, other)| own(one) && fixed(other) || own(other) && fixed(one))
}

/// The comparisons of a condition that must hold, whatever else does.
fn equalities(nodes: &[Node]) -> Vec<(Side, Side)> {
    if find(nodes, &["OR"]).is_some() {
        return Vec::new();
    }
    split(nodes, |node| node.is("AND"))
        .flat_map(|part| match part {
            [Node::Group(inner)] if !is_query(inner) => equalities(inner),
            _ => equality(part).into_iter().collect(),
        })
        .collect()
}

fn equality(nodes: &[Node]) -> Option<(Side, Side)> {
    let (one, rest) = side(nodes)?;
    let (sign, rest) = rest.split_first()?;
    let (other, _) = side(rest).filter(|_| sign.is_sign('='))?;
    Some((one, other))
}

fn side(nodes: &[Node]) -> Option<(Side, &[Node])> {
    match nodes {
        [Node::Value, rest @ ..] => Some((Side::Value, rest)),
        [Node::Name(alias), Node::Sign('.'), Node::Name(name), rest @ ..] => {
            Some((Side::Column(Some(alias.clone()), name.clone()), rest))
        }
        [Node::Name(name), rest @ ..] => Some((Side::Column(None, name.clone()), rest)),
        _ => None,
    }
}

/// The columns of a table that a condition looks at.
fn columns_of(nodes: &[Node], table: &Table, columns: &mut BTreeSet<String>) {
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Group(inner) if !is_query(inner) => columns_of(inner, table, columns),
            Node::Name(name) => {
                let before = at.checked_sub(2).and_then(|from| nodes.get(from..at));
                let owner = match before {
                    Some([Node::Name(owner), Node::Sign('.')]) => Some(owner),
                    _ => None,
                };
                let qualifies = nodes.get(at + 1).is_some_and(|next| next.is_sign('.'));
                if !qualifies && owner.is_none_or(|owner| *owner == table.alias) {
                    columns.insert(name.clone());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
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
}
