//! A code that is sent to a telephone number of the record, and tried.

use std::sync::Arc;

use domain::problem::Problem;
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use uuid::Uuid;

use super::{GUARDIAN_MILLIS, Sms, by_hand, hidden};
use crate::access::accounts::attempts::{self, Bucket, Window};
use crate::audit::{Actor, ActorKind, Entry, Kind, Outcome, pen};
use crate::declare::rows;
use crate::declare::tables::guardian;
use crate::error::{Error, Result};
use crate::links::holder::LinkHolder;
use crate::store::Store;

/// How long a code opens, in minutes.
pub const CODE_MINUTES: i64 = 5;

/// Codes that may be tried while one is waited for.
const TRIES: i32 = 5;

const HOUR: i64 = 3_600_000;

/// Sends a code to the number that was chosen, by its place in the list that [`hidden::Hidden`] shows. Whoever asks learns
/// nothing: a number that is not there, or of somebody who is no guardian any more, gets the same words, after the same work.
///
/// # Errors
/// [`Problem::NotFound`] for what is not the family's; [`Problem::TooManyAttempts`].
pub async fn ask(
    store: &Store,
    link_holder: &LinkHolder,
    id: Uuid,
    chosen: usize,
    (gateway, peer): (&Arc<dyn Sms>, &str),
) -> Result<()> {
    let answers = hidden::answers(store, link_holder, id).await?;
    let barred = hidden::barred(store, link_holder, id).await?;
    let phone = hidden::phones(&answers).into_iter().nth(chosen);
    let number = phone.as_ref().map_or_else(|| format!("{id} {chosen}"), |phone| phone.as_str().to_owned());
    attempts::within(
        store,
        vec![
            Window::new("code-number", &number, HOUR, 3),
            Window::new("code-number-day", &number, 24 * HOUR, 10),
            Window::new("code-browser", &link_holder.browser().to_string(), HOUR, 5),
            Window::network("code-peer", peer, HOUR, 60),
            Window::new("code-all", "", HOUR, 500),
        ],
    )
    .await?;
    let code = random()?;
    let now = store.clock.millis();
    // Without anybody to send it to the code is made and kept all the same: nobody knows it.
    let row = guardian::Model {
        code_hash: Some(hash(store, link_holder, id, &code)),
        code_ends_at: now + CODE_MINUTES * 60_000,
        ..row(link_holder, id)
    };
    let tx = store.begin().await?;
    rows::guardians::put(&*tx, &row, now).await?;
    pen::append(store, &tx, [&entry(link_holder, id, Kind::GuardianCode, now)]).await?;
    tx.commit().await?;
    let Some(phone) = phone else { return Ok(()) };
    if hidden::may_prove(&answers, &phone, false, &barred) {
        let gateway = Arc::clone(gateway);
        // Nobody waits for it: how long the gateway takes, and whether it takes the code, tells nothing.
        tokio::spawn(async move {
            if let Err(error) = gateway.send(phone.as_str(), &code).await {
                tracing::error!(error = format!("{error:#}"), "a code was not sent");
            }
        });
    } else {
        by_hand::task(store, link_holder, id);
    }
    Ok(())
}

/// Tries a code; from then on the browser is a guardian's of this declaration, for half an hour.
///
/// # Errors
/// [`Problem::Invalid`] for a `code` that is wrong, has ended, was tried too often or was sent for another declaration;
/// [`Problem::TooManyAttempts`].
pub async fn enter(store: &Store, link_holder: &LinkHolder, id: Uuid, code: &str, peer: &str) -> Result<()> {
    let attempt = attempts::count_all(store, vec![Bucket::network(peer)]).await?;
    let now = store.clock.millis();
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let (county, browser) = (link_holder.county().to_string(), link_holder.browser());
    let tx = store.begin().await?;
    let waited = rows::guardians::tried(&*tx, (&county, browser, id), TRIES, now).await?;
    let right = waited.is_some_and(|row| row.code_hash == Some(hash(store, link_holder, id, &code)));
    if !right {
        let mut refused = entry(link_holder, id, Kind::GuardianVerified, now);
        refused.outcome = Outcome::Refused;
        pen::append(store, &tx, [&refused]).await?;
        // The try was counted.
        tx.commit().await?;
        let message = format!("验证码不对，或者已过{CODE_MINUTES}分钟。请核对短信，或重新发送");
        return Err(Problem::Invalid { field: "code".into(), message }.into());
    }
    attempts::succeeded(&tx, &attempt).await?;
    rows::guardians::put(&*tx, &proved(link_holder, id, now), now).await?;
    pen::append(store, &tx, [&entry(link_holder, id, Kind::GuardianVerified, now).with("how", "code")]).await?;
    tx.commit().await
}

/// Six digits, each as likely as any other.
fn random() -> Result<String> {
    const CODES: u32 = 1_000_000;
    loop {
        let mut bytes = [0; 4];
        OsRng.try_fill_bytes(&mut bytes).map_err(|_| Error::internal("the operating system gives no random bytes"))?;
        let drawn = u32::from_be_bytes(bytes);
        // The last part of the range would make low numbers likelier.
        if drawn < u32::MAX - u32::MAX % CODES {
            return Ok(format!("{:06}", drawn % CODES));
        }
    }
}

fn hash(store: &Store, link_holder: &LinkHolder, id: Uuid, code: &str) -> Vec<u8> {
    let (county, browser) = (link_holder.county().to_string(), link_holder.browser());
    let parts = [county.as_bytes(), id.as_bytes(), browser.as_bytes(), code.as_bytes()];
    store.keys.integrity_hash("family-code", &parts)
}

fn row(link_holder: &LinkHolder, id: Uuid) -> guardian::Model {
    guardian::Model {
        county_code: link_holder.county().to_string(),
        browser: link_holder.browser(),
        declaration: id,
        code_hash: None,
        code_ends_at: 0,
        tries: 0,
        guardian_until: 0,
    }
}

/// The browser is a guardian's from now on.
pub(super) fn proved(link_holder: &LinkHolder, id: Uuid, now: i64) -> guardian::Model {
    guardian::Model { guardian_until: now + GUARDIAN_MILLIS, ..row(link_holder, id) }
}

pub(super) fn entry(link_holder: &LinkHolder, id: Uuid, kind: Kind, now: i64) -> Entry {
    let role = domain::access::Role::Family.code();
    let actor = Actor { kind: ActorKind::Family, id: Some(link_holder.holder()), role, ..Actor::default() };
    Entry::new(link_holder.county().to_string(), now, kind, actor).of("declaration", id)
}
