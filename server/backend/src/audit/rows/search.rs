//! Events as they are looked for: the newest first, a page a statement, a county a statement.

use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::audit::kind::{Kind, Outcome};
use crate::audit::tables::audit_event::{Column, Entity, Model};
use crate::error::Result;
use crate::store::bulk;

/// What is looked for. All of it has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// From this instant on, Unix milliseconds.
    pub from: i64,
    /// Before this instant.
    pub until: i64,
    /// What was done.
    pub kind: Option<Kind>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// In which role, by its code in the access table.
    pub role: Option<&'static str>,
    /// Who did it: one of these accounts.
    pub actors: Option<Vec<Uuid>>,
    /// With what it was done.
    pub subject: Option<Uuid>,
}

/// Where a page ends: the next one begins behind this event. What happens meanwhile stands before it, so that no page moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When it was, Unix milliseconds.
    pub at: i64,
    /// Its county; of one instant the lowest comes first.
    pub county: String,
    /// Its lane.
    pub lane: Uuid,
    /// Its number.
    pub no: i64,
}

/// The newest events of a county that are looked for, behind a place.
///
/// # Errors
/// If the database refuses.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    county: &str,
    terms: &Terms,
    after: Option<&Place>,
    limit: u64,
) -> Result<Vec<Model>> {
    if terms.actors.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let mut query = Entity::find()
        .filter(Column::CountyCode.eq(county))
        .filter(Column::At.gte(terms.from))
        .filter(Column::At.lt(terms.until));
    if let Some(kind) = terms.kind {
        query = query.filter(Column::Kind.eq(kind.code()));
    }
    if let Some(outcome) = terms.outcome {
        query = query.filter(Column::Outcome.eq(outcome.code()));
    }
    if let Some(role) = terms.role {
        query = query.filter(Column::Role.eq(role));
    }
    if let Some(actors) = &terms.actors {
        query = query.filter(Column::Actor.is_in(bulk::padded(actors.iter().copied())));
    }
    if let Some(subject) = terms.subject {
        query = query.filter(Column::Subject.eq(subject));
    }
    if let Some(place) = after {
        query = query.filter(behind(county, place));
    }
    Ok(query.order_by_desc(Column::At).order_by_asc(Column::Lane).order_by_asc(Column::No).limit(limit).all(db).await?)
}

/// What stands behind a place: earlier, or in the same instant further on.
fn behind(county: &str, place: &Place) -> Condition {
    let earlier = Column::At.lt(place.at);
    let same = Condition::all().add(Column::At.eq(place.at));
    let further = match county.cmp(&place.county) {
        std::cmp::Ordering::Less => return Condition::all().add(earlier),
        std::cmp::Ordering::Greater => same,
        std::cmp::Ordering::Equal => {
            let in_lane = Condition::all().add(Column::Lane.eq(place.lane)).add(Column::No.lt(place.no));
            same.add(Condition::any().add(Column::Lane.lt(place.lane)).add(in_lane))
        }
    };
    Condition::any().add(earlier).add(further)
}

/// One event.
///
/// # Errors
/// If the database refuses.
pub async fn one<C: ConnectionTrait>(db: &C, county: &str, lane: Uuid, no: i64) -> Result<Option<Model>> {
    let query = Entity::find().filter(Column::CountyCode.eq(county)).filter(Column::Lane.eq(lane));
    Ok(query.filter(Column::No.eq(no)).one(db).await?)
}
