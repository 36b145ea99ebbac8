//! Every table, and how its rows lie when the register is spread over machines.

/// How the rows of a table lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By `county_code`: everything of a county lies on one machine.
    County,
    /// By a key of its own, in one column; never in one statement with rows of a county.
    Key(&'static str),
    /// The same rows on every machine; written by whoever runs the deployment.
    Reference,
    /// On one machine only.
    Local,
}

/// The column by which the rows of a county's table lie.
pub const COUNTY: &str = "county_code";

/// All tables. A table that is not named here fails the tests, as does a name without a table.
pub const TABLES: &[(&str, Kind)] = &[
    ("access_grant", Kind::County),
    ("account", Kind::County),
    ("alert", Kind::County),
    ("assignment", Kind::County),
    ("attachment", Kind::County),
    ("audit_archive", Kind::County),
    ("audit_batch", Kind::County),
    ("audit_event", Kind::County),
    ("audit_head", Kind::Local),
    ("audit_lane", Kind::Local),
    ("audit_subjects", Kind::County),
    ("batch_row", Kind::County),
    ("breach", Kind::County),
    ("candidate", Kind::County),
    ("ceremony", Kind::County),
    ("client", Kind::County),
    ("client_token", Kind::County),
    ("comparison_answer", Kind::County),
    ("comparison_batch", Kind::County),
    ("comparison_item", Kind::County),
    ("consent", Kind::County),
    ("departure", Kind::County),
    ("device", Kind::County),
    ("directory", Kind::Key("key")),
    ("discrepancy", Kind::County),
    ("division", Kind::Reference),
    ("draft", Kind::County),
    ("erasure_batch", Kind::County),
    ("erasure_hold", Kind::County),
    ("erasure_item", Kind::County),
    ("event", Kind::County),
    ("export", Kind::County),
    ("grant_holder", Kind::County),
    ("guardian", Kind::County),
    ("hand_over", Kind::County),
    ("household", Kind::County),
    ("identity_link", Kind::County),
    ("identity_proposal", Kind::County),
    ("identity_provider", Kind::County),
    ("identity_spent", Kind::County),
    ("invitation", Kind::County),
    ("kept", Kind::County),
    ("known_browser", Kind::County),
    ("link", Kind::County),
    ("lookup", Kind::County),
    ("message", Kind::County),
    ("notice", Kind::Reference),
    ("notice_version", Kind::County),
    ("other_day", Kind::County),
    ("passkey", Kind::County),
    ("person", Kind::County),
    ("protective_measure", Kind::County),
    ("record", Kind::County),
    ("recovery_code", Kind::County),
    ("rights_request", Kind::County),
    ("seaql_migrations", Kind::Local),
    ("session", Kind::County),
    ("setting", Kind::Reference),
    ("sign_in_attempt", Kind::Key("subject")),
    ("submission", Kind::County),
    ("totp", Kind::County),
    ("visit", Kind::County),
];

/// How a table lies.
#[must_use]
pub fn kind(table: &str) -> Option<Kind> {
    TABLES.iter().find(|(name, _)| *name == table).map(|(_, kind)| *kind)
}

impl Kind {
    /// The column by which its rows lie, if they lie apart.
    #[must_use]
    pub const fn column(self) -> Option<&'static str> {
        match self {
            Self::County => Some(COUNTY),
            Self::Key(column) => Some(column),
            Self::Reference | Self::Local => None,
        }
    }
}
