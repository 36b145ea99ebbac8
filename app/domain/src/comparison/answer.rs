//! One department's statement about one item of one child. It never changes; a later one supersedes it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::columns::{CheckResult, HouseholdStatus, InsuranceStatus, Known, RollPlace, Scheme, ServiceResult, YesNo};
use crate::divisions::DivisionCode;
use crate::values::date::iso;

/// A statement with what the department wrote besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What it says.
    pub says: Statement,
    /// 备注; empty for nothing.
    #[serde(default)]
    pub note: String,
}

/// What a department says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", content = "record", rename_all = "snake_case")]
pub enum Statement {
    /// 有记录: what its record holds.
    Record(Record),
    /// 无记录
    NoRecord,
    /// 无法判定
    CannotTell,
    /// 一致: only where the declared value was sent.
    Agrees,
    /// 本部门已更正
    Corrected,
}

/// A department's record of an item. What it leaves out is not stated; codes are those of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum Record {
    /// 公安.
    Identity(Identity),
    /// 公安.
    ResidencePermit(Permit),
    /// 教育.
    Schooling(Schooling),
    /// 卫健.
    #[serde(rename = "health_0_6")]
    Health06(Service),
    /// 卫健.
    #[serde(rename = "tcm_0_36")]
    Tcm036(Service),
    /// 疾控.
    Vaccination(Vaccination),
    /// 医保.
    Insurance(Insurance),
    /// 残联.
    Disability(Disability),
    /// 民政.
    Livelihood(Livelihood),
}

/// Who the child is to 公安: checks, and values only where they differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// 姓名核验
    pub name_check: Option<CheckResult>,
    /// 证号核验
    pub number_check: Option<CheckResult>,
    /// 登记姓名
    pub name: Option<String>,
    /// 登记性别: `1` or `2`.
    pub sex: Option<String>,
    /// 登记出生日期
    #[serde(with = "iso::option")]
    pub birth_date: Option<Date>,
    /// 登记民族: a code of GB/T 3304.
    pub ethnicity: Option<String>,
    /// 户口状态
    pub household_status: Option<HouseholdStatus>,
    /// 户籍县（区）
    pub hukou_county: Option<DivisionCode>,
    /// 户籍乡镇（街道）
    pub hukou_township: Option<DivisionCode>,
}

/// 居住登记.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Permit {
    /// `residence_permit`, `temporary_registration`, `unregistered`.
    pub registration: Option<String>,
    /// 登记日期
    #[serde(with = "iso::option")]
    pub registered_on: Option<Date>,
    /// 居住证签注有效期至
    #[serde(with = "iso::option")]
    pub valid_until: Option<Date>,
}

/// 就学.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schooling {
    /// A code of D-SCHOOLING, or `kindergarten`, `no_kindergarten`.
    pub stage: Option<String>,
    /// 学校名称
    pub school: Option<String>,
    /// 学校标识码
    pub school_code: Option<String>,
    /// A code of D-ACADEMIC.
    pub academic_status: Option<String>,
    /// 住校
    pub boarding: Option<bool>,
    /// 学籍所在
    pub roll: Option<RollPlace>,
}

/// 基本公共卫生服务.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    /// Whether it was given, and where.
    pub received: Option<ServiceResult>,
    /// 最近服务日期
    #[serde(with = "iso::option")]
    pub on: Option<Date>,
}

/// 疫苗接种.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vaccination {
    /// 建证
    pub certificate: Option<Known>,
    /// 按程序接种
    pub on_schedule: Option<YesNo>,
    /// 缺种疫苗
    pub missing: Vec<String>,
    /// 数据日期
    #[serde(with = "iso::option")]
    pub data_of: Option<Date>,
}

/// 医保.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Insurance {
    /// 参保状态
    pub status: Option<InsuranceStatus>,
    /// 险种
    pub scheme: Option<Scheme>,
    /// 参保地, as deep as it is known.
    pub place: Option<DivisionCode>,
    /// 参保年度
    pub year: Option<String>,
}

/// 残疾.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Disability {
    /// 残疾人证
    pub card: Option<super::columns::Card>,
    /// 残疾类别: a code of D-DISABILITY.
    pub kind: Option<String>,
    /// 多重明细
    pub detail: Vec<String>,
    /// 残疾等级: a code of D-GRADE.
    pub grade: Option<String>,
    /// 证有效期至
    #[serde(with = "iso::option")]
    pub valid_until: Option<Date>,
    /// 康复救助
    pub rehab: Option<bool>,
    /// 康复项目
    pub rehab_project: Option<String>,
}

/// 救助.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Livelihood {
    /// 家庭困难情况
    pub difficulty: Vec<String>,
    /// 生活保障情况
    pub support: Vec<String>,
}
