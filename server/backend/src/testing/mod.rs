//! Stores for tests: a migrated SQLite file always, a PostgreSQL database of its own when
//! `TONGCE_TEST_POSTGRES_URL` names a cluster. The day is 21 November 2026, the deployment Tianjin.

pub mod distribution;
mod family;
mod opened;
mod people;
mod pictures;
mod scope;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::Date;
use domain::divisions::CountyCode;
use domain::view::links::LinkKind;
use domain::view::notice::Agreement;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub use family::{Child, left_behind, migrant, national_id, submission};
pub use opened::{document, key_of, put_answers};
pub use people::{account, program};
pub use pictures::png;

use self::distribution::Watch;
use crate::crypt::token;
use crate::links::holder::kind_code;
use crate::links::tables::link;
use crate::store::clock::{Clock, FixedClock, SystemClock};
use crate::store::ids::{Ids, RandomIds};
use crate::{Keyring, Settings, Store, links};

/// The day of every test.
pub const TODAY: Date = jiff::civil::date(2026, 11, 21);

/// Names of the SQLite file and the key file in the folder of a store.
const DATABASE: &str = "tongce.sqlite";
const KEYS: &str = "tongce.keys";

/// A store and what has to live as long as it does.
#[derive(Debug)]
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Its clock, to be moved.
    pub clock: Arc<FixedClock>,
    /// Where the SQLite file and the key file are.
    pub folder: TempDir,
    url: String,
    /// Looks at the store's statements.
    pub watch: Watch,
}

impl TestStore {
    /// A second store on the same database and keys, as another start of the program would make.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn reopen(&self) -> anyhow::Result<Store> {
        self.open(&in_role(&self.url)).await
    }

    /// A store on the same database as who owns its tables: for steps, and for what nobody else may.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn owner(&self) -> anyhow::Result<Store> {
        self.open(&self.url).await
    }

    /// The database as one of the roles of `tongce database roles`, by one connection, without a store.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn as_role(&self, role: &str) -> anyhow::Result<DatabaseConnection> {
        let mut options = ConnectOptions::new(of_role(&self.url, role));
        options.max_connections(1);
        Ok(Database::connect(options).await?)
    }

    /// A store of the role as which the server runs, with nothing of a test between it and the database.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn as_server(&self) -> anyhow::Result<Store> {
        let settings = settings(&of_role(&self.url, "tongce_app"), self.store.keys.clone())?;
        Store::connect_with(settings, Arc::<FixedClock>::clone(&self.clock), Arc::new(RandomIds)).await
    }

    async fn open(&self, url: &str) -> anyhow::Result<Store> {
        let settings = settings(url, self.store.keys.clone())?;
        connect_watched(settings, Arc::<FixedClock>::clone(&self.clock), Arc::new(RandomIds), &self.watch).await
    }

    /// The address of its database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// An empty database of the same kind, with a copy of the keys: where a backup is restored.
    ///
    /// # Errors
    /// If the database cannot be made.
    pub async fn elsewhere(&self) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let url = if self.url.starts_with("sqlite:") {
            sqlite_url(&folder.path().join(DATABASE))
        } else {
            let name = fresh_name();
            create(&self.url, &name, "template0").await?;
            within(&self.url, &name)
        };
        let keys = folder.path().join(KEYS);
        std::fs::copy(self.folder.path().join(KEYS), &keys)?;
        prepared(url, folder, Keyring::load(&keys)?).await
    }

    /// A guardian's agreement to the notice in force.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        let notice_version = self.store.notice.version.clone();
        Agreement { notice_version, guardian: true, by: String::new(), sensitive: true }
    }

    /// A link of a division, and its token.
    ///
    /// # Errors
    /// If the database refuses.
    pub async fn link(&self, kind: LinkKind, division: &str) -> anyhow::Result<(link::Model, String)> {
        let token = token::fresh(CountyCode::parse(&division[..6])?)?;
        let id = self.store.new_id();
        let link = link::Model {
            county_code: division[..6].to_owned(),
            id,
            kind: kind_code(kind).to_owned(),
            division_code: division.to_owned(),
            holder: (kind == LinkKind::Personal).then_some(id),
            token_hash: self.store.keys.token_hash(&token),
            note: String::new(),
            created_by: None,
            created_at: self.clock.millis(),
            expires_on: "2026-12-31".to_owned(),
            revoked_at: None,
            bound_to: None,
            sealed: None,
            key_id: None,
        };
        links::rows::links::insert(&self.store.db, &[&link]).await?;
        Ok((link, token))
    }
}

/// A store on each kind of database that this run has.
///
/// # Errors
/// If a database cannot be made.
pub async fn stores() -> anyhow::Result<Vec<TestStore>> {
    let mut stores = vec![sqlite().await?];
    if let Ok(cluster) = std::env::var("TONGCE_TEST_POSTGRES_URL") {
        stores.push(postgres(&cluster).await?);
    }
    Ok(stores)
}

/// A store on a fresh SQLite file.
///
/// # Errors
/// If the file cannot be made.
pub async fn sqlite() -> anyhow::Result<TestStore> {
    static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let migrated = MIGRATED.get_or_try_init(|| shared("sqlite", migrated_file)).await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(DATABASE);
    std::fs::write(&path, migrated)?;
    let keys = Keyring::create_file(&folder.path().join(KEYS))?;
    prepared(sqlite_url(&path), folder, keys).await
}

