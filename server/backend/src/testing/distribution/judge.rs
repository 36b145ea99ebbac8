//! Holds the text of one statement against the rules.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

use super::conditions::{Side, Table, columns_of, equalities, is_known};
use super::rules::{Finding, Rule};
use super::sql::{Node, find, is_query, read, split};
use super::tables::{Kind, kind};

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
