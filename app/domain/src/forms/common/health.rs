//! 健康状况, 免费接受基本公共卫生服务 and 纳入医保情况. The forms differ in the options of the services.

use crate::form::Condition::{MonthsAtMost, YearsAtMost};
use crate::form::Department::{Health, MedicalInsurance};
use crate::form::Sensitivity::S3;
use crate::form::{Choice, Field, FieldKind};
use crate::forms::options;

/// 健康状况.
pub const STATUS: Field =
    Field::new("health_status", "健康状况", FieldKind::Multi { options: options::HEALTH, exclusive: "healthy" })
        .ask("孩子身体怎么样？", "身体好就选“健康”。有病或有残疾的，可以选几项。")
        .required()
        .held(S3, Health)
        .rules(&["V-15"]);

/// 0-6岁儿童健康管理服务: before the seventh birthday.
const fn service_0_6y(options: &'static [Choice]) -> Field {
    Field::new("health_service_0_6y", "0-6岁儿童健康管理服务", FieldKind::Single { options })
        .ask("孩子做过免费体检吗？", "国家给0到6岁的孩子免费体检，一般在社区卫生服务中心、乡镇卫生院做。")
        .required()
        .when(YearsAtMost(6))
        .held(S3, Health)
        .rules(&["V-17", "V-19"])
}

/// 0-36个月儿童中医药健康管理服务: up to 36 full months.
const fn tcm_service_0_36m(options: &'static [Choice]) -> Field {
    Field::new("tcm_service_0_36m", "0-36个月儿童中医药健康管理服务", FieldKind::Single { options })
        .ask("孩子接受过免费的中医调养指导吗？", "国家给3岁以内的孩子免费做的饮食、起居指导，一般和体检一起做。")
        .required()
        .when(MonthsAtMost(36))
        .held(S3, Health)
        .rules(&["V-18", "V-19"])
}

/// 纳入医保情况.
const fn insurance(options: &'static [Choice]) -> Field {
    Field::new("medical_insurance", "纳入医保情况", FieldKind::Single { options })
        .ask("孩子上医保了吗？", "")
        .required()
        .held(S3, MedicalInsurance)
        .rules(&["V-19"])
}

/// The screen, under the numbers of 健康状况, the two services and 纳入医保情况, with the options that
/// the form prints for services and insurance.
pub const fn fields(numbers: [&'static str; 4], service: &'static [Choice], insured: &'static [Choice]) -> [Field; 4] {
    let [status, years, months, insurance_no] = numbers;
    [
        STATUS.no(status),
        service_0_6y(service).no(years),
        tcm_service_0_36m(service).no(months),
        insurance(insured).no(insurance_no),
    ]
}
