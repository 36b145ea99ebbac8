//! 表头: who files the form, on which day, and how it was collected. Not asked of families.

use crate::form::Condition::Always;
use crate::form::Department::{CivilAffairs, None};
use crate::form::Sensitivity::S1;
use crate::form::{Asker, Field, FieldKind, Part, Section};
use crate::forms::options;

/// 填报单位（盖章）.
const REPORTING_UNIT: Field = Field::new("reporting_unit", "填报单位（盖章）", FieldKind::Unit)
    .ask("填报单位", "")
    .required()
    .held(S1, CivilAffairs)
    .rules(&["V-40"])
    .by(Asker::System);

/// 填报日期: the as-of date of every rule that depends on age or duration.
const REPORT_DATE: Field = Field::new("report_date", "填报日期", FieldKind::Date)
    .ask("是哪天填报的？", "入户当天或收到表格的日期。不填就是今天。")
    .required()
    .held(S1, None)
    .rules(&["V-41"])
    .by(Asker::Worker);

const COLLECTION_METHOD: Field =
    Field::new("collection_method", "采集方式", FieldKind::Single { options: options::COLLECTION_METHOD })
        .ask("信息是怎么来的？", "")
        .held(S1, None)
        .by(Asker::Worker);

const COLLECTOR: Field = Field::new("collector", "采集人", FieldKind::Text { max: 50 })
    .ask("采集人是谁？", "")
    .held(S1, None)
    .by(Asker::Worker);

/// The fields, under the numbers of 填报单位 and 填报日期.
pub const fn fields(numbers: [&'static str; 2]) -> [Field; 4] {
    let [unit, date] = numbers;
    [REPORTING_UNIT.no(unit), REPORT_DATE.no(date), COLLECTION_METHOD, COLLECTOR]
}

/// The section around those fields.
pub const fn section(fields: &'static [Field]) -> Section {
    Section { name: "filing", title: "填报信息", part: Part::Header, asked: Always, fields }
}
