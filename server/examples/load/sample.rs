//! Families that do not exist, each different, so that none looks like another's duplicate.

use std::sync::LazyLock;

use serde_json::{Value, json};
use uuid::{NoContext, Timestamp, Uuid};

/// The family that the others are made from.
static FAMILY: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../tests/samples/migrant.json")).unwrap_or_default());

/// Surnames and given names for made-up people.
const SURNAMES: [char; 16] =
    ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨'];
const GIVEN: [char; 32] = [
    '安', '邦', '晨', '达', '恩', '方', '光', '海', '佳', '凯', '乐', '明', '宁', '平', '青', '荣', '盛', '涛', '维',
    '欣', '阳', '泽', '冰', '春', '冬', '飞', '刚', '华', '静', '可', '兰', '梅',
];

/// A fresh id of the day of the sample.
pub(crate) fn id() -> Uuid {
    Uuid::new_v7(Timestamp::from_unix(NoContext, 1_795_226_400, 0))
}

/// The body of a submission of about 2.6 KB for the family of this number.
pub(crate) fn submission(id: Uuid, family: u64) -> Value {
    let mut answers = FAMILY.clone();
    let born = birth_date(family);
    answers["child_name"] = name(family).into();
    answers["child_birth_date"] = format!("{}-{}-{}", &born[..4], &born[4..6], &born[6..]).into();
    answers["child_id_number"] = national_id("411628", &born, family / DAYS).into();
    for (parent, offset, year) in [("father", 1, "1986"), ("mother", 2, "1988")] {
        let number = national_id("411628", &format!("{year}{}", &born[4..]), (family / DAYS) * 2 + offset);
        answers[format!("{parent}_name")] = name(family * 7 + offset * 1_000_003).into();
        answers[format!("{parent}_id")] = json!({"type": "resident_id", "number": number});
        answers[format!("{parent}_phone")] = format!("13{:09}", (family * 2 + offset) % 1_000_000_000).into();
        for address in ["hukou_address", "current_address"] {
            let detail =
                "示例里小区三号楼二门五〇一室，由村里的儿童主任入户核对，门口有一棵老槐树，电话打不通时请找对门的邻居";
            answers[format!("{parent}_{address}")]["detail"] = detail.into();
        }
    }
    answers["collector"] = "示例儿童主任".into();
    json!({
        "id": id,
        "form": "migrant",
        "form_version": "2024-17",
        "channel": "self_report",
        "answers": answers,
        "overrides": [],
    })
}

/// Days of birth that are used: from September 2014 on, children of primary school.
const DAYS: u64 = 4 * 12 * 28;

fn birth_date(family: u64) -> String {
    let day = family % DAYS;
    let month = day / 28 + 8;
    format!("{}{:02}{:02}", 2014 + month / 12, month % 12 + 1, day % 28 + 1)
}

fn name(family: u64) -> String {
    let pick =
        |from: &[char], by: u64| from.get(usize::try_from(by).unwrap_or(0) % from.len()).copied().unwrap_or('例');
    [pick(&SURNAMES, family), pick(&GIVEN, family / 16), pick(&GIVEN, family / 512)].iter().collect()
}

/// A number of the shape of GB 11643 for an odd (male) or even serial.
fn national_id(area: &str, born: &str, serial: u64) -> String {
    let first = format!("{area}{born}{:03}", (serial * 2 + 1) % 1000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        first.chars().filter_map(|c| c.to_digit(10)).zip(weights).map(|(digit, weight)| digit * weight).sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"];
    first + check.get(sum as usize % 11).copied().unwrap_or_default()
}
