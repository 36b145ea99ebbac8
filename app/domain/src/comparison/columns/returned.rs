//! What comes back, as data: headers, what a cell may hold, and which item it speaks of.

use super::accepted::{
    Card, CheckResult, HouseholdStatus, InsuranceStatus, Known, ReplyResult, RollPlace, Scheme, ServiceResult, YesNo,
};
use crate::comparison::item::Item;
use crate::form::Choice;
use crate::form::field::choice;
use crate::forms::options;

/// What a cell of a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of the labels, or its code.
    One(&'static [Choice]),
    /// Several, joined with 、.
    Several(&'static [Choice]),
    /// Text of at most so many characters.
    Text(u16),
    /// So many digits.
    Digits(u8),
    /// A person's name.
    Name,
    /// A date.
    Date,
    /// A division: a code of 2, 4, 6 or 9 digits, or its names.
    Place,
}

/// A column that a department fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnedColumn {
    /// Stable name, as in the interface.
    pub key: &'static str,
    /// As printed.
    pub header: &'static str,
    /// What a cell holds.
    pub kind: Kind,
    /// The item that it speaks of; none for what stands in every sheet.
    pub item: Option<Item>,
}

const fn of(item: Item, key: &'static str, header: &'static str, kind: Kind) -> ReturnedColumn {
    ReturnedColumn { key, header, kind, item: Some(item) }
}

const fn always(key: &'static str, header: &'static str, kind: Kind) -> ReturnedColumn {
    ReturnedColumn { key, header, kind, item: None }
}

const COMMON: &[ReturnedColumn] = &[
    always("result", "反馈结果", Kind::One(ReplyResult::CHOICES)),
    always("note", "备注", Kind::Text(200)),
    always("answered_by", "反馈人", Kind::Text(50)),
    always("answered_on", "反馈日期", Kind::Date),
];

const PUBLIC_SECURITY: &[ReturnedColumn] = &[
    of(Item::Identity, "name_check", "姓名核验", Kind::One(CheckResult::CHOICES)),
    of(Item::Identity, "number_check", "证号核验", Kind::One(CheckResult::CHOICES)),
    of(Item::Identity, "name", "登记姓名", Kind::Name),
    of(Item::Identity, "sex", "登记性别", Kind::One(options::SEX)),
    of(Item::Identity, "birth_date", "登记出生日期", Kind::Date),
    of(Item::Identity, "ethnicity", "登记民族", Kind::One(options::ETHNICITY)),
    of(Item::Identity, "household_status", "户口状态", Kind::One(HouseholdStatus::CHOICES)),
    of(Item::Identity, "hukou_county", "登记户籍县（区）", Kind::Place),
    of(Item::Identity, "hukou_township", "登记户籍乡镇（街道）", Kind::Place),
    of(Item::ResidencePermit, "registration", "居住登记", Kind::One(options::RESIDENCE_REGISTRATION)),
    of(Item::ResidencePermit, "registered_on", "登记日期", Kind::Date),
    of(Item::ResidencePermit, "valid_until", "居住证签注有效期至", Kind::Date),
];

/// D-SCHOOLING, and for small children whether they are in a kindergarten.
const STAGE: &[Choice] = &{
    let known = options::SCHOOLING;
    let mut list = [choice("", ""); options::SCHOOLING.len() + 2];
    let mut at = 0;
    while at < known.len() {
        list[at] = known[at];
        at += 1;
    }
    list[at] = choice("kindergarten", "在园");
    list[at + 1] = choice("no_kindergarten", "未入园");
    list
};

const BOARDING: &[Choice] = &[choice("day", "走读"), choice("boarding", "住校")];

const EDUCATION: &[ReturnedColumn] = &[
    of(Item::Schooling, "stage", "就学情况", Kind::One(STAGE)),
    of(Item::Schooling, "school", "学校名称", Kind::Text(100)),
    of(Item::Schooling, "school_code", "学校标识码", Kind::Digits(10)),
    of(Item::Schooling, "academic_status", "学业状况", Kind::One(options::ACADEMIC)),
    of(Item::Schooling, "boarding", "就读方式", Kind::One(BOARDING)),
    of(Item::Schooling, "roll", "学籍所在", Kind::One(RollPlace::CHOICES)),
];

// Two columns 最近服务日期 could not be told apart when a sheet comes back in another order.
const HEALTH: &[ReturnedColumn] = &[
    of(Item::Health06, "health_service", "0-6岁服务", Kind::One(ServiceResult::CHOICES)),
    of(Item::Health06, "health_service_on", "0-6岁最近服务日期", Kind::Date),
    of(Item::Tcm036, "tcm_service", "中医药服务", Kind::One(ServiceResult::CHOICES)),
    of(Item::Tcm036, "tcm_service_on", "中医药最近服务日期", Kind::Date),
];

const DISEASE_CONTROL: &[ReturnedColumn] = &[
    of(Item::Vaccination, "certificate", "建证", Kind::One(Known::CHOICES)),
    of(Item::Vaccination, "on_schedule", "按程序接种", Kind::One(YesNo::CHOICES)),
    of(Item::Vaccination, "missing", "缺种疫苗", Kind::Text(200)),
    of(Item::Vaccination, "data_of", "数据日期", Kind::Date),
];

const MEDICAL_INSURANCE: &[ReturnedColumn] = &[
    of(Item::Insurance, "insurance_status", "参保状态", Kind::One(InsuranceStatus::CHOICES)),
    of(Item::Insurance, "scheme", "险种", Kind::One(Scheme::CHOICES)),
    of(Item::Insurance, "insured_at", "参保地", Kind::Place),
    of(Item::Insurance, "insured_year", "参保年度", Kind::Digits(4)),
];

const GRADE: &[Choice] = &[choice("1", "一级"), choice("2", "二级"), choice("3", "三级"), choice("4", "四级")];

// The number of the card is not asked: the child's own number stands in it.
const DISABLED_PERSONS: &[ReturnedColumn] = &[
    of(Item::Disability, "card", "残疾人证", Kind::One(Card::CHOICES)),
    of(Item::Disability, "disability_type", "残疾类别", Kind::One(options::DISABILITY)),
    of(Item::Disability, "disability_detail", "多重明细", Kind::Several(options::DISABILITY_SPECIFIC)),
    of(Item::Disability, "disability_grade", "残疾等级", Kind::One(GRADE)),
    of(Item::Disability, "card_valid_until", "证有效期至", Kind::Date),
    of(Item::Disability, "rehab", "康复救助", Kind::One(YesNo::CHOICES)),
    of(Item::Disability, "rehab_project", "康复项目", Kind::Text(50)),
];

const CIVIL_AFFAIRS: &[ReturnedColumn] = &[
    of(Item::Livelihood, "difficulty", "家庭困难情况", Kind::Several(options::DIFFICULTY)),
    of(Item::Livelihood, "support", "生活保障情况", Kind::Several(options::SUPPORT)),
];

const TABLES: [&[ReturnedColumn]; 7] =
    [PUBLIC_SECURITY, EDUCATION, HEALTH, DISEASE_CONTROL, MEDICAL_INSURANCE, DISABLED_PERSONS, CIVIL_AFFAIRS];

/// The columns of a sheet that asks about these items: the result, what its items need, then note, name and day.
pub fn returned(items: &[Item]) -> impl Iterator<Item = &'static ReturnedColumn> {
    let own = TABLES.into_iter().flatten().filter(|column| column.item.is_some_and(|item| items.contains(&item)));
    COMMON[..1].iter().chain(own).chain(&COMMON[1..])
}
