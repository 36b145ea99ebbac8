//! What keeps a text from being read on every phone, in words that say what to do.

use thiserror::Error;

use super::old_font;
use super::spelling::{is_blank, is_ignored, is_settled, is_unassigned};

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// More characters than the field takes.
    #[error("最多写{max}个字，现在是{found}个字，请写短一点")]
    TooLong {
        /// Largest number of characters.
        max: u16,
        /// How many were typed.
        found: usize,
    },
    /// A character that is damaged, or that nothing can show. Nobody finds it among the others, so all is typed anew.
    #[error("里面有显示不出来的符号，请全部删掉，重新打一遍")]
    Unreadable,
    /// A private code of an old font whose character has a code of its own today.
    #[error("第{place}个字是旧字库的字，别的手机上显示不出来，请改成“{to}”")]
    OldFontKnown {
        /// Where, counted from one.
        place: usize,
        /// The character as it is coded today.
        to: char,
    },
    /// A private code of which nobody else knows what it looks like.
    #[error("第{place}个字是旧字库的字，别的手机上显示不出来，请用输入法重新打；打不出来的先写同音字，再告诉工作人员")]
    OldFont {
        /// Where, counted from one.
        place: usize,
    },
}

/// Whether a person sees anything of the character.
pub(crate) fn is_visible(c: char) -> bool {
    !(is_blank(c) || is_ignored(c) || c.is_control() || is_damage(c))
}

/// What programs put where a character was lost.
const fn is_damage(c: char) -> bool {
    matches!(c, '\u{FFFC}' | '\u{FFFD}')
}

/// Of newer characters an older browser knows nothing: ideographs and pictures are taken for what they are, also
/// those that are still to come, so that the same name is right on every phone and on the server.
const fn is_of_open_block(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{2FFFD}' | '\u{30000}'..='\u{3FFFD}')
}

/// A code of the private use areas: what it looks like is known to one font only.
const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// What keeps a text, spelled as [`unify`](super::spelling::unify) leaves it, from being read on every phone: the first such character.
/// Line ends are no fault.
pub(crate) fn fault(text: &str) -> Option<TextError> {
    text.chars().enumerate().find_map(|(at, c)| fault_of(at + 1, c))
}

/// The same for the character at a place, counted from one.
pub(crate) fn fault_of(place: usize, c: char) -> Option<TextError> {
    if is_private(c) {
        let successor = old_font::successor(c);
        return Some(successor.map_or(TextError::OldFont { place }, |to| TextError::OldFontKnown { place, to }));
    }
    let unreadable =
        (c.is_control() && c != '\n') || is_damage(c) || !(is_settled(c) || is_of_open_block(c)) && is_unassigned(c);
    unreadable.then_some(TextError::Unreadable)
}
