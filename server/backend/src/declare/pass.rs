//! What a family may still do by its link. Work belongs to the family, not to the way in (ADR 16): a link that has ended
//! lets nothing new begin, what was begun can be finished for a while, and what was submitted stays with the family.

use domain::Date;
use domain::problem::Problem;
use domain::view::declare::Ways;
use domain::view::links::{Ended, LinkKind};
use jiff::ToSpan as _;
use uuid::Uuid;

use crate::declare::rows;
use crate::declare::tables::draft;
use crate::error::{Error, Result};
use crate::links;
use crate::links::holder::{LinkHolder, kind, opens};
use crate::links::tables::link;
use crate::store::Store;
use crate::store::clock;

/// Days for which what was begun can be finished and sent after its link has ended.
const FINISHING_DAYS: i64 = 30;

/// A link as it stands today, in the hands of one family.
#[derive(Clone, Debug)]
pub(crate) struct Pass {
    pub(crate) link: link::Model,
    /// Why it opens nothing new, and until when what was begun can be finished.
    ended: Option<(Problem, Date)>,
    today: Date,
    proof: bool,
    /// The browser is the one in which the family agreed to the notice; each browser that came by a village link is its own
    /// family's.
    own_browser: bool,
    /// Declarations of which the browser is a guardian's now.
    proved: Vec<Uuid>,
}

impl Pass {
    /// The link of a link holder.
    ///
    /// # Errors
    /// [`Problem::LinkUnknown`] if there is none, or it is another family's.
    pub(crate) async fn of(store: &Store, link_holder: &LinkHolder) -> Result<Self> {
        let link =
            links::rows::links::by_id(&store.db, &link_holder.county().to_string(), link_holder.link_id()).await?;
        let link = link.ok_or(Problem::LinkUnknown)?;
        if link.holder.is_some_and(|holder| holder != link_holder.holder()) {
            return Err(Problem::LinkUnknown.into());
        }
        let ended = match opens(&*store.clock, &link) {
            Ok(()) => None,
            Err(problem) => Some((problem, finish_by(&link)?)),
        };
        let own_browser = kind(&link) == LinkKind::Village || is_bound(&link, link_holder.browser());
        let proved = if own_browser {
            Vec::new()
        } else {
            let county = link_holder.county().to_string();
            rows::guardians::proved(&store.db, &county, link_holder.browser(), store.clock.millis()).await?
        };
        Ok(Self { link, ended, today: store.clock.today(), proof: link_holder.proof(), own_browser, proved })
    }

    /// Whether the browser is the one in which the family agreed to the notice.
    pub(crate) const fn own_browser(&self) -> bool {
        self.own_browser
    }

    /// Whether somebody proved here to be a guardian of one of the family's children.
    pub(crate) const fn guards(&self) -> bool {
        !self.proved.is_empty()
    }

    /// Whether what was filled in for this record is shown here.
    ///
    /// # Errors
    /// [`Problem::CodeNeeded`] in another browser, unless somebody proved there to be a guardian.
    pub(crate) fn shows(&self, record: Uuid) -> Result<(), Problem> {
        if self.own_browser || self.proved.contains(&record) { Ok(()) } else { Err(Problem::CodeNeeded) }
    }

    /// Whether a draft is shown here. One that is no record yet is the family's, whichever of its children was proved for.
    ///
    /// # Errors
    /// As [`Self::shows`].
    pub(crate) fn shows_draft(&self, draft: &draft::Model) -> Result<(), Problem> {
        match draft.record_id {
            Some(record) => self.shows(record),
            None if self.proved.is_empty() => self.shows(draft.id),
            None => Ok(()),
        }
    }

    /// Whether a new declaration can be begun.
    ///
    /// # Errors
    /// [`Problem::LinkExpired`], [`Problem::LinkRevoked`].
    pub(crate) fn begin(&self) -> Result<(), Problem> {
        self.ended.as_ref().map_or(Ok(()), |(problem, _)| Err(problem.clone()))
    }

