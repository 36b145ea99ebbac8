//! Rows as the browser stores them: plain objects, because the service worker reads and writes them too. A field that
//! this version does not know stays in its row.

use js_sys::{Date, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::Unavailable;

/// A row.
pub(crate) struct Row(pub(crate) JsValue);

impl Row {
    /// One without fields.
    pub(crate) fn new() -> Self {
        Self(Object::new().into())
    }

    /// Puts a field.
    pub(crate) fn set(&self, name: &str, value: impl Into<JsValue>) -> Result<(), Unavailable> {
        Reflect::set(&self.0, &name.into(), &value.into())?;
        Ok(())
    }

    /// Takes a field away.
    pub(crate) fn clear(&self, name: &str) -> Result<(), Unavailable> {
        if let Some(object) = self.0.dyn_ref::<Object>() {
            Reflect::delete_property(object, &name.into())?;
        }
        Ok(())
    }

    /// A field; `undefined` when it is not there.
    pub(crate) fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }

    /// A field of text; empty when it is not there.
    pub(crate) fn text(&self, name: &str) -> String {
        self.get(name).as_string().unwrap_or_default()
    }

    /// A field with a number; 0 when it is not there.
    pub(crate) fn number(&self, name: &str) -> f64 {
        self.get(name).as_f64().unwrap_or_default()
    }

    /// A field with a time.
    pub(crate) fn time(&self, name: &str) -> i64 {
        whole(self.number(name))
    }

    /// A small count.
    pub(crate) fn count(&self, name: &str) -> u32 {
        let number = self.number(name).clamp(0.0, f64::from(u32::MAX));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u32")]
        let count = number as u32;
        count
    }

    /// Whether a field is `true`.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.get(name).is_truthy()
    }

    /// A field of bytes.
    pub(crate) fn bytes(&self, name: &str) -> Result<Uint8Array, Unavailable> {
        self.get(name).dyn_into().map_err(|_| Unavailable::Unreadable)
    }
}

/// Milliseconds since 1970 by the phone's clock, which may be wrong by years: for showing and for order on this phone.
pub(crate) fn phone_clock_ms() -> i64 {
    whole(Date::now())
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds of a clock")]
fn whole(number: f64) -> i64 {
    number as i64
}

/// A number as the browser keeps it.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of a clock")]
pub(crate) fn stored(number: i64) -> f64 {
    number as f64
}
