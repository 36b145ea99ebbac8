//! 家庭生活情况: difficulty of the family and what support it has.

use crate::form::Condition::Contains;
use crate::form::Department::CivilAffairs;
use crate::form::Sensitivity::S3;
use crate::form::{Field, FieldKind};
use crate::forms::options;

/// 家庭困难情况.
pub const DIFFICULTY: Field = Field::new(
    "family_difficulty",
    "家庭困难情况",
    FieldKind::Multi { options: options::DIFFICULTY, exclusive: "none" },
)
.ask("家里有这些困难吗？", "村（居）委会给办过证明的才选，不清楚就问儿童主任。都没有，选“无”。")
.required()
.held(S3, CivilAffairs)
.rules(&["V-26", "V-27"]);

/// The blank after 其他 (printed on the migrant form only, needed on both).
pub const DIFFICULTY_OTHER: Field =
    Field::new("family_difficulty_other", "家庭困难情况（其他）", FieldKind::Text { max: 50 })
        .ask("是什么困难？", "")
        .required()
        .when(Contains("family_difficulty", "other"))
        .held(S3, CivilAffairs);

/// 生活保障情况.
pub const SUPPORT: Field =
    Field::new("livelihood_support", "生活保障情况", FieldKind::Multi { options: options::SUPPORT, exclusive: "none" })
        .ask("家里现在领哪些补助？", "发过钱的才选，有几项选几项。都没有，选“无”。")
        .required()
        .held(S3, CivilAffairs)
        .rules(&["V-27"]);

/// What 其他 support is.
pub const SUPPORT_OTHER: Field =
    Field::new("livelihood_support_other", "生活保障情况（其他）", FieldKind::Text { max: 50 })
        .ask("是什么补助？", "")
        .required()
        .when(Contains("livelihood_support", "other"))
        .held(S3, CivilAffairs);

/// The screen, under the numbers of 家庭困难情况 and 生活保障情况.
pub const fn fields(numbers: [&'static str; 2]) -> [Field; 4] {
    let [difficulty, support] = numbers;
    [DIFFICULTY.no(difficulty), DIFFICULTY_OTHER, SUPPORT.no(support), SUPPORT_OTHER]
}
