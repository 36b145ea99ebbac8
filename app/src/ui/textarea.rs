//! Words in a `<textarea>`.

/// The words as a child of `<textarea>`: leptos writes what stands there as it is, so that `</textarea>` among them would
/// end it and the rest become markup. In a browser they are a node of text already.
#[must_use]
pub fn words(words: &str) -> String {
    #[cfg(feature = "ssr")]
    return html_escape::encode_text(words).into_owned();
    #[cfg(not(feature = "ssr"))]
    words.to_owned()
}
