//! Databases for tests: a fresh copy of a migrated one, SQLite always, PostgreSQL when
//! `TONGCE_TEST_POSTGRES_URL` names a cluster.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use backend::store::clock::FixedClock;
use backend::store::ids::RandomIds;
use backend::testing::distribution::Watch;
use backend::testing::{connect_watched, in_role};
use backend::{Keyring, Settings, Store};
use jiff::civil::date;
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// A store and what has to live as long as it does.
pub(crate) struct Prepared {
    pub(crate) store: Store,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) url: String,
    pub(crate) folder: TempDir,
    pub(crate) watch: Watch,
}

/// A store on each database that this run has.
pub(crate) async fn stores(base_url: &str) -> Vec<Prepared> {
    let mut stores = vec![sqlite(base_url).await];
    if let Ok(cluster) = std::env::var("TONGCE_TEST_POSTGRES_URL") {
        stores.push(postgres(&cluster, base_url).await);
    }
    stores
}

async fn sqlite(base_url: &str) -> Prepared {
    static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(sqlite_template).await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("test.sqlite");
    std::fs::copy(template, &path).unwrap();
    prepared(&sqlite_url(&path), base_url, folder).await
}

async fn sqlite_template() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for old in std::fs::read_dir(folder).unwrap().flatten() {
        if old.file_name().to_string_lossy().starts_with("template-") {
            let _gone = std::fs::remove_file(old.path());
        }
    }
    let path = folder.join(format!("template-{}.sqlite", std::process::id()));
    let store = connect(&sqlite_url(&path), "http://localhost", today(), &Watch::default()).await;
    backend::migration::migrate(&store).await.unwrap();
    store.db.close().await.unwrap();
    path
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}?mode=rwc", path.display())
}

async fn postgres(cluster: &str, base_url: &str) -> Prepared {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("tongce_template_{}", std::process::id());
            create(cluster, &name, "template0").await;
            let store = connect(&within(cluster, &name), "http://localhost", today(), &Watch::default()).await;
            backend::migration::migrate(&store).await.unwrap();
            store.db.close().await.unwrap();
            name
        })
        .await;
    let name = format!("tongce_{}", Uuid::new_v4().simple());
    create(cluster, &name, template).await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    prepared(&in_role(&within(cluster, &name)), base_url, folder).await
}

async fn prepared(url: &str, base_url: &str, folder: TempDir) -> Prepared {
    let (watch, clock) = (Watch::default(), today());
    Prepared { store: connect(url, base_url, clock.clone(), &watch).await, clock, url: url.to_owned(), folder, watch }
}

async fn create(cluster: &str, name: &str, template: &str) {
    // Two tests that copy the template at once wait for each other.
    for _ in 0..100 {
        let db = Database::connect(cluster).await.unwrap();
        let created = db.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        db.close().await.unwrap();
        match created {
            Ok(_) => return,
            Err(error) if error.to_string().contains("being accessed") => {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the template stays in use");
}

fn within(cluster: &str, name: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

fn today() -> Arc<FixedClock> {
    Arc::new(FixedClock::on(date(2026, 11, 21)))
}

/// The day of every test is 21 November 2026, the deployment is Tianjin.
async fn connect(url: &str, base_url: &str, clock: Arc<FixedClock>, watch: &Watch) -> Store {
    let settings =
        Settings { base_url: base_url.to_owned(), ..Settings::example(url, Keyring::ephemeral().unwrap()).unwrap() };
    connect_watched(settings, clock, Arc::new(RandomIds), watch).await.unwrap()
}
