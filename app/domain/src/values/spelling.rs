//! One spelling for one text: what looks the same is the same, wherever it came from.
//!
//! A name copied out of a PDF may hold ⽟ (a Kangxi radical) for 玉, one from an Apple keyboard `u` and two dots for
//! `ü`, one from an old office program a variation selector that nobody sees. All of them are brought to the one form
//! that a Chinese keyboard gives, before anything is checked, stored, hashed or compared. What cannot be brought to a
//! form that every phone shows is named: see [`super::fault`].

mod here;

pub(crate) use here::is_unassigned;

/// CJK Radicals Supplement, U+2E80 – U+2EF3: the ideograph that looks like each, by the property
/// `Equivalent_Unified_Ideograph` of the Unicode Character Database; itself where there is none. Normal forms leave
/// this block as it is, unlike the Kangxi radicals beside it.
const RADICALS: &str = "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The text in its one spelling, each character first changed by `first`: without what nobody sees, composed (NFC,
/// which folds compatibility ideographs too), radicals as ideographs.
pub(crate) fn unify(raw: &str, first: fn(char) -> char) -> String {
    let text: String = raw.chars().map(first).filter(|&c| !is_ignored(c)).collect();
    // Nearly every text ends here, without asking the normaliser.
    if text.chars().all(is_settled) {
        return text;
    }
    here::composed(&text).chars().map(unified).collect()
}

fn unified(c: char) -> char {
    match c {
        '\u{2E80}'..='\u{2EF3}' => RADICALS.chars().nth((u32::from(c) - 0x2E80) as usize).unwrap_or(c),
        '\u{2F00}'..='\u{2FD5}' => here::ideograph(c),
        _ => c,
    }
}

/// A character that is never drawn: Unicode's default ignorable ones (zero width, bidirectional controls, variation
/// selectors, tags, the fillers of Hangul, the soft hyphen) and the marks of interlinear annotation.
pub(crate) const fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A blank between words: white space, and the Braille pattern without dots.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

/// Characters that no normal form changes and that every version of Unicode has: nearly all that is typed.
pub(crate) const fn is_settled(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{3400}'..='\u{9FFF}'
        | '\u{FF01}'..='\u{FF5E}')
}

#[cfg(test)]
#[path = "spelling_tests.rs"]
mod tests;
