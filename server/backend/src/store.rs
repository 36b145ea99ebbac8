//! What a service needs: the database, the keys, the clock, the ids and the deployment's settings.

pub mod breached;
pub(crate) mod bulk;
pub mod clock;
pub(crate) mod coalesce;
mod connections;
pub(crate) mod followers;
pub mod heavy;
pub mod ids;
pub mod inserts;
pub(crate) mod pool;
pub(crate) mod resident;
pub mod row_security;
pub mod rows;
pub mod tables;
mod transaction;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::access::PasswordProfile;
use domain::divisions::DivisionCode;
use domain::eligibility::Policy;
use domain::routing::Deployment;
use domain::view::notice::NoticeView;
use ipnet::IpNet;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tokio::sync::Mutex;
use uuid::Uuid;

pub(crate) use connections::connections;
pub use pool::Pool;
pub(crate) use row_security::everywhere;
pub(crate) use transaction::begin;
pub use transaction::{Transaction, WriteStatement, WriteTransaction};

use self::breached::Breached;
use self::clock::{Clock, SystemClock};
use self::ids::{Ids, RandomIds};
use self::pool::Guard;
use self::resident::{Resident, Residents};
use self::row_security::{Role, RowSecurity};
use crate::crypt::keyring::Keyring;
use crate::error::{Error, Result};
use crate::notice::NoticeSettings;

/// What a store is made from.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `sqlite://path?mode=rwc` or `postgres://…`.
    pub database_url: String,
    /// Whether statements say their counties to PostgreSQL.
    pub row_security: RowSecurity,
    /// The keys.
    pub keys: Keyring,
    /// The policy profile in force.
    pub policy: Policy,
    /// The divisions in which this deployment works.
    pub deployment: Deployment,
    /// Public address without a slash at the end, e.g. `https://tongce.example.cn`.
    pub base_url: String,
    /// Who handles the data, for the notice (告知书).
    pub notice: NoticeSettings,
    /// Which passwords are taken.
    pub passwords: PasswordProfile,
    /// File to which erased records are appended, outside of the database.
    pub erasure_log: Option<PathBuf>,
    /// Passwords that became public elsewhere, where the operator has their list.
    pub breached: Option<Breached>,
    /// Private networks in which a provider of identities may lie.
    pub identity_networks: Vec<IpNet>,
}

impl Settings {
    /// A deployment in 天津市 as examples and tests have it; `database_url` as in [`Settings::database_url`].
    ///
    /// # Errors
    /// If the policy profile is not shipped.
    pub fn example(database_url: impl Into<String>, keys: Keyring) -> Result<Self> {
        let missing = || Error::internal("the policy tianjin is missing");
        let province = DivisionCode::parse("120000").map_err(|_| missing())?;
        Ok(Self {
            database_url: database_url.into(),
            row_security: RowSecurity::Auto,
            keys,
            policy: Policy::named("tianjin").ok_or_else(missing)?.clone(),
            deployment: Deployment::new("天津市", [province]),
            base_url: "http://localhost".to_owned(),
            notice: NoticeSettings::example(),
            passwords: PasswordProfile::default(),
            erasure_log: None,
            breached: None,
            identity_networks: Vec::new(),
        })
    }
}

/// The store: cheap to clone, shared by every request.
#[derive(Clone, Debug)]
pub struct Store {
    /// The connection pool. Read through it; write through [`Store::begin`].
    pub db: Pool,
    /// The keys.
    pub keys: Keyring,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn Ids>,
    /// The policy profile in force.
    pub policy: Arc<Policy>,
    /// The divisions in which this deployment works.
    pub deployment: Arc<Deployment>,
    /// Public address without a slash at the end.
    pub base_url: Arc<str>,
    /// The notice (告知书) in force.
    pub notice: Arc<NoticeView>,
    /// Which passwords are taken.
    pub passwords: PasswordProfile,
    /// File to which erased records are appended, outside of the database.
    pub erasure_log: Option<Arc<Path>>,
    /// Years for which a record is kept after the child's 18th birthday once it has left the register.
    pub retention_years: u16,
    /// Passwords that became public elsewhere.
    pub breached: Option<Arc<Breached>>,
    /// Private networks in which a provider of identities may lie.
    pub identity_networks: Arc<[IpNet]>,
    /// The connections of what comes in. On PostgreSQL they are apart: a pool hands out its connections in turn, so
    /// that each statement would meet another process that has not seen it lately.
    pub(crate) arrivals_pool: Pool,
    /// SQLite has one writer at a time; writers of this process queue here, in order, instead of polling.
    pub(crate) turn: Arc<Mutex<()>>,
    /// What the rooms keep in memory.
    residents: Residents,
}

