//! Kinds and states of a grant, as the columns keep them; and the county's word on one that waits.

use domain::problem::Problem;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::rows;
use super::tables::access_grant;
use crate::access::accounts::Account;
use crate::audit::{Entry, pen};
use crate::error::Result;
use crate::store::{Store, WriteTransaction};

/// How a grant came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It was asked for (申请查阅).
    Request,
    /// It was taken in an emergency (紧急查阅).
    Emergency,
}

impl Kind {
    /// As the columns keep it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Emergency => "emergency",
        }
    }
}

/// Where a grant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A request waits for the county.
    Asked,
    /// It was granted.
    Granted,
    /// It was refused.
    Refused,
    /// An emergency waits for its review.
    Opened,
    /// It was justified.
    Justified,
    /// It was not.
    NotJustified,
}

impl State {
    /// As the column keeps it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Opened => "opened",
            Self::Justified => "justified",
            Self::NotJustified => "not_justified",
        }
    }
}

/// Whether an emergency was reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Review {
    /// It was.
    Done,
    /// It waits.
    Waits,
}

/// The emergencies in which a record was opened: by which person, and whether that was reviewed.
pub(crate) async fn emergencies<C: ConnectionTrait>(db: &C, county: &str, record: Uuid) -> Result<Vec<(Uuid, Review)>> {
    let found = rows::of_record(db, county, Kind::Emergency.code(), record).await?;
    let review = |state: &str| if state == State::Opened.code() { Review::Waits } else { Review::Done };
    Ok(found.into_iter().map(|row| (row.asker_person, review(&row.state))).collect())
}

/// The grant of the account's county that waits in this state, not asked for by the same person.
pub(super) async fn waiting(
    tx: &WriteTransaction,
    account: &Account,
    id: Uuid,
    state: State,
) -> Result<access_grant::Model> {
    let grant = rows::by_id(&**tx, account.county_code(), id).await?;
    let grant = grant.filter(|grant| grant.state == state.code()).ok_or(Problem::NotFound)?;
    if grant.asker_person == account.person() {
        return Err(Problem::OwnRequest.into());
    }
    Ok(grant)
}

/// Moves a grant on to a state in which it opens records until `ends_at`, with the event that tells of it.
pub(super) async fn settle(
    store: &Store,
    tx: WriteTransaction,
    account: &Account,
    was: access_grant::Model,
    (state, ends_at): (State, i64),
    entry: Entry,
) -> Result<()> {
    let from = was.state.clone();
    let settled = access_grant::Model {
        state: state.code().to_owned(),
        ends_at,
        decided_by: Some(account.id()),
        decided_at: Some(entry.at),
        ..was
    };
    if !rows::decide(&*tx, &from, settled).await? {
        return Err(Problem::NotFound.into());
    }
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}
