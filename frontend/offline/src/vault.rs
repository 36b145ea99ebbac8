//! Encryption at rest: AES-256-GCM of the browser, with a key that the browser made and does not give
//! out (non-extractable). Standards 4: drafts on a device are encrypted and deleted after saving.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, Crypto, CryptoKey};

use crate::{Unavailable, database};

const KEY: &str = "drafts";
const NONCE_BYTES: u32 = 12;

fn crypto() -> Result<Crypto, Unavailable> {
    let crypto = web_sys::window().ok_or(Unavailable::Crypto)?.crypto()?;
    // Outside a secure context there is a `crypto` without `subtle`.
    if Reflect::get(&crypto, &"subtle".into())?.is_undefined() { Err(Unavailable::Crypto) } else { Ok(crypto) }
}

async fn key(crypto: &Crypto) -> Result<CryptoKey, Unavailable> {
    if let Some(key) = database::get(database::KEYS, KEY).await? {
        return Ok(key.dyn_into()?);
    }
    let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
    let made = crypto.subtle().generate_key_with_object(&AesKeyGenParams::new("AES-GCM", 256), false, &usages)?;
    let key: CryptoKey = JsFuture::from(made).await?.dyn_into()?;
    database::put(database::KEYS, KEY, &key).await?;
    Ok(key)
}

fn parameters(nonce: &Uint8Array, about: &str) -> AesGcmParams {
    let parameters = AesGcmParams::new("AES-GCM", nonce);
    let about = Uint8Array::from(about.as_bytes());
    parameters.set_additional_data(&about);
    parameters
}

/// Seals the bytes; `about` is bound in and has to be the same when it is opened.
pub(crate) async fn seal(clear: &[u8], about: &str) -> Result<JsValue, Unavailable> {
    let crypto = crypto()?;
    let key = key(&crypto).await?;
    let nonce = Uint8Array::new_with_length(NONCE_BYTES);
    crypto.get_random_values_with_array_buffer_view(&nonce)?;
    let clear = Uint8Array::from(clear);
    let sealed = crypto.subtle().encrypt_with_object_and_buffer_source(&parameters(&nonce, about), &key, &clear)?;
    Ok(Array::of2(&nonce, &JsFuture::from(sealed).await?).into())
}

/// Opens what [`seal`] gave.
pub(crate) async fn open(sealed: JsValue, about: &str) -> Result<Vec<u8>, Unavailable> {
    let crypto = crypto()?;
    let key = key(&crypto).await?;
    let parts: Array = sealed.dyn_into()?;
    let nonce: Uint8Array = parts.get(0).dyn_into()?;
    let sealed = Uint8Array::new(&parts.get(1));
    let clear = crypto.subtle().decrypt_with_object_and_buffer_source(&parameters(&nonce, about), &key, &sealed)?;
    let clear = Uint8Array::new(&JsFuture::from(clear).await?);
    Ok(clear.to_vec())
}
