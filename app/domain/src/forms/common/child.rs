//! 儿童基本信息, the rows that say who the child is.

use super::conditions::NO_HUKOU;
use crate::form::Condition::{All, Answered, Filled, Not};
use crate::form::Department::PublicSecurity;
use crate::form::Sensitivity::{S1, S2, S3};
use crate::form::{Field, FieldKind};
use crate::forms::build::YES_NO;
use crate::forms::options;

/// 姓名; the only field that a draft needs too.
pub const NAME: Field = Field::new("child_name", "姓名", FieldKind::PersonName)
    .ask("孩子叫什么名字？", "照户口簿上的写；没上户口的照出生证明写。")
    .required()
    .held(S2, PublicSecurity)
    .rules(&["V-10"]);

/// 是否登记户口.
pub const HUKOU_REGISTERED: Field = Field::new("hukou_registered", "是否登记户口", YES_NO)
    .ask("孩子上户口了吗？", "")
    .required()
    .held(S1, PublicSecurity)
    .rules(&["V-06"]);

/// 公民身份号码; needed as soon as the child has a household register.
pub const ID_NUMBER: Field = Field::new("child_id_number", "公民身份号码", FieldKind::NationalId)
    .ask("孩子的身份证号是多少？", "户口簿上孩子那一页有，一共18位。填好后会自动填上生日和性别。")
    .required_when(All(&[Answered("hukou_registered", true), Not(&Filled("child_id_pending_reason"))]))
    .when(Not(&NO_HUKOU))
    .held(S3, PublicSecurity)
    .rules(&["V-01", "V-02", "V-03", "V-04", "V-06", "V-10", "V-11"]);

/// Why a registered child has no number yet (a newborn whose papers are in process, V-06).
pub const ID_PENDING_REASON: Field =
    Field::new("child_id_pending_reason", "公民身份号码暂缺原因", FieldKind::Text { max: 100 })
        .ask("还没有身份证号的，说一下原因", "例如：新生儿，正在办理。填了身份证号就不用填这里。")
        .when(All(&[Answered("hukou_registered", true), Not(&Filled("child_id_number"))]))
        .held(S1, PublicSecurity)
        .rules(&["V-06"]);

/// 出生医学证明编号, for a child without register and number.
pub const BIRTH_CERTIFICATE: Field =
    Field::new("birth_certificate_no", "出生医学证明编号", FieldKind::Text { max: 20 })
        .ask("出生医学证明的编号是多少？", "一个字母加9位数字。手边没有，可以先不填。")
        .when(NO_HUKOU)
        .held(S3, PublicSecurity)
        .rules(&["V-06"]);

/// 性别.
pub const SEX: Field = Field::new("child_sex", "性别", FieldKind::Single { options: options::SEX })
    .ask("孩子是男孩还是女孩？", "")
    .required()
    .held(S1, PublicSecurity)
    .rules(&["V-03"]);

/// 出生日期.
pub const BIRTH_DATE: Field = Field::new("child_birth_date", "出生日期", FieldKind::Date)
    .ask("孩子是哪天出生的？", "照户口簿填，那是阳历。不要填农历。")
    .required()
    .held(S2, PublicSecurity)
    .rules(&["V-02", "V-05", "V-10"]);

/// 民族.
pub const ETHNICITY: Field = Field::new("child_ethnicity", "民族", FieldKind::Single { options: options::ETHNICITY })
    .ask("孩子是什么民族？", "")
    .required()
    .held(S1, PublicSecurity);

/// The screen, under the numbers of 姓名, 性别, 出生日期, 民族, 公民身份号码 and 是否登记户口.
pub const fn fields(numbers: [&'static str; 6]) -> [Field; 8] {
    let [name, sex, born, ethnicity, id, hukou] = numbers;
    [
        NAME.no(name),
        HUKOU_REGISTERED.no(hukou),
        ID_NUMBER.no(id),
        ID_PENDING_REASON,
        BIRTH_CERTIFICATE,
        SEX.no(sex),
        BIRTH_DATE.no(born),
        ETHNICITY.no(ethnicity),
    ]
}
