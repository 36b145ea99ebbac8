//! Addresses below `/field`.

use domain::form::FormKind;
use leptos::prelude::*;

use crate::fieldwork::Worker;

/// The page a worker is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldPage {
    /// What there is to do.
    Home,
    /// A household is listed or met for the first time.
    NewHousehold,
    /// A household, by id.
    Household(String),
    /// A child's declaration by id, at a step.
    Draft(String, String),
    /// Declarations that are not finished.
    Drafts,
    /// What is still to be sent.
    Outbox,
    /// The register of the village.
    Children,
    /// A child of the register, by record.
    Child(String),
    /// Links and codes for families.
    Links,
    /// How far the visits are.
    Coverage,
    /// A blank form on paper.
    Blank(FormKind),
    /// The village's code for its wall.
    Poster,
    /// The phone itself.
    Device,
    /// Nothing of this product.
    Unknown,
}

impl FieldPage {
    /// The page of `/field/{at}`.
    pub(crate) fn of(at: &str) -> Self {
        let mut parts = at.split('/').filter(|part| !part.is_empty());
        let mut part = || parts.next().unwrap_or_default();
        match (part(), part(), part()) {
            ("", ..) => Self::Home,
            ("new", ..) => Self::NewHousehold,
            ("household", id, _) if !id.is_empty() => Self::Household(id.to_owned()),
            ("entry", id, step) if !id.is_empty() => Self::Draft(id.to_owned(), step.to_owned()),
            ("entries", ..) => Self::Drafts,
            ("outbox", ..) => Self::Outbox,
            ("children", ..) => Self::Children,
            ("child", record, _) if !record.is_empty() => Self::Child(record.to_owned()),
            ("links", ..) => Self::Links,
            ("coverage", ..) => Self::Coverage,
            ("blank", form, _) => FormKind::from_name(&form.replace('-', "_")).map_or(Self::Unknown, Self::Blank),
            ("poster", ..) => Self::Poster,
            ("device", ..) => Self::Device,
            _ => Self::Unknown,
        }
    }

    /// Whether it is of this worker's: an address may be left over from somebody else on this phone.
    pub(crate) fn is_of(&self, worker: &Worker) -> bool {
        match self {
            Self::Household(id) => worker.households().with_untracked(|known| known.contains_key(id)),
            Self::Draft(id, _) => worker.drafts().with_untracked(|known| known.contains_key(id)),
            Self::Child(record) => worker.children().with_untracked(|known| known.contains_key(record)),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::addresses::fieldwork as address;

    #[test]
    fn every_address_leads_to_its_place() {
        let place = |address: &str| {
            let path = address.split_once('?').map_or(address, |(path, _)| path);
            FieldPage::of(path.strip_prefix(address::HOME).unwrap())
        };
        let known = [
            (address::HOME, FieldPage::Home),
            (address::NEW_HOUSEHOLD, FieldPage::NewHousehold),
            (&address::household("1"), FieldPage::Household("1".into())),
            (&address::draft("1"), FieldPage::Draft("1".into(), String::new())),
            (&address::draft_step("1", "check"), FieldPage::Draft("1".into(), "check".into())),
            (address::DRAFTS, FieldPage::Drafts),
            (address::OUTBOX, FieldPage::Outbox),
            (address::CHILDREN, FieldPage::Children),
            (address::CHILDREN_TO_VISIT, FieldPage::Children),
            (address::CHILDREN_DUE_SOON, FieldPage::Children),
            (&address::child("7"), FieldPage::Child("7".into())),
            (address::LINKS, FieldPage::Links),
            (address::COVERAGE, FieldPage::Coverage),
            (&address::blank(FormKind::LeftBehind), FieldPage::Blank(FormKind::LeftBehind)),
            (address::POSTER, FieldPage::Poster),
            (address::DEVICE, FieldPage::Device),
        ];
        for (address, expected) in known {
            assert_eq!(place(address), expected, "{address}");
        }
    }

    #[test]
    fn what_stands_below_the_home_of_a_worker_is_told_apart() {
        assert_eq!(FieldPage::of(""), FieldPage::Home);
        assert_eq!(FieldPage::of("entry/1/child"), FieldPage::Draft("1".into(), "child".into()));
        assert_eq!(FieldPage::of("entry/1"), FieldPage::Draft("1".into(), String::new()));
        assert_eq!(FieldPage::of("entry"), FieldPage::Unknown);
        assert_eq!(FieldPage::of("child/7/"), FieldPage::Child("7".into()));
        assert_eq!(FieldPage::of("blank/left_behind"), FieldPage::Blank(FormKind::LeftBehind));
        assert_eq!(FieldPage::of("blank/left-behind"), FieldPage::Blank(FormKind::LeftBehind));
        assert_eq!(FieldPage::of("blank/other"), FieldPage::Unknown);
        assert_eq!(FieldPage::of("nowhere"), FieldPage::Unknown);
    }
}
