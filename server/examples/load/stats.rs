//! Latencies and what can be said of them.

use std::time::Duration;

/// Latencies of one kind of request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    latencies: Vec<Duration>,
    /// Answers that are no failure of the server: somebody else was faster.
    pub(crate) refused: usize,
    /// Everything else that was not answered as it should be.
    pub(crate) errors: usize,
}

impl Figures {
    pub(crate) fn add(&mut self, took: Duration) {
        self.latencies.push(took);
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.latencies.extend(other.latencies);
        self.refused += other.refused;
        self.errors += other.errors;
    }

    /// Puts the latencies in order, for [`Figures::percentile`].
    pub(crate) fn sort(&mut self) {
        self.latencies.sort_unstable();
    }

    pub(crate) fn count(&self) -> usize {
        self.latencies.len()
    }

    /// The latency in milliseconds that this share of the requests did not exceed.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        let at = ((self.latencies.len() as f64 * share) as usize).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(at).map_or(0.0, |latency| latency.as_secs_f64() * 1000.0)
    }

    /// How many a second over `seconds`.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub(crate) fn rate(&self, seconds: f64) -> f64 {
        self.latencies.len() as f64 / seconds
    }
}
