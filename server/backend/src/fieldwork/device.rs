//! Phones: made known by their worker, and recognised by their token when they send.

use domain::access::Relation;
use domain::fieldwork::Unsent;
use domain::problem::Problem;
use domain::view::fieldwork::Enrolment;
use uuid::Uuid;

use crate::access;
use crate::access::accounts;
use crate::access::accounts::FieldWorker;
use crate::access::tables::directory::Kind;
use crate::audit::{self, Actor, ActorKind, Entry, pen};
use crate::consent::in_force;
use crate::crypt::token;
use crate::error::{Error, Result};
use crate::fieldwork::rows;
use crate::fieldwork::tables::device;
use crate::register::seen::relation;
use crate::register::tables::record;
use crate::store::Store;

/// A phone that may send, and its worker. Made by [`recognise`] only.
#[derive(Clone, Debug)]
pub struct Device {
    id: Uuid,
    worker: FieldWorker,
    county: String,
}

impl Device {
    /// Whether a record is this worker's: its child is in the area. What the worker declared and what went elsewhere since
    /// belongs to the workers there.
    pub(crate) fn has(&self, record: &record::Model) -> bool {
        matches!(relation(self.worker().account(), record), Some(Relation::Village | Relation::Township))
    }

    /// Id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// Whose it is.
    #[must_use]
    pub const fn worker(&self) -> &FieldWorker {
        &self.worker
    }

    /// County of the worker, 6 digits.
    #[must_use]
    pub fn county(&self) -> &str {
        &self.county
    }

    /// The worker as the trail writes it: what a phone sends was done before, without a session.
    pub(crate) fn actor(&self) -> Actor {
        Actor { kind: ActorKind::Phone, ..self.worker.actor() }
    }

    /// Id of the worker's account.
    #[must_use]
    pub const fn account(&self) -> Uuid {
        self.worker.account().id()
    }
}

/// Makes a phone known.
///
/// # Errors
/// [`Error::Internal`] if the database refuses.
pub async fn enrol(store: &Store, worker: &FieldWorker) -> Result<Enrolment> {
    let token = token::fresh(worker.county())?;
    let id = store.new_id();
    let key_id = store.keys.current();
    let public_key = store.keys.messages().public(key_id);
    let public_key = public_key.ok_or_else(|| Error::internal("the keyring lacks its current key"))?.to_vec();
    let now = store.clock.millis();
    let row = device::Model {
        county_code: worker.county().to_string(),
        id,
        account_id: worker.account().id(),
        token_hash: store.keys.token_hash(&token),
        enrolled_at: now,
        last_seen: now,
        unsent: 0,
        unsent_since: None,
        revoked_at: None,
    };
    let tx = store.begin().await?;
    rows::devices::insert(&*tx, row).await?;
    let entry =
        Entry::new(worker.county().to_string(), now, audit::Kind::PhoneEnrolled, worker.actor()).of("phone", id);
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(Enrolment {
        device: id.to_string(),
        token,
        key_id: key_id.to_owned(),
        public_key,
        worker: worker.account().view(),
        today: store.clock.today(),
        policy: store.policy.name.clone(),
        deployment: store.deployment.divisions.iter().map(ToString::to_string).collect(),
        notice_version: in_force(store, &worker.county().to_string()).await?.version,
    })
}

/// The phone that shows this token.
///
/// # Errors
/// [`Problem::DeviceUnknown`] when there is none, when it was revoked, or when its worker's account was closed or
/// no longer works in the field: what lies on it stays there.
pub async fn recognise(store: &Store, token: &str) -> Result<Device> {
    let hash = store.keys.token_hash(token);
    let county = match token::county(token) {
        Some(county) => Some(county.to_string()),
        // Made by an earlier version.
        None => access::rows::directory::county(&store.db, Kind::DeviceToken, &hash).await?,
    };
    let county = county.ok_or(Problem::DeviceUnknown)?;
    let row = rows::devices::by_token_hash(&store.db, &county, hash).await?.filter(|row| row.revoked_at.is_none());
    let row = row.ok_or(Problem::DeviceUnknown)?;
    let accounts = accounts::in_force(store, row.account_id).await?;
    let worker = accounts.iter().find_map(|account| FieldWorker::of(account).ok()).ok_or(Problem::DeviceUnknown)?;
    Ok(Device { id: row.id, county: worker.county().to_string(), worker })
}

/// Writes down that a phone was seen, what came of its messages (how many were taken, kept, and left for later), and what
/// remains on it.
pub(crate) async fn seen(
    store: &Store,
    device: &Device,
    unsent: Unsent,
    [taken, kept, later]: [usize; 3],
) -> Result<()> {
    let answered = taken + kept;
    let gone = u32::try_from(answered).unwrap_or(u32::MAX);
    let remain = i32::try_from(unsent.messages.saturating_sub(gone)).unwrap_or(i32::MAX);
    let since = (remain > 0 && unsent.since > 0).then_some(unsent.since);
    let now = store.clock.millis();
    let tx = store.begin().await?;
    rows::devices::seen(&*tx, (device.county(), device.id), now, (remain, since)).await?;
    if answered + later > 0 {
        let entry = Entry::new(device.county(), now, audit::Kind::Push, device.actor()).of("phone", device.id);
        let entry = entry.with("taken", taken).with("kept", kept).with("later", later);
        pen::append(store, &tx, [&entry]).await?;
    }
    tx.commit().await
}
