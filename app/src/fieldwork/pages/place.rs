//! Addresses below `/field`.

use domain::form::FormKind;
use leptos::prelude::*;

use crate::fieldwork::Worker;

/// Where a worker is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
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

impl Place {
    /// The place of `/field/{at}`.
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
            Place::of(path.strip_prefix(address::HOME).unwrap())
        };
        let known = [
            (address::HOME, Place::Home),
            (address::NEW_HOUSEHOLD, Place::NewHousehold),
            (&address::household("1"), Place::Household("1".into())),
            (&address::draft("1"), Place::Draft("1".into(), String::new())),
            (&address::draft_step("1", "check"), Place::Draft("1".into(), "check".into())),
            (address::DRAFTS, Place::Drafts),
            (address::OUTBOX, Place::Outbox),
            (address::CHILDREN, Place::Children),
            (address::CHILDREN_TO_VISIT, Place::Children),
            (address::CHILDREN_DUE_SOON, Place::Children),
            (&address::child("7"), Place::Child("7".into())),
            (address::LINKS, Place::Links),
            (address::COVERAGE, Place::Coverage),
            (&address::blank(FormKind::LeftBehind), Place::Blank(FormKind::LeftBehind)),
            (address::POSTER, Place::Poster),
            (address::DEVICE, Place::Device),
        ];
        for (address, expected) in known {
            assert_eq!(place(address), expected, "{address}");
        }
    }

    #[test]
    fn what_stands_below_the_home_of_a_worker_is_told_apart() {
        assert_eq!(Place::of(""), Place::Home);
        assert_eq!(Place::of("entry/1/child"), Place::Draft("1".into(), "child".into()));
        assert_eq!(Place::of("entry/1"), Place::Draft("1".into(), String::new()));
        assert_eq!(Place::of("entry"), Place::Unknown);
        assert_eq!(Place::of("child/7/"), Place::Child("7".into()));
        assert_eq!(Place::of("blank/left_behind"), Place::Blank(FormKind::LeftBehind));
        assert_eq!(Place::of("blank/left-behind"), Place::Blank(FormKind::LeftBehind));
        assert_eq!(Place::of("blank/other"), Place::Unknown);
        assert_eq!(Place::of("nowhere"), Place::Unknown);
    }
}
