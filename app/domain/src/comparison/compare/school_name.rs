//! Whether two names mean one school: blanks, brackets and the names of city and district before it do not count, unless
//! both name a district and the districts differ.

use crate::values::text;

/// A school's name taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SchoolName {
    /// Without places and brackets.
    core: String,
    /// Provinces, cities, districts that stand before the name or in brackets.
    places: Vec<String>,
}

/// Words that end like a place and are none: parts of a town or of the school itself.
const NO_PLACES: [&str; 6] = ["校区", "开发区", "高新区", "园区", "小区", "社区"];

impl SchoolName {
    pub(super) fn of(name: &str) -> Self {
        let (outside, brackets) = apart(&text::clean(name));
        let mut places: Vec<String> = brackets.into_iter().filter(|inner| is_place(inner)).collect();
        let mut core: &str = &outside;
        while let Some(end) = place_before(core) {
            places.push(core[..end].to_owned());
            core = &core[end..];
        }
        Self { core: core.to_owned(), places }
    }

    /// Whether both mean one school.
    pub(super) fn same(&self, other: &Self) -> bool {
        let of = |places: &[String], end: &[char]| places.iter().find(|place| place.ends_with(end)).cloned();
        let conflict = [&['区', '县'][..], &['市'][..]].into_iter().any(|end| {
            let (a, b) = (of(&self.places, end), of(&other.places, end));
            a.is_some() && b.is_some() && a != b
        });
        !self.core.is_empty() && self.core == other.core && !conflict
    }

    /// Whether it names a place that is not among these: a school of somewhere else.
    pub(super) fn is_outside(&self, path: &[&str]) -> bool {
        !path.is_empty() && self.places.iter().any(|place| !path.contains(&place.as_str()))
    }
}

/// What stands outside of brackets, without blanks, and what stands inside of each.
fn apart(name: &str) -> (String, Vec<String>) {
    let (mut outside, mut brackets, mut depth) = (String::new(), Vec::new(), 0_u8);
    for c in name.chars().filter(|c| !c.is_whitespace()).map(text::half_width) {
        match c {
            '(' | '[' | '【' | '〔' => {
                depth = depth.saturating_add(1);
                brackets.push(String::new());
            }
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 => brackets.last_mut().into_iter().for_each(|inner| inner.push(c)),
            c => outside.push(c),
        }
    }
    (outside, brackets)
}

/// 浦东新区 is a place, 新区 alone is none.
fn is_place(word: &str) -> bool {
    let named = word.chars().count() >= 2 && word.ends_with(['省', '市', '区', '县']);
    named && word != "新区" && !NO_PLACES.iter().any(|no| word.ends_with(no))
}

/// Where a place at the beginning ends, if there is one and something is left behind it. Names of places have two to seven
/// characters (新疆维吾尔自治区 is not said before a school).
fn place_before(name: &str) -> Option<usize> {
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8()).take(7);
    let end = ends.skip(1).find(|end| name[..*end].ends_with(['省', '市', '区', '县']))?;
    (is_place(&name[..end]) && name[end..].chars().count() >= 2).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        SchoolName::of(a).same(&SchoolName::of(b))
    }

    #[test]
    fn one_school_is_written_in_many_ways() {
        for written in ["长虹小学", "长虹小学（南开区）", "天津市南开区长虹小学", "南开区 长虹小学(东校区)"]
        {
            assert!(same("南开区长虹小学", written), "{written}");
        }
        assert!(same("滨海新区第一小学", "第一小学"));
        assert!(!same("开发区第一小学", "第一小学"), "the zone belongs to the name");
    }

    #[test]
    fn the_first_school_of_another_district_is_another_school() {
        assert!(!same("南开区第一小学", "和平区第一小学"));
        assert!(!same("南开区第一小学", "第一小学（和平区）"));
        assert!(!same("南开区长虹小学", "南开区长虹中学"));
        assert!(!same("", ""));
    }

    #[test]
    fn a_school_of_somewhere_else_is_told_by_the_places_in_its_name() {
        let path = ["天津市", "南开区", "长虹街道"];
        assert!(SchoolName::of("上海市浦东新区某小学").is_outside(&path));
        assert!(SchoolName::of("和平区岳阳道小学").is_outside(&path));
        assert!(!SchoolName::of("天津市南开区长虹小学").is_outside(&path));
        assert!(!SchoolName::of("长虹小学（东校区）").is_outside(&path));
        assert!(!SchoolName::of("和平区岳阳道小学").is_outside(&[]), "without names nothing can be told");
    }
}
