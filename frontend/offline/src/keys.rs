//! Keys: the phone's own, which the browser keeps and never gives out; the one that a passcode is stretched to; and
//! the key of a locker's data, which lies on the phone wrapped under the passcode's and then under the phone's.

use domain::values::username;
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesDerivedKeyParams, AesKeyGenParams, CryptoKey, Pbkdf2Params};

use crate::database::Access;
use crate::elapsed::monotonic_ms;
use crate::passcode::{TRIAL_ROUNDS, rounds};
use crate::row::Row;
use crate::schema::{KEYS, WORKERS};
use crate::vault::{CIPHER, cipher, nonce, random, subtle};
use crate::{Unavailable, spelling, vault};

/// The phone's key for families' drafts.
pub(crate) const DRAFTS: &str = "drafts";
/// The phone's key for what a passcode has wrapped already.
pub(crate) const DEVICE: &str = "device";
const SALT: &str = "salt";
const SALT_BYTES: u32 = 16;
const BITS: u16 = 256;
/// Bound into the wrapping of a locker's key.
const ABOUT: &str = "tongce locker 1";

fn uses(names: [&str; 2]) -> JsValue {
    Array::of2(&names[0].into(), &names[1].into()).into()
}

async fn key(promise: js_sys::Promise) -> Result<CryptoKey, Unavailable> {
    Ok(JsFuture::from(promise).await?.dyn_into()?)
}

/// Whatever lies under this name, made once for this phone; of two pages that make it at once, one wins.
async fn once(name: &str, fresh: JsValue) -> Result<JsValue, Unavailable> {
    let access = Access::writing(&[KEYS]).await?;
    if let Some(there) = access.get(KEYS, name).await? {
        return Ok(there);
    }
    access.put(KEYS, name, &fresh)?;
    access.done().await?;
    Ok(fresh)
}

/// A key of this phone, made at its first use; the browser does not give it out.
pub(crate) async fn of_phone(name: &str) -> Result<CryptoKey, Unavailable> {
    if let Some(there) = Access::reading(&[KEYS]).await?.get(KEYS, name).await? {
        return Ok(there.dyn_into()?);
    }
    let made = AesKeyGenParams::new(CIPHER, BITS);
    let made = key(subtle()?.generate_key_with_object(&made, false, &uses(["encrypt", "decrypt"]))?).await?;
    Ok(once(name, made.into()).await?.dyn_into()?)
}

/// The phone's salt: without it the ids of lockers tell nothing about whose they are.
async fn salt() -> Result<Vec<u8>, Unavailable> {
    let there = Access::reading(&[KEYS]).await?.get(KEYS, SALT).await?;
    let salt: Uint8Array = match there {
        Some(salt) => salt.dyn_into()?,
        None => once(SALT, random(SALT_BYTES)?.into()).await?.dyn_into()?,
    };
    Ok(salt.to_vec())
}

/// The id that a new locker of this worker gets.
pub(crate) async fn locker_id(username: &str) -> Result<String, Unavailable> {
    Ok(spelling::id(&salt().await?, &username::normal(username)))
}

/// The ids of this worker's lockers on this phone, also under spellings that earlier versions told apart; the one of
/// the normal form first. One that was destroyed is among them.
pub(crate) async fn locker_ids(username: &str) -> Result<Vec<String>, Unavailable> {
    let salt = salt().await?;
    let there = Access::reading(&[WORKERS]).await?.store(WORKERS)?.get_all_keys(None, None)?.await?;
    let there: Vec<String> = there.iter().filter_map(JsValue::as_string).collect();
    Ok(spelling::find(&salt, username, &there))
}

/// A passcode as the browser stretches it. Full-width and half-width digits are the same.
struct Stretching(CryptoKey);

impl Stretching {
    async fn of(passcode: &str) -> Result<Self, Unavailable> {
        let same = JsString::from(passcode).normalize("NFKC");
        let bytes = Uint8Array::from(String::from(same).as_bytes());
        let usages: JsValue = Array::of1(&"deriveKey".into()).into();
        Ok(Self(key(subtle()?.import_key_with_str("raw", &bytes, "PBKDF2", false, &usages)?).await?))
    }

    async fn stretch(&self, salt: &Uint8Array, rounds: u32) -> Result<CryptoKey, Unavailable> {
        let how = Pbkdf2Params::new_with_str("PBKDF2", "SHA-256", rounds, salt);
        let what = AesDerivedKeyParams::new(CIPHER, u32::from(BITS));
        let usages = uses(["wrapKey", "unwrapKey"]);
        key(subtle()?.derive_key_with_object_and_object(&how, &self.0, &what, false, &usages)?).await
    }
}

