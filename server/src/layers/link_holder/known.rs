//! The families that a browser knows: what rests in the sealed cookie.
//!
//! Each entry is a family and the link by which it comes, newest first; the first one has its turn. A link that was opened
//! while somebody else's work lies here waits in a cookie of its own until the person says whose turn it is.

use backend::declare::declarations::LinkHolder;
use backend::declare::draft_purge::KEPT_DAYS;
use uuid::Uuid;

/// Most families of one browser: a village worker's phone in two months. The cookie stays below two of the four kilobytes
/// that a browser keeps.
const MAX_FAMILIES: usize = 12;

/// Before the families: tells this shape from that of earlier versions, which knew one family.
const SHAPE: &str = "2;";

/// The families of a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    families: Vec<Family>,
    waiting: Option<LinkHolder>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Family {
    link_holder: LinkHolder,
    /// Day of its last turn, counted from 1970.
    seen: i64,
}

impl Known {
    /// From the value of the cookie, after its encryption was checked. Families that had no turn for long are gone, however
    /// long the browser kept the cookie.
    #[must_use]
    pub fn from_cookie(value: &str, today: i64) -> Self {
        let Some(parts) = value.strip_prefix(SHAPE) else {
            let families = LinkHolder::from_cookie(value).map(|link_holder| Family { link_holder, seen: today });
            return Self { families: families.into_iter().collect(), waiting: None };
        };
        let mut parts = parts.split(';');
        let waiting = parts.next().and_then(LinkHolder::from_cookie);
        let families = parts.filter_map(|part| {
            let (link_holder, seen) = part.split_once('@')?;
            Some(Family { link_holder: LinkHolder::from_cookie(link_holder)?, seen: seen.parse().ok()? })
        });
        let families = families.filter(|entry| today - entry.seen <= KEPT_DAYS).take(MAX_FAMILIES).collect();
        Self { families, waiting }
    }

    /// As the value of the cookie, without the link that waits.
    #[must_use]
    pub fn to_cookie(&self) -> String {
        let families = self.families.iter().map(|entry| format!(";{}@{}", entry.link_holder.to_cookie(), entry.seen));
        std::iter::once(SHAPE.to_owned()).chain(families).collect()
    }

    /// The family that has its turn.
    #[must_use]
    pub fn current(&self) -> Option<LinkHolder> {
        self.families.first().map(|entry| entry.link_holder)
    }

    /// All of them, the current one first.
    pub fn all(&self) -> impl Iterator<Item = LinkHolder> {
        self.families.iter().map(|entry| entry.link_holder)
    }

    /// The opened link that waits for an answer.
    #[must_use]
    pub const fn waiting(&self) -> Option<LinkHolder> {
        self.waiting
    }

    /// Whether the last turn was on an earlier day, so that the cookie should be given anew.
    #[must_use]
    pub fn is_stale(&self, today: i64) -> bool {
        self.families.first().is_some_and(|entry| entry.seen < today)
    }

    /// The current family still has its turn today.
    #[must_use]
    pub fn seen(mut self, today: i64) -> Self {
        if let Some(entry) = self.families.first_mut() {
            entry.seen = today;
        }
        self
    }

    /// It is this family's turn. Nobody else's browser is it any more, as far as anybody can tell.
    #[must_use]
    pub fn enter(mut self, link_holder: LinkHolder, today: i64) -> Self {
        self.waiting = None;
        self.families.retain(|entry| entry.link_holder.holder() != link_holder.holder());
        for entry in &mut self.families {
            entry.link_holder = entry.link_holder.without_proof();
        }
        self.families.insert(0, Family { link_holder, seen: today });
        self.families.truncate(MAX_FAMILIES);
        self
    }

    /// Whose turn it is has to be said first.
    #[must_use]
    pub fn ask(mut self, opened: LinkHolder) -> Self {
        self.waiting = Some(opened);
        self
    }

    /// Without the families that have nothing here, the current one aside.
    #[must_use]
    pub fn without(mut self, empty: &[Uuid]) -> Self {
        let current = self.current().map(|link_holder| link_holder.holder());
        self.families.retain(|entry| {
            let holder = entry.link_holder.holder();
            Some(holder) == current || !empty.contains(&holder)
        });
        self
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const TODAY: i64 = 20_778;

    pub(crate) fn link_holder(link: u128, holder: u128) -> LinkHolder {
        let [link, holder, browser] = [link, holder, 7].map(|id| Uuid::from_u128(id).simple());
        LinkHolder::from_cookie(&format!("{link}.120104.{holder}.1.{browser}")).unwrap()
    }

    #[test]
    fn families_survive_their_cookie_and_one_of_an_earlier_version_opens() {
        let known = Known::default().enter(link_holder(1, 1), TODAY).enter(link_holder(1, 2), TODAY);
        assert_eq!(Known::from_cookie(&known.clone().ask(link_holder(2, 3)).to_cookie(), TODAY), known);
        let now = link_holder(1, 1);
        let earlier = format!("{}.120104.{}", now.link_id().simple(), now.holder().simple());
        assert_eq!(Known::from_cookie(&earlier, TODAY).current(), LinkHolder::from_cookie(&earlier));
        for wrong in ["", "2;", "2;x;y", "2;;a@b", "x.y.z"] {
            assert_eq!(Known::from_cookie(wrong, TODAY).current(), None, "{wrong}");
        }
    }

    #[test]
    fn a_turn_takes_the_proof_from_all_others_and_choosing_again_does_not_give_it_back() {
        let known = Known::default().enter(link_holder(1, 1), TODAY).enter(link_holder(1, 2), TODAY);
        let proofs: Vec<bool> = known.all().map(|link_holder| link_holder.proof()).collect();
        assert_eq!(proofs, [true, false]);
        let back = known.all().nth(1).unwrap();
        let known = known.enter(back, TODAY);
        let proofs: Vec<bool> = known.all().map(|link_holder| link_holder.proof()).collect();
        assert_eq!((known.current().unwrap().holder(), proofs), (Uuid::from_u128(1), vec![false, false]));
        // Its own link shows it.
        assert!(known.enter(link_holder(9, 1), TODAY).current().unwrap().proof());
    }

    #[test]
    fn a_browser_knows_a_dozen_families_for_thirty_days_in_less_than_a_cookie() {
        let mut known = Known::default();
        for family in 0..20 {
            known = known.enter(link_holder(1, family), TODAY + i64::try_from(family).unwrap());
        }
        assert_eq!(known.all().count(), MAX_FAMILIES);
        assert_eq!(known.current(), Some(link_holder(1, 19)));
        // Sealed and in base64 it is a third longer.
        assert!(known.to_cookie().len() * 4 / 3 < 2048, "{}", known.to_cookie().len());
        let later = Known::from_cookie(&known.to_cookie(), TODAY + 19 + KEPT_DAYS);
        assert_eq!(later.all().count(), 1, "a replayed cookie has an end");
        assert_eq!(Known::from_cookie(&known.to_cookie(), TODAY + 20 + KEPT_DAYS).current(), None);
    }

    #[test]
    fn who_has_nothing_here_is_forgotten_unless_it_has_its_turn() {
        let known = Known::default()
            .enter(link_holder(1, 1), TODAY)
            .enter(link_holder(1, 2), TODAY)
            .enter(link_holder(1, 3), TODAY);
        let left: Vec<Uuid> =
            known.without(&[1, 3].map(Uuid::from_u128)).all().map(|link_holder| link_holder.holder()).collect();
        assert_eq!(left, [3, 2].map(Uuid::from_u128));
    }
}
