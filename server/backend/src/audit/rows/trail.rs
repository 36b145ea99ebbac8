//! Events of the trail, and the ids that they name.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::audit::entry::Entry;
use crate::audit::kind::Kind;
use crate::audit::lanes::Numbered;
use crate::audit::tables::{audit_event, audit_subjects};
use crate::error::Result;
use crate::store::{bulk, everywhere, inserts};

/// Writes events and the ids that they name.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn insert<C: ConnectionTrait>(db: &C, numbered: &Numbered) -> Result<()> {
    bulk::insert::<audit_event::Entity, _>(db, numbered.events.iter()).await?;
    for statement in inserts::statements::<audit_subjects::Entity>(&numbered.subjects) {
        db.execute(&statement).await?;
    }
    Ok(())
}

/// Whether the same was done since an instant: with the same version and groups of the same subject, by the same actor in
/// the same session.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn repeats<C: ConnectionTrait>(db: &C, entry: &Entry, since: i64) -> Result<bool> {
    use audit_event::Column as E;
    let session = entry.actor.session.map(|session| session.to_vec());
    let same = audit_event::Entity::find()
        .filter(E::CountyCode.eq(entry.county.as_str()))
        .filter(E::Subject.eq(entry.subject.map(|(_, id)| id)))
        .filter(E::At.gt(since))
        .filter(E::Kind.eq(entry.kind.code()))
        .filter(E::Actor.eq(entry.actor.id))
        .filter(E::Version.eq(entry.version))
        .filter(E::Groups.eq(entry.groups.join(",")))
        .filter(session.map_or_else(|| E::Session.is_null(), |session| E::Session.eq(session)));
    Ok(same.limit(1).one(db).await?.is_some())
}

/// How often a person did something in a county since an instant.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn count_by<C: ConnectionTrait>(
    db: &C,
    county: &str,
    person: Uuid,
    kind: Kind,
    since: i64,
) -> Result<u64> {
    use audit_event::Column as E;
    let done = audit_event::Entity::find()
        .filter(E::CountyCode.eq(county))
        .filter(E::Person.eq(person))
        .filter(E::At.gt(since))
        .filter(E::Kind.eq(kind.code()));
    Ok(done.count(db).await?)
}

/// Whether an event is there.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn is_there<C: ConnectionTrait>(db: &C, county: &str, lane: Uuid, no: i64) -> Result<bool> {
    Ok(of_lane(county, lane).filter(audit_event::Column::No.eq(no)).one(db).await?.is_some())
}

/// The events of a lane in a county after a number, in order.
///
/// # Errors
/// If the database refuses.
pub async fn after<C: ConnectionTrait>(
    db: &C,
    county: &str,
    lane: Uuid,
    no: i64,
    limit: u64,
) -> Result<Vec<audit_event::Model>> {
    let query = of_lane(county, lane).filter(audit_event::Column::No.gt(no));
    Ok(query.order_by_asc(audit_event::Column::No).limit(limit).all(db).await?)
}

/// The events of a lane in a county from a number to another.
///
/// # Errors
/// If the database refuses.
pub async fn between<C: ConnectionTrait>(
    db: &C,
    county: &str,
    lane: Uuid,
    (first, last): (i64, i64),
) -> Result<Vec<audit_event::Model>> {
    let query = of_lane(county, lane).filter(audit_event::Column::No.between(first, last));
    Ok(query.order_by_asc(audit_event::Column::No).all(db).await?)
}

/// Numbers and leaves of the events of a lane from a number to another, in order.
///
/// # Errors
/// If the database refuses.
pub async fn leaves<C: ConnectionTrait>(
    db: &C,
    county: &str,
    lane: Uuid,
    (first, last): (i64, i64),
) -> Result<Vec<(i64, Vec<u8>)>> {
    let query = of_lane(county, lane).filter(audit_event::Column::No.between(first, last));
    let query = query.order_by_asc(audit_event::Column::No).select_only();
    Ok(query.columns([audit_event::Column::No, audit_event::Column::Leaf]).into_tuple().all(db).await?)
}

/// The ids that events of a lane name, from a number to another.
///
/// # Errors
/// If the database refuses.
pub async fn subjects<C: ConnectionTrait>(
    db: &C,
    county: &str,
    lane: Uuid,
    (first, last): (i64, i64),
) -> Result<Vec<audit_subjects::Model>> {
    let query = audit_subjects::Entity::find()
        .filter(audit_subjects::Column::CountyCode.eq(county))
        .filter(audit_subjects::Column::Lane.eq(lane))
        .filter(audit_subjects::Column::No.between(first, last));
    Ok(query.all(db).await?)
}

/// The lanes of a county with events, and how far each goes.
///
/// # Errors
/// If the database refuses.
pub async fn lanes_of<C: ConnectionTrait>(db: &C, county: &str) -> Result<Vec<(Uuid, i64, i64)>> {
    let query = audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::Lane)
        .column_as(audit_event::Column::No.max(), "last")
        .column_as(audit_event::Column::No.count(), "count")
        .filter(audit_event::Column::CountyCode.eq(county))
        .group_by(audit_event::Column::Lane);
    Ok(query.into_tuple().all(db).await?)
}

/// The next county with events.
///
/// # Errors
/// If the database refuses.
pub async fn county_after<C: ConnectionTrait>(db: &C, after: &str) -> Result<Option<String>> {
    let db = &everywhere(db);
    Ok(audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::CountyCode)
        .filter(audit_event::Column::CountyCode.gt(after))
        .order_by_asc(audit_event::Column::CountyCode)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?)
}

fn of_lane(county: &str, lane: Uuid) -> sea_orm::Select<audit_event::Entity> {
    audit_event::Entity::find()
        .filter(audit_event::Column::CountyCode.eq(county))
        .filter(audit_event::Column::Lane.eq(lane))
}
