//! A database that did not answer is left alone for a while.

use crate::Unavailable;

/// How long an outage is believed; the next use after that waits for the database once more.
const BELIEVED_MS: f64 = 30_000.0;

/// Remembers for the life of a page that the database did not answer, so that not every use waits for it again.
#[derive(Debug, Default)]
pub(crate) struct Outage(Option<(f64, Unavailable)>);

impl Outage {
    /// Nothing is remembered.
    pub(crate) const fn none() -> Self {
        Self(None)
    }

    /// The database did not answer until `now`.
    pub(crate) fn begin(&mut self, now: f64, why: Unavailable) {
        self.0 = Some((now, why));
    }

    /// It has answered, however late.
    pub(crate) fn end(&mut self) {
        self.0 = None;
    }

    /// Why the database need not be asked at `now`.
    pub(crate) fn why(&self, now: f64) -> Option<Unavailable> {
        self.0.as_ref().filter(|(since, _)| now - since < BELIEVED_MS).map(|(_, why)| why.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_did_not_answer_is_left_alone_and_asked_again_later() {
        let mut outage = Outage::none();
        assert_eq!(outage.why(0.0), None);
        outage.begin(2_000.0, Unavailable::NoAnswer);
        assert_eq!(outage.why(2_001.0), Some(Unavailable::NoAnswer));
        assert_eq!(outage.why(31_999.0), Some(Unavailable::NoAnswer));
        assert_eq!(outage.why(32_000.0), None);
        outage.begin(34_000.0, Unavailable::Blocked);
        assert_eq!(outage.why(34_001.0), Some(Unavailable::Blocked));
    }

    #[test]
    fn a_late_answer_ends_the_outage() {
        let mut outage = Outage::none();
        outage.begin(2_000.0, Unavailable::NoAnswer);
        outage.end();
        assert_eq!(outage.why(2_001.0), None);
    }
}
