//! What a page was made from, in its hidden input `revision`, for a post without a script: the draft's revision, and a
//! fingerprint of the answer to each question that the page asked. With it the server can tell what was changed on the
//! page from what somebody else changed meanwhile, without a history of the draft.

use domain::form::{Answers, Field, Value, inputs};

/// Separates the revision and the fingerprints; stands for a question that was not asked where nothing is between two.
const BETWEEN: char = '~';

/// What a page was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MadeFrom {
    /// Revision of the draft; nothing when the page did not say.
    pub revision: Option<i64>,
    /// Fingerprints by the section's fields; nothing when a page of an earlier version was posted.
    prints: Option<Vec<Option<String>>>,
}

impl MadeFrom {
    /// The value of the hidden input.
    #[must_use]
    pub fn write(revision: i64, fields: &[&'static Field], asked: &[&'static str], answers: &Answers) -> String {
        let mut written = revision.to_string();
        for field in fields {
            written.push(BETWEEN);
            if asked.contains(&field.key) {
                written.push_str(&print(field, answers.value(field.key)));
            }
        }
        written
    }

    /// Reads it.
    #[must_use]
    pub fn read(posted: &str) -> Self {
        let mut parts = posted.split(BETWEEN);
        let revision = parts.next().and_then(|revision| revision.parse().ok());
        let prints: Vec<_> = parts.map(|print| Some(print.to_owned()).filter(|print| !print.is_empty())).collect();
        Self { revision, prints: (!prints.is_empty()).then_some(prints) }
    }

    /// Those of the section's fields that the page asked; nothing when the page did not say.
    #[must_use]
    pub fn asked(&self, fields: &[&'static Field]) -> Option<Vec<&'static Field>> {
        let prints = self.prints.as_ref()?;
        Some(fields.iter().zip(prints).filter(|(_, print)| print.is_some()).map(|(field, _)| *field).collect())
    }

    /// Puts what others changed since the page was made, and the page did not, into `answers`, which are those of the
    /// page. Names the fields that both changed; nothing when the page did not say from what it was made.
    #[must_use]
    pub fn merge(
        &self,
        fields: &[&'static Field],
        answers: &mut Answers,
        stored: &Answers,
    ) -> Option<Vec<&'static Field>> {
        let prints = self.prints.as_ref()?;
        let mut clashes = Vec::new();
        for (field, made) in fields.iter().zip(prints) {
            let Some(made) = made else { continue };
            let (mine, theirs) = (print(field, answers.value(field.key)), print(field, stored.value(field.key)));
            if mine == *made {
                match stored.value(field.key) {
                    Some(value) => answers.set(field.key, value.clone()),
                    None => drop(answers.remove(field.key)),
                }
            } else if theirs != *made && theirs != mine {
                clashes.push(*field);
            }
        }
        Some(clashes)
    }
}

/// A fingerprint (FNV-1a, 32 bits) of an answer as the controls of a page say it.
fn print(field: &'static Field, value: Option<&Value>) -> String {
    let shown = value.map(|value| inputs::write(field, value)).unwrap_or_default();
    let said = inputs::read(&[field], &shown).into_iter().find_map(|(_, value)| value);
    let said = serde_json::to_vec(&said).unwrap_or_default();
    let hash = said.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

#[cfg(test)]
mod tests {
    use domain::divisions::Address;
    use domain::form::{Asker, FormKind};
    use domain::forms::form;

    use super::*;

    fn fields() -> Vec<&'static Field> {
        crate::declaration::screen::fields(form(FormKind::Migrant).section("child").unwrap(), Asker::Family).collect()
    }

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(key, word)| (*key, Value::Text((*word).to_owned()))).collect()
    }

    #[test]
    fn what_the_page_changed_stands_what_others_changed_stays_and_both_is_named() {
        let base = answers(&[("child_name", "王一"), ("child_sex", "1"), ("child_ethnicity", "01")]);
        let asked: Vec<&str> = fields().iter().map(|field| field.key).collect();
        let made = MadeFrom::read(&MadeFrom::write(7, &fields(), &asked, &base));
        assert_eq!(made.revision, Some(7));
        let mut page = answers(&[("child_name", "王二"), ("child_sex", "2"), ("child_ethnicity", "01")]);
        let stored = answers(&[("child_name", "王三"), ("child_sex", "1"), ("child_ethnicity", "02")]);
        let clashes = made.merge(&fields(), &mut page, &stored).unwrap();
        assert_eq!(page, answers(&[("child_name", "王二"), ("child_sex", "2"), ("child_ethnicity", "02")]));
        assert_eq!(clashes.iter().map(|field| field.key).collect::<Vec<_>>(), ["child_name"]);
    }

    #[test]
    fn a_question_that_the_page_did_not_ask_is_not_answered_by_it() {
        let made = MadeFrom::read(&MadeFrom::write(1, &fields(), &["child_name"], &Answers::default()));
        let asked: Vec<&str> = made.asked(&fields()).unwrap().iter().map(|field| field.key).collect();
        assert_eq!(asked, ["child_name"]);
        let mut page = answers(&[("child_sex", "1")]);
        assert!(made.merge(&fields(), &mut page, &answers(&[("child_sex", "2")])).unwrap().is_empty());
    }

    #[test]
    fn a_page_of_an_earlier_version_says_its_revision_only() {
        let made = MadeFrom::read("12");
        assert!(made.revision == Some(12) && made.asked(&fields()).is_none());
        assert_eq!(MadeFrom::read(""), MadeFrom::default());
    }

    #[test]
    fn the_names_of_a_place_are_no_change() {
        let field = form(FormKind::Migrant).field("current_address").unwrap();
        let place = |path: &str| {
            Value::Address(Address { division_code: "120104".into(), division_path: path.into(), ..Address::default() })
        };
        assert_eq!(print(field, Some(&place(""))), print(field, Some(&place("天津市/市辖区/南开区"))));
    }
}
