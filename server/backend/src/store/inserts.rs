//! Many rows in one statement.

use sea_orm::sea_query::{Expr, InsertStatement, Query};
use sea_orm::{ConnectionTrait, EntityTrait, Iterable, ModelTrait};

use crate::error::Result;

/// Values that one statement may carry: PostgreSQL allows 65,535, SQLite 32,766.
pub(crate) const MAX_VALUES: usize = 32_000;

/// An insert of all models into their table; `None` without any. Callers keep within [`most_rows`].
#[must_use]
pub fn insert<'a, E, I>(models: I) -> Option<InsertStatement>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + 'a,
    I: IntoIterator<Item = &'a E::Model>,
{
    let mut statement = Query::insert();
    statement.into_table(E::default()).columns(E::Column::iter());
    let mut any = false;
    for model in models {
        // The number of values is the number of columns by construction.
        statement.values(E::Column::iter().map(|column| Expr::value(model.get(column)))).ok()?;
        any = true;
    }
    any.then_some(statement)
}

/// Writes all models into their table. Callers keep within [`most_rows`].
///
/// # Errors
/// If the database refuses.
pub async fn write<'a, E, C>(db: &C, models: impl IntoIterator<Item = &'a E::Model>) -> Result<()>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + 'a,
    C: ConnectionTrait,
{
    if let Some(statement) = insert::<E, _>(models) {
        db.execute(&statement).await?;
    }
    Ok(())
}

/// Rows of a table that one statement may carry.
#[must_use]
pub(crate) fn most_rows<E: EntityTrait>() -> usize {
    MAX_VALUES / E::Column::iter().count().max(1)
}

/// Inserts of all models into their table, each within what one statement may carry.
#[must_use]
pub(crate) fn statements<E>(models: &[E::Model]) -> Vec<InsertStatement>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    models.chunks(most_rows::<E>()).filter_map(|part| insert::<E, _>(part)).collect()
}
