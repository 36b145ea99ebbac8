//! A statement as a tree of what stands between its parentheses: as much of SQL as the rules look at.

/// A part of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A word without quotes, in capitals.
    Word(String),
    /// A name in quotes.
    Name(String),
    /// A parameter, a number or a text.
    Value,
    /// Any other sign.
    Sign(char),
    /// What stands between two parentheses.
    Group(Vec<Node>),
}

impl Node {
    /// Whether it is this word.
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(text) if text == word)
    }

    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        matches!(self, Self::Sign(text) if *text == sign)
    }

    /// The name of a table or a column, with or without quotes.
    pub(super) fn name(&self) -> Option<String> {
        match self {
            Self::Name(name) => Some(name.clone()),
            Self::Word(word) => Some(word.to_lowercase()),
            _ => None,
        }
    }
}

/// Reads a statement. `None` when its parentheses or quotes do not match.
pub(super) fn read(sql: &str) -> Option<Vec<Node>> {
    let mut open: Vec<Vec<Node>> = vec![Vec::new()];
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        let node = match c {
            c if c.is_whitespace() => continue,
            '(' => {
                open.push(Vec::new());
                continue;
            }
            ')' => {
                let group = open.pop()?;
                open.last_mut()?.push(Node::Group(group));
                continue;
            }
            '"' => Node::Name(quoted(&mut rest, '"')?),
            '\'' => {
                quoted(&mut rest, '\'')?;
                Node::Value
            }
            '?' => Node::Value,
            '$' | '0'..='9' => {
                while rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '.').is_some() {}
                Node::Value
            }
            c if c.is_alphabetic() || c == '_' => {
                let mut word = String::from(c);
                while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                Node::Word(word.to_uppercase())
            }
            c => Node::Sign(c),
        };
        open.last_mut()?.push(node);
    }
    (open.len() == 1).then(|| open.pop()).flatten()
}

/// What stands up to the closing quote; a quote that stands twice is one of the text.
fn quoted(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, quote: char) -> Option<String> {
    let mut text = String::new();
    loop {
        match rest.next()? {
            c if c == quote => {
                if rest.next_if_eq(&quote).is_none() {
                    return Some(text);
                }
                text.push(quote);
            }
            c => text.push(c),
        }
    }
}

/// Where the first of these words stands at this level.
pub(super) fn find(nodes: &[Node], words: &[&str]) -> Option<usize> {
    nodes.iter().position(|node| words.iter().any(|word| node.is(word)))
}

/// The nodes between separators that satisfy `at`.
pub(super) fn split(nodes: &[Node], at: impl Fn(&Node) -> bool) -> impl Iterator<Item = &[Node]> {
    nodes.split(at).filter(|part| !part.is_empty())
}

/// Whether a group is a query of its own.
pub(super) fn is_query(nodes: &[Node]) -> bool {
    nodes.first().is_some_and(|node| node.is("SELECT") || node.is("WITH"))
}
