//! The name with which an official signs in. Server and phone compare it in one normal form, so that whoever is
//! somebody on the server is the same on the phone, however the keyboard wrote the first letter.

/// Longest name that is looked at, in characters.
const MAX_CHARS: usize = 100;

/// The normal form: without blanks around it, in lower case.
#[must_use]
pub fn normal(typed: &str) -> String {
    typed.trim().chars().take(MAX_CHARS).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_the_keyboard_wrote_it_it_is_the_same_user() {
        for typed in ["cunzhuren", "Cunzhuren", "CUNZHUREN", " CunZhuRen\u{3000}"] {
            assert_eq!(normal(typed), "cunzhuren", "{typed:?}");
        }
        assert_eq!(normal("Zhang.San-2_乡"), "zhang.san-2_乡");
        assert_eq!(normal(&normal("Wang")), normal("Wang"));
        assert_eq!(normal(&"长".repeat(300)).chars().count(), MAX_CHARS);
    }
}
