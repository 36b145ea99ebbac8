//! What a link that was opened leads to in a browser that may know other families.

use backend::declare::declarations::LinkHolder;
use domain::view::links::LinkKind;

/// What opening a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// This family's pages.
    Enter(LinkHolder),
    /// The question whose turn it is; this is the link that waits for the answer.
    Ask(LinkHolder),
}

/// Decides by what the browser knows: families, the current one first, each with whether it has anything here that would
/// be missed. A poster is for everybody, so it asks when there is anything at all. A link of one family asks before it takes
/// the place of another one's work: a stranger's would be typed into, and read by the stranger.
#[must_use]
pub fn decide(known: &[(LinkHolder, bool)], opened: LinkHolder, kind: LinkKind) -> Opening {
    match kind {
        LinkKind::Village => {
            // Who only read the notice stays who it is.
            let before = known.iter().find(|(link_holder, holds)| link_holder.link_id() == opened.link_id() && !holds);
            let opened = before.map_or(opened, |(link_holder, _)| opened.another(link_holder.holder()));
            if known.iter().any(|(_, holds)| *holds) { Opening::Ask(opened) } else { Opening::Enter(opened) }
        }
        LinkKind::Personal => {
            let current = known.first().is_some_and(|(link_holder, _)| link_holder.holder() == opened.holder());
            let others = known.iter().any(|(link_holder, holds)| *holds && link_holder.holder() != opened.holder());
            if current || !others { Opening::Enter(opened) } else { Opening::Ask(opened) }
        }
    }
}

#[cfg(test)]
mod tests {
    use LinkKind::{Personal, Village};

    use super::*;
    use crate::layers::link_holder::known::tests::link_holder;

    #[test]
    fn what_a_link_leads_to_as_a_table() {
        const POSTER: u128 = 10;
        const OTHER_POSTER: u128 = 11;
        const OWN: u128 = 20;
        // A family (link, holder) with whether it has anything here; the current one first.
        type Family = (u128, u128, bool);
        // What happens, who is known, the link that is opened, whether it asks, and whose it then is.
        type Story = (&'static str, &'static [Family], (u128, u128, LinkKind), bool, u128);
        let table: &[Story] = &[
            ("a first visit", &[], (POSTER, 9, Village), false, 9),
            ("a poster again, only the notice was read", &[(POSTER, 1, false)], (POSTER, 9, Village), false, 1),
            ("another poster, only the notice was read", &[(POSTER, 1, false)], (OTHER_POSTER, 9, Village), false, 9),
            ("a poster with a draft open", &[(POSTER, 1, true)], (POSTER, 9, Village), true, 9),
            ("another poster with a draft open", &[(POSTER, 1, true)], (OTHER_POSTER, 9, Village), true, 9),
            ("a draft of an earlier turn", &[(POSTER, 2, false), (OWN, 1, true)], (POSTER, 9, Village), true, 2),
            ("a first personal link", &[], (OWN, 7, Personal), false, 7),
            ("the own link again", &[(OWN, 7, true)], (OWN, 7, Personal), false, 7),
            ("the own link after submitting by a poster", &[(POSTER, 7, true)], (OWN, 7, Personal), false, 7),
            (
                "the own link, others had a turn before",
                &[(OWN, 7, true), (POSTER, 1, true)],
                (OWN, 7, Personal),
                false,
                7,
            ),
            (
                "the own link after another family's turn",
                &[(POSTER, 1, true), (OWN, 7, true)],
                (OWN, 7, Personal),
                true,
                7,
            ),
            ("a stranger's link, nothing here", &[(POSTER, 1, false)], (OWN, 7, Personal), false, 7),
            ("a stranger's link over a draft", &[(POSTER, 1, true)], (OWN, 7, Personal), true, 7),
            (
                "a stranger's link, the draft is an earlier one",
                &[(POSTER, 2, false), (POSTER, 1, true)],
                (OWN, 7, Personal),
                true,
                7,
            ),
        ];
        for (story, known, (link, holder, kind), asks, enters) in table {
            let known: Vec<_> =
                known.iter().map(|(link, holder, holds)| (link_holder(*link, *holder), *holds)).collect();
            let expected = link_holder(*link, *enters);
            let expected = if *asks { Opening::Ask(expected) } else { Opening::Enter(expected) };
            assert_eq!(decide(&known, link_holder(*link, *holder), *kind), expected, "{story}");
        }
    }
}
