//! Time that passes on this page.

/// Milliseconds since this page was opened, whatever happens to the phone's clock.
pub(crate) fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