/// What a passcode gives: the key that wraps, and how it was stretched. It stays in memory while the locker is open,
/// so that an export needs no passcode again; the browser does not give it out.
#[derive(Clone)]
pub(crate) struct Stretched {
    pub(crate) key: CryptoKey,
    pub(crate) salt: Uint8Array,
    pub(crate) rounds: u32,
}

impl Stretched {
    /// For a new locker, as strongly as this phone bears in about a second.
    pub(crate) async fn anew(passcode: &str) -> Result<Self, Unavailable> {
        let (from, salt) = (Stretching::of(passcode).await?, random(SALT_BYTES)?);
        let begun = monotonic_ms();
        from.stretch(&salt, TRIAL_ROUNDS).await?;
        let rounds = rounds(monotonic_ms() - begun);
        Ok(Self { key: from.stretch(&salt, rounds).await?, salt, rounds })
    }

    /// As it was stretched before.
    pub(crate) async fn again(passcode: &str, salt: Uint8Array, rounds: u32) -> Result<Self, Unavailable> {
        Ok(Self { key: Stretching::of(passcode).await?.stretch(&salt, rounds).await?, salt, rounds })
    }

    /// Whether this is how the locker in this row opens.
    pub(crate) fn is_of(&self, row: &Row) -> Result<bool, Unavailable> {
        Ok(row.bytes("salt")?.to_vec() == self.salt.to_vec())
    }

    /// How it was stretched, for the row.
    pub(crate) fn put(&self, row: &Row) -> Result<(), Unavailable> {
        row.set("salt", self.salt.clone())?;
        row.set("rounds", self.rounds)
    }

    /// A fresh data key, wrapped under this one alone: the key for use, the nonce, the wrapped bytes.
    pub(crate) async fn fresh_key(&self) -> Result<(CryptoKey, Uint8Array, Uint8Array), Unavailable> {
        let made = AesKeyGenParams::new(CIPHER, BITS);
        let made = key(subtle()?.generate_key_with_object(&made, true, &uses(["encrypt", "decrypt"]))?).await?;
        let (nonce, wrapped) = self.wrap(&made).await?;
        // The one that was made can be given out, so it is not the one that stays.
        Ok((self.unwrap(&nonce, &wrapped).await?, nonce, wrapped))
    }

    /// Wraps what this one wrapped under another one instead: the nonce, the wrapped bytes.
    pub(crate) async fn rewrap(
        &self,
        (nonce, wrapped): (&Uint8Array, &Uint8Array),
        under: &Self,
    ) -> Result<(Uint8Array, Uint8Array), Unavailable> {
        // It can be given out for as long as this takes: only such a key can be wrapped.
        under.wrap(&self.opened(nonce, wrapped, true).await?).await
    }

    async fn wrap(&self, data: &CryptoKey) -> Result<(Uint8Array, Uint8Array), Unavailable> {
        let nonce = nonce()?;
        let wrapped = subtle()?.wrap_key_with_object("raw", data, &self.key, &cipher(&nonce, ABOUT))?;
        let wrapped = Uint8Array::new(&JsFuture::from(wrapped).await?);
        Ok((nonce, wrapped))
    }

    /// The key that [`Self::fresh_key`] wrapped; [`Unavailable::Unreadable`] under another passcode.
    pub(crate) async fn unwrap(&self, nonce: &Uint8Array, wrapped: &Uint8Array) -> Result<CryptoKey, Unavailable> {
        self.opened(nonce, wrapped, false).await
    }

    async fn opened(
        &self,
        nonce: &Uint8Array,
        wrapped: &Uint8Array,
        given_out: bool,
    ) -> Result<CryptoKey, Unavailable> {
        let usages = uses(["encrypt", "decrypt"]);
        key(subtle()?.unwrap_key_with_js_u8_array_and_object_and_str(
            "raw",
            wrapped,
            &self.key,
            &cipher(nonce, ABOUT),
            CIPHER,
            given_out,
            &usages,
        )?)
        .await
    }
}

/// Wraps once more under the phone's key.
pub(crate) async fn wrap_for_phone(locker: &str, wrapped: &Uint8Array) -> Result<JsValue, Unavailable> {
    vault::encrypt(&of_phone(DEVICE).await?, &wrapped.to_vec(), locker).await
}

/// Undoes [`wrap_for_phone`].
pub(crate) async fn unwrap_for_phone(locker: &str, outer: &JsValue) -> Result<Uint8Array, Unavailable> {
    let wrapped = vault::decrypt(&of_phone(DEVICE).await?, outer, locker)?.await?;
    Ok(Uint8Array::from(&wrapped[..]))
}
