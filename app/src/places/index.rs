//! Places out of an index in memory: the server's, and that of a worker's phone.

use domain::divisions::{DivisionCode, DivisionItem, FILE_ADDRESS, Index, PackedError};

use super::{OWN, Places};
use crate::places::functions::PlaceStep;
use crate::platform;

/// At most so many results: a phone shows no more without scrolling.
const SHOWN: usize = 8;

/// An address has so many levels.
const LEVELS: usize = 5;

impl Places for Index {
    fn along(&self, code: &str, skip: usize) -> Vec<PlaceStep> {
        let mut steps: Vec<PlaceStep> = Vec::new();
        let mut parent: Option<DivisionCode> = None;
        loop {
            let items = self.children(parent);
            if items.is_empty() {
                break;
            }
            let step = PlaceStep::new(items, code);
            let chosen = DivisionCode::parse(&step.chosen);
            steps.push(step);
            match chosen {
                Ok(chosen) if steps.len() <= LEVELS => parent = Some(chosen),
                _ => break,
            }
        }
        steps.split_off(skip.min(steps.len()))
    }

    fn found(&self, words: &str) -> Vec<DivisionItem> {
        self.search(words, None, SHOWN)
    }
}

/// From now on places are known on this phone. `bytes` are the file that the server gives at
/// [`domain::divisions::FILE_ADDRESS`]. Called again it does nothing: an index is that of the build.
///
/// # Errors
/// [`PackedError`] when the bytes are something else.
pub fn load_divisions(bytes: &[u8]) -> Result<(), PackedError> {
    if OWN.get().is_none() {
        // Two pages that load at once hold the same index.
        let _ = OWN.set(Box::new(Index::read(bytes)?));
    }
    Ok(())
}

/// Loads the file, which the service worker keeps on the phone, and says whether places are known here now.
pub async fn load() -> bool {
    let known = || OWN.get().is_some();
    known() || platform::file(FILE_ADDRESS).await.is_some_and(|bytes| load_divisions(&bytes).is_ok())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use backend::divisions::names::{children, index, packed, search as server_search};

    use super::*;
    use crate::places::functions::steps;

    /// Codes of every depth, kept, moved, unknown and broken ones.
    const CODES: [&str; 14] = [
        "",
        "120000",
        "120104",
        "120104001",
        "120104001001",
        "441900",
        "441900003",
        "460321451",
        "500105001",
        "429004",
        "429004001",
        "120199",
        "999999",
        "1201",
    ];

    #[test]
    fn a_phone_answers_as_the_server() {
        let phone = Index::read(&packed().unwrap().plain).unwrap();
        for code in CODES {
            for skip in [0, 1, 9] {
                assert_eq!(phone.along(code, skip), steps(code, skip).unwrap(), "{code} {skip}");
            }
        }
        for province in children(None).unwrap() {
            assert_eq!(phone.along(&province.code, 0), steps(&province.code, 0).unwrap());
            for below in children(Some(&province.code)).unwrap() {
                assert_eq!(phone.along(&below.code, 0), steps(&below.code, 0).unwrap());
                assert_eq!(phone.found(&below.name), server_search(&below.name, None, SHOWN).unwrap());
            }
        }
        for words in ["chjd", "CHJD", "南开 长虹", "z", "街道", "长", " ", "鬱", "a b c", "广东/东莞/长安"]
        {
            assert_eq!(phone.found(words), index().unwrap().found(words), "{words}");
        }
    }

    #[test]
    fn the_lists_lead_to_the_place() {
        let steps = steps("120104001", 0).unwrap();
        let chosen: Vec<&str> = steps.iter().map(|step| step.chosen.as_str()).collect();
        assert_eq!(chosen, ["120000", "120104", "120104001", ""]);
        let levels: Vec<&str> = steps.iter().map(|step| step.level.as_str()).collect();
        assert_eq!(levels, ["province", "county", "township", "village"]);
    }

    #[test]
    fn a_list_says_whether_another_opens_below_it() {
        let deeper = |code: &str| steps(code, 0).unwrap().iter().map(|step| step.deeper).collect::<Vec<_>>();
        assert_eq!(deeper("120104001"), [true, true, true, false]);
        // Villages are listed for Tianjin only.
        assert_eq!(deeper("110101001"), [true, true, false]);
    }

    /// What needs no server is there at once.
    fn at_once<T>(answer: impl Future<Output = T>) -> T {
        match std::pin::pin!(answer).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
            std::task::Poll::Ready(answer) => answer,
            std::task::Poll::Pending => panic!("the server is asked"),
        }
    }

    /// The door itself: shut before, open after.
    #[test]
    fn what_was_loaded_answers_without_the_server() {
        assert!(!super::super::known_here());
        assert_eq!(load_divisions(b"<html>"), Err(PackedError::OtherLayout));
        assert!(!super::super::known_here());
        load_divisions(&packed().unwrap().plain).unwrap();
        load_divisions(b"<html>").unwrap();
        assert!(super::super::known_here());
        let found = at_once(super::super::search("南开 长虹".into())).unwrap();
        assert_eq!(found, server_search("南开 长虹", None, SHOWN).unwrap());
        let along = at_once(super::super::along("120104001".into())).unwrap();
        assert_eq!(along, steps("120104001", 0).unwrap());
    }
}
