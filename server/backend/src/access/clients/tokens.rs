//! A secret gives a token for ten minutes, a token gives the capability.

use uuid::Uuid;

use super::client::{Client, Scope};
use crate::access::accounts::attempts::{self, Bucket};
use crate::access::rows;
use crate::access::tables::{client, client_token};
use crate::audit::{Entry, Kind, Outcome, peer_prefix, pen};
use crate::crypt::keyring::new_token;
use crate::error::Result;
use crate::store::Store;

/// How long a token opens, in seconds.
pub const TOKEN_SECONDS: i64 = 600;

/// The chain of ids that no program has.
const NOWHERE: &str = "000000";

/// A token, shown this once.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The token.
    pub token: String,
    /// What can be asked with it.
    pub scopes: Vec<Scope>,
}

/// A token for a program that shows its secret; nothing when id or secret is wrong, or the program may not ask today.
/// Attempts are counted as those to sign in are, by network and by program in this network, so that whoever guesses
/// somewhere else shuts nobody out.
///
/// # Errors
/// [`domain::problem::Problem::TooManyAttempts`].
pub async fn issue(store: &Store, client_id: &str, secret: &str, peer: &str) -> Result<Option<Issued>> {
    let attempt = attempts::count_all(store, vec![Bucket::client(client_id, peer), Bucket::network(peer)]).await?;
    let now = store.clock.millis();
    let row = match parse(client_id) {
        Some((county, id)) => rows::clients::by_id(&store.db, county, id).await?,
        None => None,
    };
    let right = row.as_ref().is_some_and(|row| opens(row, &store.keys.token_hash(secret), now));
    let client = row.as_ref().filter(|_| right).and_then(|row| Client::read(&store.keys, row, store.clock.today()));
    let (Some(row), Some(client)) = (&row, client) else {
        refused(store, row.as_ref(), peer).await?;
        return Ok(None);
    };
    let token = format!("{}.{}", row.county_code, new_token()?);
    let tx = store.begin().await?;
    attempts::succeeded(&tx, &attempt).await?;
    rows::clients::end_tokens(&*tx, (&row.county_code, row.id), Some(now)).await?;
    let fresh = client_token::Model {
        county_code: row.county_code.clone(),
        token_hash: store.keys.token_hash(&token),
        client_id: row.id,
        ends_at: now + TOKEN_SECONDS * 1_000,
    };
    rows::clients::insert_token(&*tx, &fresh).await?;
    let mut entry = Entry::new(&row.county_code, now, Kind::ClientToken, client.actor()).of("client", row.id);
    entry.peer = peer_prefix(peer);
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(Some(Issued { token, scopes: client.scopes }))
}

/// The program whose token this is, read anew so that a suspended one loses its rights at once.
///
/// # Errors
/// If the database refuses.
pub async fn recognise(store: &Store, token: &str) -> Result<Option<Client>> {
    let Some((county, _)) = token.split_once('.').filter(|_| token.len() < MOST) else { return Ok(None) };
    let hash = store.keys.token_hash(token);
    let Some(token) = rows::clients::token(&store.db, county, hash, store.clock.millis()).await? else {
        return Ok(None);
    };
    let row = rows::clients::by_id(&store.db, county, token.client_id).await?;
    Ok(row.and_then(|row| Client::read(&store.keys, &row, store.clock.today())))
}

/// Longest text that is looked at as a token or an id.
const MOST: usize = 100;

/// County and id of what a program calls itself.
fn parse(client_id: &str) -> Option<(&str, Uuid)> {
    let (county, id) = client_id.split_once('.').filter(|_| client_id.len() < MOST)?;
    Some((county, Uuid::parse_str(id).ok()?))
}

/// Whether a secret is the program's, or the one before while that opens.
fn opens(row: &client::Model, hash: &[u8], now: i64) -> bool {
    let former = row.former_hash.as_deref().filter(|_| row.former_ends_at.is_some_and(|ends_at| now < ends_at));
    row.secret_hash == hash || former == Some(hash)
}

/// Somebody was refused. Who that is is not known; whose id was named, is.
async fn refused(store: &Store, named: Option<&client::Model>, peer: &str) -> Result<()> {
    let county = named.map_or(NOWHERE, |row| &row.county_code);
    let mut entry = Entry::new(county, store.clock.millis(), Kind::ClientToken, Default::default());
    entry.outcome = Outcome::Refused;
    entry.subject = named.map(|row| ("client", row.id));
    entry.peer = peer_prefix(peer);
    pen::record(store, &entry).await
}
