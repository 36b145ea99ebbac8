//! The database calls of this room: pictures of documents, which lie in the counties of those who sent them.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::access;
use crate::error::Result;
use crate::register::tables::attachment::{Column as A, Entity};
use crate::register::tables::submission;
use crate::store::bulk::padded;
use domain::fieldwork::message::Shows;

/// The counties of those who sent versions of a record.
async fn counties<C: ConnectionTrait>(db: &C, versions: &[submission::Model]) -> Result<Vec<String>> {
    let senders: Vec<Uuid> = versions.iter().filter_map(|version| version.submitted_by).collect();
    let people = access::rows::accounts::by_ids(db, &senders).await?;
    let mut counties: Vec<String> = people.into_iter().map(|person| person.county_code).collect();
    counties.sort_unstable();
    counties.dedup();
    Ok(counties)
}

/// The pictures of documents that came with versions, in a county.
fn pages(county: &str, versions: &[submission::Model]) -> Condition {
    let ids = padded(versions.iter().map(|version| version.id));
    Condition::all()
        .add(A::CountyCode.eq(county))
        .add(A::SubmissionId.is_in(ids))
        .add(A::Shows.eq(Shows::DocumentPage.code()))
}

/// How many pictures of documents there are.
///
/// # Errors
/// If the database refuses.
pub(super) async fn count_document_pages<C: ConnectionTrait>(db: &C, versions: &[submission::Model]) -> Result<u64> {
    let mut count = 0;
    for county in counties(db, versions).await? {
        count += Entity::find().filter(pages(&county, versions)).count(db).await?;
    }
    Ok(count)
}

/// Deletes pictures of documents; gives how many.
///
/// # Errors
/// If the database refuses.
pub(super) async fn delete_document_pages<C: ConnectionTrait>(db: &C, versions: &[submission::Model]) -> Result<u64> {
    let mut count = 0;
    for county in counties(db, versions).await? {
        count += Entity::delete_many().filter(pages(&county, versions)).exec(db).await?.rows_affected;
    }
    Ok(count)
}
