//! The role by which the program is connected to PostgreSQL, and what it may.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

/// Whether statements say their counties to the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowSecurity {
    /// Where the role is held to it. A superuser is not, nor does SQLite know it.
    #[default]
    Auto,
    /// Every connection sees every county from its beginning; nothing is set before a statement.
    Off,
}

impl RowSecurity {
    /// As an operator writes it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "on" => Some(Self::Auto),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}

/// What a role may that the server's must not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// It is asked no rule at all.
    pub superuser: bool,
    /// No policy holds back rows from it.
    pub bypasses: bool,
    /// It owns tables: it may change them, and take their policies away.
    pub owner: bool,
}

impl Role {
    /// The role of these connections; nobody on SQLite.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn of(db: &DatabaseConnection) -> Result<Option<Self>, DbErr> {
        if db.get_database_backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let sql = "SELECT rolname::text, rolsuper, rolbypassrls, \
                   EXISTS (SELECT FROM pg_class WHERE relowner = r.oid AND relnamespace = 'public'::regnamespace) \
                   FROM pg_roles r WHERE rolname = current_user";
        let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        row.map(|row| {
            Ok(Self {
                name: row.try_get_by_index(0)?,
                superuser: row.try_get_by_index(1)?,
                bypasses: row.try_get_by_index(2)?,
                owner: row.try_get_by_index(3)?,
            })
        })
        .transpose()
    }

    /// Whether policies hold back rows from it.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        !self.superuser && !self.bypasses
    }

    /// What it may that the server's role must not, in words.
    #[must_use]
    pub const fn too_much(&self) -> Option<&'static str> {
        match self {
            Self { superuser: true, .. } => Some("is a superuser"),
            Self { bypasses: true, .. } => Some("bypasses row security"),
            Self { owner: true, .. } => Some("owns the tables"),
            _ => None,
        }
    }
}
