//! The shape of a request: bounds that its type declares, told to the person by one problem.

use domain::problem::Problem;
use validator::Validate;

/// Checks what the type of a request declares about its fields.
///
/// Every declared bound has a message of its own in Chinese; it names no value, since one may be a password.
///
/// # Errors
/// [`Problem::Invalid`] for one field that does not fit: of several the first by its name, so that the same
/// request is always answered alike.
pub(crate) fn check(request: &impl Validate) -> Result<(), Problem> {
    let Err(errors) = request.validate() else { return Ok(()) };
    let first = errors.field_errors().into_iter().min_by(|(one, _), (other, _)| one.cmp(other));
    let (field, message) = first
        .map(|(field, errors)| (field.into_owned(), errors.iter().find_map(|error| error.message.clone())))
        .unwrap_or_default();
    let message = message.map_or_else(|| "有一项没填对，请看标出的地方".to_owned(), Into::into);
    Err(Problem::Invalid { field, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Validate)]
    struct Request {
        #[validate(length(max = 3, message = "请控制在3字以内"))]
        note: String,
        #[validate(range(min = 1, max = 9, message = "请选1到9"))]
        days: u32,
        #[validate(length(max = 1))]
        silent: String,
    }

    fn told(note: &str, days: u32, silent: &str) -> Option<(String, String)> {
        match check(&Request { note: note.into(), days, silent: silent.into() }) {
            Err(Problem::Invalid { field, message }) => Some((field, message)),
            Err(other) => panic!("{other:?}"),
            Ok(()) => None,
        }
    }

    #[test]
    fn one_field_is_told_in_its_own_words_and_always_the_same_one() {
        assert_eq!(told("三个字", 9, ""), None, "characters count, not bytes");
        assert_eq!(told("四个字了", 1, ""), Some(("note".into(), "请控制在3字以内".into())));
        for _ in 0..20 {
            assert_eq!(told("四个字了", 0, "长了"), Some(("days".into(), "请选1到9".into())));
        }
    }

    #[test]
    fn a_bound_without_words_still_says_what_to_do() {
        let (field, message) = told("", 1, "长了").unwrap();
        assert_eq!((field.as_str(), message.as_str()), ("silent", "有一项没填对，请看标出的地方"));
    }
}