/// A store on a fresh PostgreSQL database of the cluster.
///
/// # Errors
/// If the cluster does not answer.
pub async fn postgres(cluster: &str) -> anyhow::Result<TestStore> {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE.get_or_try_init(|| shared("postgres", || migrated_database(cluster))).await?;
    let template = str::from_utf8(template)?;
    let name = fresh_name();
    create(cluster, &name, template).await?;
    let folder = tempfile::tempdir()?;
    let keys = Keyring::create_file(&folder.path().join(KEYS))?;
    prepared(within(cluster, &name), folder, keys).await
}

/// Name of a database that there is not yet.
fn fresh_name() -> String {
    format!("tongce_{}", RandomIds.next(SystemClock.now()).simple())
}

async fn prepared(url: String, folder: TempDir, keys: Keyring) -> anyhow::Result<TestStore> {
    let clock = Arc::new(FixedClock::on(TODAY));
    let watch = Watch::default();
    let settings = settings(&in_role(&url), keys)?;
    let store = connect_watched(settings, Arc::<FixedClock>::clone(&clock), Arc::new(RandomIds), &watch).await?;
    Ok(TestStore { store, clock, folder, url, watch })
}

/// A store whose statements are looked at.
///
/// # Errors
/// If the database does not answer.
pub async fn connect_watched(
    settings: Settings,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    watch: &Watch,
) -> anyhow::Result<Store> {
    let (mut db, mut arrivals_pool, mut guard) =
        crate::store::connections(&settings.database_url, settings.row_security).await?;
    if !scope::without_conditions() {
        watch.on(&mut db);
        watch.on(&mut arrivals_pool);
    }
    guard.adjust = Some(scope::adjust);
    Ok(Store::on((db, arrivals_pool), guard, settings, clock, ids))
}

/// Runs statements as who owns the tables, whatever role the store has.
///
/// # Errors
/// If the database refuses.
pub async fn run_as_owner(store: &Store, sql: &str) -> std::result::Result<(), DbErr> {
    let cluster = std::env::var("TONGCE_TEST_POSTGRES_URL");
    let (Ok(cluster), Some(_)) = (cluster, std::env::var_os("TONGCE_TEST_POSTGRES_ROLE")) else {
        return store.db.execute_unprepared(sql).await.map(drop);
    };
    if store.db.get_database_backend() != DbBackend::Postgres {
        return store.db.execute_unprepared(sql).await.map(drop);
    }
    let name = Statement::from_string(DbBackend::Postgres, "SELECT current_database()::text");
    let name: Option<String> = store.db.query_one_raw(name).await?.map(|row| row.try_get_by_index(0)).transpose()?;
    let db = Database::connect(within(&cluster, &name.unwrap_or_default())).await?;
    let done = db.execute_unprepared(sql).await.map(drop);
    db.close().await?;
    done
}

/// The address of a database for the role that `TONGCE_TEST_POSTGRES_ROLE` names, as which the program runs: its stores are
/// held to row security then. Tables are the superuser's.
#[must_use]
pub fn in_role(url: &str) -> String {
    std::env::var("TONGCE_TEST_POSTGRES_ROLE").map_or_else(|_| url.to_owned(), |role| of_role(url, &role))
}

fn of_role(url: &str, role: &str) -> String {
    match url.split_once('@') {
        Some((scheme, server)) if scheme.starts_with("postgres") => format!("postgres://{role}@{server}"),
        _ => url.to_owned(),
    }
}

fn settings(url: &str, keys: Keyring) -> anyhow::Result<Settings> {
    let settings = Settings::example(url, keys).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(Settings { base_url: "https://tongce.example.cn".to_owned(), ..settings })
}

/// What the programs of one run of the tests make once, in a folder that the run gives them; without one each its own.
async fn shared<M: Future<Output = anyhow::Result<Vec<u8>>>>(
    name: &str,
    make: impl FnOnce() -> M,
) -> anyhow::Result<Vec<u8>> {
    let Some(folder) = std::env::var_os("TONGCE_TEST_TEMPLATES") else { return make().await };
    let path = Path::new(&folder).join(name);
    if let Ok(made) = std::fs::read(&path) {
        return Ok(made);
    }
    let made = make().await?;
    let beside = path.with_extension(std::process::id().to_string());
    std::fs::write(&beside, &made)?;
    std::fs::rename(beside, path)?;
    Ok(made)
}

/// A migrated database of the cluster, by its name.
async fn migrated_database(cluster: &str) -> anyhow::Result<Vec<u8>> {
    let name = format!("tongce_backend_{}", std::process::id());
    create(cluster, &name, "template0").await?;
    migrated(&within(cluster, &name)).await?;
    Ok(name.into_bytes())
}

async fn migrated_file() -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("template.sqlite");
    migrated(&sqlite_url(&path)).await?;
    Ok(std::fs::read(&path)?)
}

async fn migrated(url: &str) -> anyhow::Result<()> {
    let settings = settings(url, Keyring::ephemeral()?)?;
    let store = Store::connect_with(settings, Arc::new(FixedClock::on(TODAY)), Arc::new(RandomIds)).await?;
    crate::migration::migrate(&store).await?;
    store.db.close().await?;
    Ok(())
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}?mode=rwc", path.display())
}

fn within(cluster: &str, name: &str) -> String {
    cluster.rsplit_once('/').map_or_else(|| cluster.to_owned(), |(server, _)| format!("{server}/{name}"))
}

async fn create(cluster: &str, name: &str, template: &str) -> anyhow::Result<()> {
    let db = Database::connect(cluster).await?;
    // Tests that copy the template at the same time wait for each other.
    let mut attempts = 0;
    let created = loop {
        attempts += 1;
        match db.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await {
            Err(error) if attempts < 200 && error.to_string().contains("being accessed") => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            done => break done,
        }
    };
    db.close().await?;
    created?;
    Ok(())
}
