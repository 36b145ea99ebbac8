//! Links to the office: pages that the server writes as documents (docs/adr/0023).

use std::borrow::Cow;

use super::html::{El, el};

/// A link from a living page to the office. Without `external` the router of the living page would take the click and
/// look for a route that it does not have.
#[must_use]
pub fn office_link(to: impl Into<Cow<'static, str>>) -> El {
    el("a").attr("href", to).attr("rel", "external noopener")
}
