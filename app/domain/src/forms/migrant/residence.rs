//! MC-09, MC-10, MC-12, MC-13: the registered household, the present home and its registration.

use crate::form::Condition::{Always, Is};
use crate::form::Department::{CivilAffairs, PublicSecurity};
use crate::form::Sensitivity::S1;
use crate::form::{Field, FieldKind, Part, Section};
use crate::forms::common::residence::{CURRENT_ADDRESS, HOMELESS, HOMELESS_SINCE, HUKOU_ADDRESS};
use crate::forms::options;

/// 户籍地址, 现居住地, 居住登记, 居住类型.
pub const SECTION: Section = Section {
    name: "residence",
    title: "孩子的户口在哪里，现在住在哪里？",
    part: Part::Child,
    asked: Always,
    fields: &[
        HUKOU_ADDRESS.no("MC-09"),
        CURRENT_ADDRESS.no("MC-10"),
        REGISTRATION,
        HOUSING,
        HOUSING_REMARK,
        HOMELESS,
        HOMELESS_SINCE,
    ],
};

const REGISTRATION: Field =
    Field::new("residence_registration", "居住登记", FieldKind::Single { options: options::RESIDENCE_REGISTRATION })
        .no("MC-12")
        .ask("孩子在这里办过居住登记吗？", "")
        .required()
        .held(S1, PublicSecurity);

const HOUSING: Field = Field::new("housing_type", "居住类型", FieldKind::Single { options: options::HOUSING })
    .no("MC-13")
    .ask("住的是什么样的房子？", "")
    .required()
    .held(S1, CivilAffairs);

/// The paper has no blank after 其他, so this is a remark only.
const HOUSING_REMARK: Field = Field::new("housing_type_remark", "居住类型（备注）", FieldKind::Text { max: 50 })
    .ask("是什么样的住处？", "例如单位宿舍、借住亲戚家。可以不填。")
    .when(Is("housing_type", "other"))
    .held(S1, CivilAffairs);
