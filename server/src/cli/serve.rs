//! `tongce serve`: answers requests until it is told to stop, then finishes the ones under way.

use std::time::Duration;

use backend::store::row_security::RowSecurity;
use backend::{Store, audit, backup};
use gate::session;
use tokio::net::TcpListener;
use tokio::signal;

use super::seed::inner;
use super::start::with_store;
use crate::alerts;
use crate::config::{Config, ConfigError};
use crate::listen::{Connections, serve};
use crate::nightly;
use crate::retention;
use crate::router::router;
use crate::state::AppState;
use crate::trail;

/// How long requests under way may take after the signal to stop.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How often ended sessions are deleted.
const SWEEP: Duration = Duration::from_secs(15 * 60);

/// How often it is looked whose accounts and assignments have had their time.
const NIGHTLY: Duration = Duration::from_secs(24 * 3600);

/// How often reading out of the ordinary is looked for.
const WATCH: Duration = Duration::from_secs(60);

pub(super) fn run() -> anyhow::Result<()> {
    with_store(|config, store| async move {
        backup::refuse_unchecked(&config.database_url).await?;
        least_rights(&config, &store).await?;
        backend::migration::migrate(&store).await.map_err(inner)?;
        if config.insecure {
            tracing::warn!("TONGCE_INSECURE: what travels may be read on its way; not for real people");
        }
        if config.notice.example {
            tracing::warn!("the notice for families is an example: set TONGCE_NOTICE_* before real people register");
        }
        audit::open(&store).await.map_err(inner)?;
        let listener = bind(&config).await?;
        let state = AppState::new(store.clone(), &config)?;
        let router = router(&state)?;
        let connections = Connections::new(config.most_connections, config.trusted_proxies.clone());
        tracing::info!(address = %config.address, url = config.base_url, connections = connections.most, "serving");
        let sweep = tokio::spawn(session::sweep(store.clone(), SWEEP));
        let retention = tokio::spawn(retention::every_night(store.clone()));
        let alerts = tokio::spawn(alerts::watch(store.clone(), config.audit_anchor.clone(), WATCH));
        let nightly = tokio::spawn(nightly::accounts(store.clone(), NIGHTLY));
        let trail = tokio::spawn(trail::keep(store.clone(), config.audit_anchor.clone()));
        let stop = async {
            told_to_stop().await;
            tracing::info!("stopping: finishing what is under way");
        };
        if !serve(listener, router, &connections, stop, TIMEOUT).await {
            tracing::warn!("some requests did not end in time");
        }
        sweep.abort();
        retention.abort();
        alerts.abort();
        nightly.abort();
        trail.abort();
        trail::end(&store, config.audit_anchor.as_deref()).await;
        tracing::info!("stopped");
        Ok(())
    })
}

/// Whoever breaks into the server has the rights of its role, so it refuses one that could take away what holds it.
async fn least_rights(config: &Config, store: &Store) -> anyhow::Result<()> {
    let Some(role) = store.role().await.map_err(inner)? else { return Ok(()) };
    match role.too_much() {
        Some(much) if !config.insecure => {
            let remedy = "Make roles with `tongce database roles` and write the address of tongce_app, or set \
                          TONGCE_INSECURE=yes for a trial";
            Err(ConfigError::new("TONGCE_DATABASE_URL", format!("the role {} {much}", role.name), remedy).into())
        }
        Some(much) => {
            tracing::warn!(role = role.name, "the role of the server {much}: no policy and no trigger holds it");
            Ok(())
        }
        None if config.row_security == RowSecurity::Off => {
            tracing::warn!("TONGCE_ROW_SECURITY=off: only the conditions of statements hold counties apart");
            Ok(())
        }
        None => Ok(()),
    }
}

async fn bind(config: &Config) -> Result<TcpListener, ConfigError> {
    TcpListener::bind(config.address).await.map_err(|error| {
        let wrong = format!("cannot listen on {}: {error}", config.address);
        ConfigError::new("TONGCE_ADDRESS", wrong, "Stop the other program, or choose another port")
    })
}

/// Waits for SIGINT (Ctrl-C) or SIGTERM.
async fn told_to_stop() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
