//! What the conditions of a statement say about the county, or key, of its tables.

use std::collections::BTreeSet;

use super::sql::{Node, find, is_query, split};

/// A table as a statement names it.
pub(super) struct Table {
    pub(super) name: String,
    pub(super) alias: String,
    pub(super) column: Option<&'static str>,
}

/// One side of a comparison.
#[derive(PartialEq, Eq)]
pub(super) enum Side {
    Column(Option<String>, String),
    Value,
}

/// Whether an equality names the county, or key, of a table: as a value, or as that of a table whose own is known.
pub(super) fn is_known(
    table: &Table,
    column: &str,
    tables: &[Table],
    equal: &[(Side, Side)],
    known: &[String],
) -> bool {
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
pub(super) fn equalities(nodes: &[Node]) -> Vec<(Side, Side)> {
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
pub(super) fn columns_of(nodes: &[Node], table: &Table, columns: &mut BTreeSet<String>) {
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