    /// Whether what was begun can be filled in and sent.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub(crate) fn finish(&self) -> Result<(), Problem> {
        match &self.ended {
            Some((problem, last)) if *last < self.today => Err(problem.clone()),
            _ => Ok(()),
        }
    }

    /// Whether the answers of what was submitted can be read, printed and corrected. An ended link does not end that;
    /// but a personal link is taken back because somebody else may have it.
    ///
    /// # Errors
    /// [`Problem::OwnLinkNeeded`], [`Problem::LinkRevoked`].
    pub(crate) fn answers(&self) -> Result<(), Problem> {
        if kind(&self.link) == LinkKind::Personal && self.link.revoked_at.is_some() {
            return Err(Problem::LinkRevoked);
        }
        if self.proof { Ok(()) } else { Err(Problem::OwnLinkNeeded) }
    }

    /// The same in words for a page.
    pub(crate) fn ways(&self) -> Ways {
        let ended = self.ended.as_ref();
        let ended = ended.map(|(problem, last)| Ended { revoked: *problem == Problem::LinkRevoked, finish_by: *last });
        Ways { ended, proof: self.answers().is_ok() }
    }
}

/// Whether a personal link is bound to this browser. Links and cookies of earlier versions know no browser, and belong to each
/// other.
fn is_bound(link: &link::Model, browser: Uuid) -> bool {
    link.bound_to.map_or(browser.is_nil(), |bound| bound == browser)
}

/// The last day on which what was begun by an ended link can be sent.
fn finish_by(link: &link::Model) -> Result<Date> {
    let last_day: Date = link.expires_on.parse().map_err(|_| Error::internal("a link has no last day"))?;
    let revoked = link.revoked_at.map(|at| {
        let at = jiff::Timestamp::from_millisecond(at).map_err(|_| Error::internal("a time out of range"))?;
        Ok::<_, Error>(clock::day(at))
    });
    let ended = revoked.transpose()?.map_or(last_day, |day| day.min(last_day));
    ended.checked_add(FINISHING_DAYS.days()).map_err(|_| Error::internal("a day out of range"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    fn pass(kind: &str, expires_on: &str, revoked: bool, ended_days_ago: i64, proof: bool) -> Pass {
        let link = link::Model {
            county_code: "120104".into(),
            id: Uuid::from_u128(1),
            kind: kind.into(),
            division_code: "120104001".into(),
            holder: None,
            token_hash: Vec::new(),
            note: String::new(),
            created_by: None,
            created_at: 0,
            expires_on: expires_on.into(),
            revoked_at: revoked.then_some(0),
            bound_to: None,
            sealed: None,
            key_id: None,
        };
        let problem = if revoked { Problem::LinkRevoked } else { Problem::LinkExpired };
        let open = ended_days_ago < 0;
        let last = TODAY.checked_add((FINISHING_DAYS - ended_days_ago).days()).unwrap();
        let ended = (!open).then_some((problem, last));
        Pass { link, ended, today: TODAY, proof, own_browser: true, proved: Vec::new() }
    }

    #[test]
    fn what_can_be_done_by_a_link_as_a_table() {
        // Kind, taken back, days since it ended (-1: it opens), proof: begin, finish, read what was submitted.
        for (kind, revoked, days, proof, begin, finish, answers) in [
            ("village", false, -1, true, true, true, true),
            ("village", false, -1, false, true, true, false),
            ("village", true, 0, true, false, true, true),
            ("village", true, 30, true, false, true, true),
            ("village", true, 31, true, false, false, true),
            ("village", false, 31, false, false, false, false),
            ("personal", false, -1, true, true, true, true),
            ("personal", false, 3, true, false, true, true),
            ("personal", true, 3, true, false, true, false),
            ("personal", true, 31, true, false, false, false),
        ] {
            let pass = pass(kind, "2027-01-01", revoked, days, proof);
            let can = (pass.begin().is_ok(), pass.finish().is_ok(), pass.answers().is_ok());
            assert_eq!(can, (begin, finish, answers), "{kind}, revoked {revoked}, {days} days, proof {proof}");
        }
    }

    #[test]
    fn a_link_ends_on_the_day_it_was_taken_back_or_on_its_last_day_whichever_came_first() {
        let mut link = pass("village", "2026-11-01", false, 0, true).link;
        assert_eq!(finish_by(&link).unwrap(), date(2026, 12, 1));
        link.revoked_at =
            Some(date(2026, 10, 2).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_millisecond());
        assert_eq!(finish_by(&link).unwrap(), date(2026, 11, 1));
        link.expires_on = "2026-09-01".into();
        assert_eq!(finish_by(&link).unwrap(), date(2026, 10, 1));
    }
}
