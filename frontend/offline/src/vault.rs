//! Encryption at rest: AES-256-GCM of the browser, with keys that the browser does not give out.
//! Standards 4: drafts on a device are encrypted and deleted after saving.

use std::future::Future;

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, Crypto, CryptoKey, SubtleCrypto};

use crate::Unavailable;

/// Name of the cipher in the browser.
pub(crate) const CIPHER: &str = "AES-GCM";
const NONCE_BYTES: u32 = 12;

/// The browser's cryptography.
pub(crate) fn crypto() -> Result<Crypto, Unavailable> {
    let crypto = web_sys::window().ok_or(Unavailable::NoCrypto)?.crypto().map_err(|_| Unavailable::NoCrypto)?;
    // Outside a secure context there is a `crypto` without `subtle`.
    let subtle = Reflect::get(&crypto, &"subtle".into()).map_err(|_| Unavailable::NoCrypto)?;
    if subtle.is_undefined() { Err(Unavailable::NoCrypto) } else { Ok(crypto) }
}

/// The part of it that works with keys.
pub(crate) fn subtle() -> Result<SubtleCrypto, Unavailable> {
    Ok(crypto()?.subtle())
}

/// This many random bytes.
pub(crate) fn random(bytes: u32) -> Result<Uint8Array, Unavailable> {
    let array = Uint8Array::new_with_length(bytes);
    crypto()?.get_random_values_with_array_buffer_view(&array)?;
    Ok(array)
}

/// A fresh nonce.
pub(crate) fn nonce() -> Result<Uint8Array, Unavailable> {
    random(NONCE_BYTES)
}

/// The cipher with this nonce; `about` is bound in.
pub(crate) fn cipher(nonce: &Uint8Array, about: &str) -> AesGcmParams {
    let parameters = AesGcmParams::new(CIPHER, nonce);
    parameters.set_additional_data(&Uint8Array::from(about.as_bytes()));
    parameters
}

/// Encrypts the bytes as `[nonce, ciphertext]`; `about` is bound in and has to be the same when it is opened.
pub(crate) async fn encrypt(key: &CryptoKey, clear: &[u8], about: &str) -> Result<JsValue, Unavailable> {
    let nonce = nonce()?;
    let clear = Uint8Array::from(clear);
    let sealed = subtle()?.encrypt_with_object_and_buffer_source(&cipher(&nonce, about), key, &clear)?;
    Ok(Array::of2(&nonce, &JsFuture::from(sealed).await?).into())
}

/// The nonce of what [`encrypt`] gave.
pub(crate) fn nonce_of(sealed: &JsValue) -> Option<Vec<u8>> {
    let nonce: Uint8Array = sealed.dyn_ref::<Array>()?.get(0).dyn_into().ok()?;
    Some(nonce.to_vec())
}

/// Starts to open what [`encrypt`] gave: several run side by side when they are started before the first is awaited.
pub(crate) fn decrypt(
    key: &CryptoKey,
    sealed: &JsValue,
    about: &str,
) -> Result<impl Future<Output = Result<Vec<u8>, Unavailable>> + use<>, Unavailable> {
    let parts: &Array = sealed.dyn_ref().ok_or(Unavailable::Unreadable)?;
    let nonce: Uint8Array = parts.get(0).dyn_into().map_err(|_| Unavailable::Unreadable)?;
    let sealed = Uint8Array::new(&parts.get(1));
    let opening = subtle()?.decrypt_with_object_and_buffer_source(&cipher(&nonce, about), key, &sealed)?;
    Ok(async move { Ok(Uint8Array::new(&JsFuture::from(opening).await?).to_vec()) })
}
