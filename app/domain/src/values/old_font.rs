//! Characters that old fonts of the GBK standard kept at private codes until Unicode had them.
//!
//! Row FE of GBK 1.0 (1995) held 80 characters that no standard of the time had; programs stored them at U+E815 –
//! U+E864, and fonts of that age still show them there and nowhere else. GB 18030-2000, -2005 and -2022 moved one
//! after another to its own code. Names of old ledgers and cards hold them: 䶮 is U+E863 there.

/// The characters of U+E815 – U+E864 as they are coded today. Sources: the index `gb18030` of the WHATWG Encoding
/// Standard, which follows GB 18030-2022, for bytes FE50 – FEA0; GB 18030-2005 for the six that the index leaves
/// (FE51, FE52, FE53, FE6C, FE76, FE91). Radicals stand as the ideographs that look like them.
const SUCCESSORS: &str = "厂𠂇𠂉𠃌乙㑳㑇刀㔾龴㖞㘚㘎小心㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠牛𡗗龸𤴔䁖䅟𥫗䌷㓁羊𦍌𢦏䎱䎬聿䏝䓖䙡䙌龹䜣䜩䝼䞍𧾷䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻";

/// The present code of a character at one of those private codes.
#[must_use]
pub fn successor(c: char) -> Option<char> {
    u32::from(c).checked_sub(0xE815).and_then(|at| SUCCESSORS.chars().nth(at as usize))
}

/// The text with every such character at its present code, and those characters; `None` when it has none.
#[must_use]
pub fn mended(text: &str) -> Option<(String, String)> {
    let new: String = text.chars().filter_map(successor).collect();
    (!new.is_empty()).then(|| (text.chars().map(|c| successor(c).unwrap_or(c)).collect(), new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_private_codes_of_the_old_standard_have_one_successor_each() {
        assert_eq!(SUCCESSORS.chars().count(), 0xE865 - 0xE815);
        for (old, new) in [
            ('\u{E863}', Some('䶮')),
            ('\u{E816}', Some('\u{20087}')),
            ('\u{E81A}', Some('㑳')),
            ('\u{E854}', Some('\u{9FBA}')),
            ('\u{E864}', Some('\u{9FBB}')),
            ('\u{E865}', None),
            ('\u{E814}', None),
            ('䶮', None),
            ('a', None),
        ] {
            assert_eq!(successor(old), new, "{old:?}");
        }
    }

    #[test]
    fn successors_are_ideographs_in_their_one_spelling() {
        assert!(SUCCESSORS.chars().all(super::super::name::is_han));
        assert_eq!(super::super::spelling::unify(SUCCESSORS, |c| c), SUCCESSORS);
    }

    #[test]
    fn a_text_is_mended_as_a_whole() {
        assert_eq!(mended("王\u{E863}\u{E81A}村"), Some(("王䶮㑳村".into(), "䶮㑳".into())));
        assert_eq!(mended("王\u{E863}\u{E000}"), Some(("王䶮\u{E000}".into(), "䶮".into())));
        assert_eq!(mended("王\u{E000}"), None);
    }
}
