//! What handlers share.

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use app::Style;
use axum::extract::{ConnectInfo, FromRef};
use axum::http::{Extensions, HeaderMap};
use backend::Store;
use backend::sheets::Reader;
use gate::{CookieKeys, Peer};
use leptos::config::LeptosOptions;

use crate::config::Config;
use crate::limits::Limits;
use crate::proof::Proof;
use crate::proxies::Proxies;
use crate::site;

/// State of the router. Each layer of it clones the state for each request, so it is one pointer.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What [`AppState`] points to.
pub struct Shared {
    /// The register.
    pub store: Store,
    /// Where the built site is; Leptos writes its addresses into the page.
    pub options: LeptosOptions,
    /// The look of the built site's pages.
    pub style: Option<Style>,
    /// Seal the cookies of a family.
    pub cookie_keys: CookieKeys,
    /// People reach the server over HTTPS.
    pub https: bool,
    /// The proxies in front, which are believed about where a request comes from.
    pub proxies: Proxies,
    /// What requests may ask of the server together.
    pub limits: Limits,
    /// Reads what officials upload.
    pub sheets: Reader,
    /// How a family proves in another browser to be a guardian.
    pub proof: Proof,
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<AppState> for Store {
    fn from_ref(state: &AppState) -> Self {
        state.store.clone()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}

impl AppState {
    /// Where a request comes from, as far as the proxies in front are believed; nothing when nobody can tell.
    #[must_use]
    pub fn peer(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<Peer> {
        let ConnectInfo(connected) = extensions.get::<ConnectInfo<SocketAddr>>()?;
        Some(Peer(self.proxies.client(connected.ip(), headers).to_string()))
    }

    /// The state of a server with this store and these settings.
    ///
    /// # Errors
    /// When the style of the site cannot be read.
    pub fn new(store: Store, config: &Config) -> anyhow::Result<Self> {
        Self::reading_by(Reader::of_this_program()?, store, config)
    }

    /// The same, with another program that reads workbooks.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn reading_by(sheets: Reader, store: Store, config: &Config) -> anyhow::Result<Self> {
        // Leptos looks beside the program for a path that is not whole.
        let hashes = std::path::absolute(config.site.join("hash.txt"))?;
        let options = LeptosOptions::builder()
            .output_name("tongce")
            .site_root(config.site.to_string_lossy())
            .site_pkg_dir("pkg")
            .site_addr(config.address)
            .env(leptos::config::Env::PROD)
            // The list of hashed names comes with the built site.
            .hash_files(hashes.exists())
            .hash_file(hashes.to_string_lossy().into())
            .build();
        let style = site::style(&config.site)?;
        let style = if config.insecure { style.map(site::warned) } else { style };
        Ok(Self(Arc::new(Shared {
            cookie_keys: CookieKeys::of(&store.keys, config.https()),
            store,
            style,
            options,
            https: config.https(),
            proxies: config.trusted_proxies.clone(),
            limits: Limits::default(),
            sheets,
            proof: Proof::of(config),
        })))
    }
}
