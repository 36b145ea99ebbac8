//! Days in Chinese words: numerals, and the words of the lunar calendar.

/// The words of which each alone says that a day is of the lunar calendar.
const LUNAR: [&str; 9] = ["农历", "阴历", "旧历", "正月", "腊月", "冬月", "闰", "初", "廿"];

/// Whether a day is told by the lunar calendar.
pub(super) fn is_lunar(text: &str) -> bool {
    LUNAR.iter().any(|word| text.contains(word))
}

/// The text with Chinese numerals as digits: 二〇一五年三月八日 gives `2015年3月8日`, 二十一 gives `21`.
pub(super) fn with_digits(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, &c) in chars.iter().enumerate() {
        let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|&c| digit(c).is_some());
        match (c, digit(c)) {
            (_, Some(value)) => out.push(value),
            ('十', None) => match (is_digit(at.checked_sub(1)), is_digit(Some(at + 1))) {
                (true, true) => {}
                (true, false) => out.push('0'),
                (false, true) => out.push('1'),
                (false, false) => out.push_str("10"),
            },
            _ => out.push(c),
        }
    }
    out
}

const fn digit(c: char) -> Option<char> {
    Some(match c {
        '〇' | '○' | '零' | 'Ｏ' => '0',
        '一' | '壹' => '1',
        '二' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}
