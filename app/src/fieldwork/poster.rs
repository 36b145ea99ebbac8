//! The village's link for its wall: made once with signal, kept on the phone, shown and printed without.

use domain::Date;
use domain::view::links::NewLink;
use leptos::prelude::*;

use super::worker::{POSTER, Trouble, Worker, json};
use crate::links::functions::create;
use crate::platform::store::Drawer;
use crate::wire::Failure;

/// Why there is no poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPoster {
    /// The session has ended.
    SignInNeeded,
    /// The words say why.
    Because(String),
}

impl Worker {
    /// Makes a link for everybody in the village, which this phone keeps. Its address is told this once, so whoever
    /// loses the phone makes another.
    ///
    /// # Errors
    /// [`NoPoster`], with the words for every reason.
    pub async fn make_poster(&self) -> Result<(), NoPoster> {
        let link = create(wanted(self.enrolment().worker.division_code)).await.map_err(|failure| match failure {
            Failure::Problem(problem) if problem.leads_to_sign_in() => NoPoster::SignInNeeded,
            Failure::Offline => {
                NoPoster::Because("现在没有网络。请在有网络的地方做一次，以后没有网络也能看、能打印。".to_owned())
            }
            failure => NoPoster::Because(failure.message()),
        })?;
        let kept = self.write_turn().await.write(vec![json(Drawer::Register, POSTER, &link)]).await;
        // What cannot be kept can still be printed now.
        self.poster().set(Some(link));
        kept.map_err(|Trouble(words)| NoPoster::Because(words))
    }
}

/// The inputs of the form that makes links.
fn wanted(division: String) -> Vec<(String, String)> {
    let inputs = [("kind", "village".to_owned()), ("division", division), ("days", "365".to_owned())];
    let note = ("note", "走访手机上做的海报".to_owned());
    inputs.into_iter().chain([note]).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The link while it still opens something.
#[must_use]
pub fn open(link: Option<NewLink>, today: Date) -> Option<NewLink> {
    link.filter(|link| link.row.revoked_at.is_none() && link.row.expires_on >= today)
}

#[cfg(test)]
mod tests {
    use domain::view::links::{LinkKind, LinkRow};

    use super::*;

    #[test]
    fn a_poster_is_asked_for_in_the_words_of_the_form_of_links() {
        let inputs = wanted("120104001001".to_owned());
        let named = |name: &str| inputs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!(crate::links::functions::kind(named("kind").unwrap()), LinkKind::Village);
        assert_eq!(named("division"), Some("120104001001"));
        let days: u32 = named("days").unwrap().parse().unwrap();
        assert!(crate::links::functions::DAYS.contains(&days));
    }

    #[test]
    fn a_link_that_ended_is_not_shown() {
        let last = Date::constant(2026, 11, 22);
        let row = LinkRow {
            id: String::new(),
            kind: LinkKind::Village,
            division_name: String::new(),
            note: String::new(),
            created_at: 0,
            expires_on: last,
            revoked_at: None,
            used: 0,
        };
        let link = NewLink { row, url: String::new(), qr: String::new() };
        assert!(open(Some(link.clone()), last).is_some());
        assert!(open(Some(link), Date::constant(2026, 11, 23)).is_none() && open(None, last).is_none());
    }
}