impl Store {
    /// Connects with the machine's clock and random ids. Does not change the database.
    ///
    /// # Errors
    /// If the address is wrong or the database does not answer.
    pub async fn connect(settings: Settings) -> anyhow::Result<Self> {
        Self::connect_with(settings, Arc::new(SystemClock), Arc::new(RandomIds)).await
    }

    /// Connects with the given clock and ids.
    ///
    /// # Errors
    /// As [`Store::connect`].
    pub async fn connect_with(settings: Settings, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> anyhow::Result<Self> {
        let (db, arrivals_pool, guard) = connections(&settings.database_url, settings.row_security).await?;
        Ok(Self::on((db, arrivals_pool), guard, settings, clock, ids))
    }

    /// A store on these connections: those of everything, and those of what comes in.
    pub(crate) fn on(
        (db, arrivals_pool): (DatabaseConnection, DatabaseConnection),
        guard: Guard,
        settings: Settings,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Self {
        Self {
            db: Pool::new(db, guard),
            keys: settings.keys,
            clock,
            ids,
            policy: Arc::new(settings.policy),
            deployment: Arc::new(settings.deployment),
            base_url: settings.base_url.trim_end_matches('/').into(),
            notice: Arc::new(crate::notice::notice(&settings.notice)),
            passwords: settings.passwords,
            breached: settings.breached.map(Arc::new),
            identity_networks: settings.identity_networks.into(),
            erasure_log: settings.erasure_log.map(Arc::from),
            retention_years: settings.notice.retention_years,
            arrivals_pool: Pool::new(arrivals_pool, guard),
            turn: Arc::default(),
            residents: Residents::default(),
        }
    }

    /// What a room keeps in memory beside this store, made when it is first asked for.
    pub(crate) fn resident<T: Resident>(&self) -> Arc<T> {
        self.residents.get(self)
    }

    /// Begins a transaction that may write; waits for its turn on SQLite.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn begin(&self) -> Result<WriteTransaction> {
        begin(&self.db, &self.turn).await
    }

    /// For one statement that writes, without the round trips of a transaction; waits for its turn on SQLite.
    pub async fn statement(&self) -> WriteStatement {
        WriteStatement::on(&self.db, &self.turn).await
    }

    /// Whether the database answers and has its tables.
    ///
    /// # Errors
    /// If not.
    pub async fn ready(&self) -> Result<()> {
        self.db
            .query_one_raw(sea_orm::Statement::from_string(
                self.db.get_database_backend(),
                "SELECT 1 FROM record LIMIT 1",
            ))
            .await?;
        Ok(())
    }

    /// The role by which the store is connected; nobody on SQLite.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn role(&self) -> Result<Option<Role>> {
        Ok(Role::of(self.db.bare()).await?)
    }

    /// A fresh id of this instant.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.ids.next(self.clock.now())
    }
}

/// What is asked about several counties is asked county by county; mostly it is about one.
pub(crate) fn by_county<'a, T>(asked: impl IntoIterator<Item = (&'a str, T)>) -> BTreeMap<&'a str, Vec<T>> {
    let mut counties: BTreeMap<&str, Vec<T>> = BTreeMap::new();
    for (county, one) in asked {
        counties.entry(county).or_default().push(one);
    }
    counties
}
