//! Names for synthetic people: lists of common surnames and of given names by generation.

use super::random::Random;

const SURNAMES: &[(&str, usize)] = &[
    ("王", 72),
    ("李", 71),
    ("张", 68),
    ("刘", 54),
    ("陈", 45),
    ("杨", 31),
    ("赵", 23),
    ("黄", 22),
    ("周", 21),
    ("吴", 20),
    ("徐", 17),
    ("孙", 16),
    ("胡", 13),
    ("朱", 13),
    ("高", 12),
    ("林", 11),
    ("何", 11),
    ("郭", 11),
    ("马", 10),
    ("罗", 9),
    ("梁", 9),
    ("宋", 8),
    ("郑", 8),
    ("谢", 7),
    ("韩", 7),
    ("唐", 7),
    ("冯", 6),
    ("于", 6),
    ("董", 6),
    ("萧", 6),
    ("程", 6),
    ("曹", 6),
    ("袁", 5),
    ("邓", 5),
    ("许", 5),
    ("傅", 5),
    ("沈", 5),
    ("曾", 5),
    ("彭", 5),
    ("吕", 5),
    ("苏", 4),
    ("卢", 4),
    ("蒋", 4),
    ("蔡", 4),
    ("贾", 4),
    ("丁", 4),
    ("魏", 4),
    ("薛", 3),
    ("叶", 3),
    ("阎", 3),
    ("余", 3),
    ("潘", 3),
    ("杜", 3),
    ("戴", 3),
    ("夏", 3),
    ("钟", 3),
    ("汪", 3),
    ("田", 3),
    ("任", 3),
    ("姜", 3),
    ("范", 3),
    ("方", 3),
    ("石", 3),
    ("姚", 3),
    ("谭", 3),
    ("廖", 3),
    ("邹", 2),
    ("熊", 2),
    ("金", 2),
    ("陆", 2),
    ("郝", 2),
    ("孔", 2),
    ("白", 2),
    ("崔", 2),
    ("康", 2),
    ("毛", 2),
    ("邱", 2),
    ("秦", 2),
    ("江", 2),
    ("史", 2),
    ("顾", 2),
    ("侯", 2),
    ("邵", 2),
    ("孟", 2),
    ("龙", 2),
    ("万", 2),
    ("段", 2),
    ("雷", 2),
    ("钱", 2),
    ("汤", 2),
    ("尹", 2),
    ("黎", 2),
    ("易", 2),
    ("常", 2),
    ("武", 2),
    ("乔", 2),
    ("贺", 2),
    ("赖", 2),
    ("龚", 2),
    ("文", 2),
    ("欧阳", 2),
    ("上官", 1),
    ("诸葛", 1),
    ("司马", 1),
    ("令狐", 1),
    ("甯", 1),
];

const BOYS: &[&str] = &[
    "浩宇", "子轩", "宇轩", "沐宸", "浩然", "一诺", "奕辰", "宇辰", "俊熙", "梓豪", "子墨", "睿泽", "嘉懿", "煜城",
    "子睿", "博文", "天佑", "文博", "宇航", "铭泽", "皓轩", "瑾瑜", "晨曦", "明哲", "思源", "泽洋", "家豪", "锦程",
    "宸", "睿", "喆", "犇", "恒", "𬭊",
];
const GIRLS: &[&str] = &[
    "梓涵", "欣怡", "诗涵", "一诺", "语桐", "若汐", "艺涵", "可馨", "沐晴", "雨桐", "子涵", "梦琪", "佳怡", "语嫣",
    "雨萱", "思涵", "紫萱", "欣妍", "诗琪", "若曦", "依诺", "静怡", "悦然", "安然", "清妍", "芷若", "乐瑶", "玥彤",
    "妍", "玥", "萱", "㛃", "宁", "瑶",
];
const MEN: &[&str] = &[
    "伟", "强", "磊", "洋", "勇", "军", "杰", "涛", "明", "超", "鹏", "飞", "斌", "波", "辉", "刚", "健", "俊", "海涛",
    "建华", "志刚", "晓东", "永强", "国栋",
];
const WOMEN: &[&str] = &[
    "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "秀英", "燕", "婷", "雪", "慧", "莉", "玲", "红梅", "海燕", "晓红",
    "丽娜", "春梅", "亚楠", "文静",
];
const OLD_MEN: &[&str] = &["建国", "建军", "志强", "国庆", "德明", "福生", "长林", "玉山"];
const OLD_WOMEN: &[&str] = &["秀兰", "桂英", "玉兰", "凤英", "淑珍", "素芬", "月娥", "桂兰"];
/// Names of other peoples with the code of the people (GB/T 3304): boys, then girls.
const OTHERS: [&[(&str, &str)]; 2] = [
    &[("扎西多吉", "04"), ("阿卜杜拉·买买提", "05"), ("巴特尔", "02"), ("艾力·吐尔逊", "05"), ("格桑顿珠", "04")],
    &[("乌兰图雅", "02"), ("阿依古丽·艾合买提", "05"), ("卓玛", "04"), ("古丽努尔·阿不都", "05"), ("其其格", "02")],
];
/// Peoples whose names do not tell: code and weight.
const PEOPLES: &[(&str, usize)] = &[("01", 940), ("03", 18), ("11", 22), ("02", 6), ("15", 6), ("08", 4), ("10", 4)];

/// A generation, by which given names differ.
#[derive(Clone, Copy, Debug)]
pub(super) enum Generation {
    /// Born about 1975–2004.
    Parents,
    /// Born about 1945–1970.
    Grandparents,
}

/// A surname.
pub(super) fn surname(random: &mut Random) -> &'static str {
    random.weighted(SURNAMES)
}

/// The surname of a list that begins with this character; the most common one when there is none.
pub(super) fn same_surname(first: &str) -> &'static str {
    SURNAMES.iter().map(|(surname, _)| *surname).find(|surname| surname.starts_with(first)).unwrap_or("王")
}

/// A child's name with the code of the people.
pub(super) fn child(random: &mut Random, surname: &str, male: bool) -> (String, &'static str) {
    if random.per_mille(12) {
        let (name, people) = random.pick(OTHERS[usize::from(!male)]);
        return (name.to_owned(), people);
    }
    let given = random.pick(if male { BOYS } else { GIRLS });
    (format!("{surname}{given}"), random.weighted(PEOPLES))
}

/// An adult's given name.
pub(super) fn adult(random: &mut Random, surname: &str, male: bool, generation: Generation) -> String {
    let list = match (generation, male) {
        (Generation::Parents, true) => MEN,
        (Generation::Parents, false) => WOMEN,
        (Generation::Grandparents, true) => OLD_MEN,
        (Generation::Grandparents, false) => OLD_WOMEN,
    };
    format!("{surname}{}", random.pick(list))
}
