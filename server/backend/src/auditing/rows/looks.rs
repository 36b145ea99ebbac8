//! Who looked, as far as rules count it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::audit::tables::audit_event::{Column, Entity};
use crate::audit::{ActorKind, Kind};
use crate::error::Result;

/// An event, as far as rules count it.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Look {
    /// When, Unix milliseconds.
    pub at: i64,
    /// Code of its kind.
    pub kind: String,
    /// The account.
    pub actor: Option<Uuid>,
    /// The person.
    pub person: Option<Uuid>,
    /// The role.
    pub role: String,
    /// With what.
    pub subject: Option<Uuid>,
    /// What else there is to say.
    pub extra: String,
}

/// The events of these kinds in a county since an instant, in order. A family that looks at what is its own is nobody to be
/// noticed.
///
/// # Errors
/// If the database refuses.
pub async fn since<C: ConnectionTrait>(db: &C, county: &str, kinds: &[Kind], since: i64) -> Result<Vec<Look>> {
    let columns =
        [Column::At, Column::Kind, Column::Actor, Column::Person, Column::Role, Column::Subject, Column::Extra];
    Ok(Entity::find()
        .select_only()
        .columns(columns)
        .filter(Column::CountyCode.eq(county))
        .filter(Column::Kind.is_in(kinds.iter().map(|kind| kind.code())))
        .filter(Column::ActorKind.ne(ActorKind::Family.code()))
        .filter(Column::At.gte(since))
        .order_by_asc(Column::At)
        .into_model()
        .all(db)
        .await?)
}

/// When an account opened records of a county, from an instant to another.
///
/// # Errors
/// If the database refuses.
pub async fn opened<C: ConnectionTrait>(
    db: &C,
    county: &str,
    account: Uuid,
    (from, until): (i64, i64),
) -> Result<Vec<i64>> {
    Ok(Entity::find()
        .select_only()
        .column(Column::At)
        .filter(Column::CountyCode.eq(county))
        .filter(Column::Actor.eq(account))
        .filter(Column::At.gte(from))
        .filter(Column::At.lt(until))
        .filter(Column::Kind.eq(Kind::RecordOpened.code()))
        .into_tuple()
        .all(db)
        .await?)
}
