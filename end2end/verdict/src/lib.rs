//! The rules alone, compiled for a browser with the phone's own profile.
//!
//! A test makes the same random answers here and sends them to the server; both must say the same.

#![allow(missing_docs, reason = "wasm_bindgen generates items without documentation")]

use domain::eligibility::{Policy, assess, sample};
use domain::form::Answers;
use domain::forms;
use domain::values::{name, text};
use wasm_bindgen::prelude::wasm_bindgen;

/// The sample answers of this seed with the verdict under the named profile: JSON
/// `{"form", "answers", "verdict"}`; empty when there is no such profile. Only answers that the form
/// has are kept, because the interface for other programs refuses the others.
#[wasm_bindgen]
#[must_use]
pub fn assessed(seed: u32, policy: &str) -> String {
    let Some(policy) = Policy::named(policy) else { return String::new() };
    let (form, answers) = sample::answers(u64::from(seed));
    let has = |key: &str| forms::form(form).field(key).is_some();
    let answers: Answers =
        answers.iter().filter(|(key, _)| has(key)).map(|(key, value)| (key, value.clone())).collect();
    let verdict = assess(form, &answers, policy, sample::AS_OF);
    serde_json::json!({ "form": form.name(), "answers": answers, "verdict": verdict }).to_string()
}

/// The day of the samples, `YYYY-MM-DD`.
#[wasm_bindgen]
#[must_use]
pub fn as_of() -> String {
    sample::AS_OF.to_string()
}

/// The text in its one spelling, as this browser's tables of Unicode make it.
#[wasm_bindgen]
#[must_use]
pub fn spelled(raw: &str) -> String {
    text::clean(raw)
}

/// The name in its one spelling.
#[wasm_bindgen]
#[must_use]
pub fn named(raw: &str) -> String {
    name::normalise(raw)
}

/// Why a text is refused, in words; empty when it is taken.
#[wasm_bindgen]
#[must_use]
pub fn refused(raw: &str) -> String {
    text::parse(raw, u16::MAX).err().map(|error| error.to_string()).unwrap_or_default()
}
