//! 父母基本信息: the same fields for father and mother, written once.
//!
//! Beside the five printed fields a parent has supplementary ones: the situation (V-23), work away
//! from home (the left-behind rule) and the judgement of guardianship capability (综合判断, V-35).

use crate::form::Condition::{All, Answered, Any, Filled, Is, Not};
use crate::form::Department::{CivilAffairs, PublicSecurity};
use crate::form::Sensitivity::{S1, S2, S3};
use crate::form::{Asker, Condition, Field, FieldKind};
use crate::forms::build::YES_NO;
use crate::forms::options;

/// Declares the fields of one parent: `$p` prefixes the names, `$other` is the other parent's prefix,
/// `$who` is the spoken and `$printed` the printed word for the parent.
macro_rules! parent {
    ($module:ident, $p:literal, $other:literal, $who:literal, $printed:literal) => {
        #[doc = concat!("The fields of the child's ", $p, " (", $printed, ").")]
        pub mod $module {
            use super::*;

            /// Nothing unusual was said about this parent, so name, paper and address are needed (V-23).
            pub const PRESENT: Condition =
                Any(&[Not(&Filled(concat!($p, "_status"))), Is(concat!($p, "_status"), "normal")]);
            /// Name and paper are known or may be: the sheet prints “—” for a dead or unknown parent.
            const KNOWN: Condition =
                Not(&Any(&[Is(concat!($p, "_status"), "deceased"), Is(concat!($p, "_status"), "unknown")]));
            /// The parent lives somewhere that may be known.
            const REACHABLE: Condition = Any(&[PRESENT, Is(concat!($p, "_status"), "guardianship_revoked")]);
            const AWAY: Condition = Answered(concat!($p, "_away_for_work"), true);
            /// This parent stays and the other works away: can this one care for the child?
            const STAYS: Condition = All(&[
                PRESENT,
                Not(&AWAY),
                Any(&[
                    Answered(concat!($other, "_away_for_work"), true),
                    Answered("one_away_other_incapable", true),
                    Is("guardianship_status", "no_capacity"),
                    Is("guardianship_status", "insufficient_capacity"),
                ]),
            ]);
            const LIMITED: Condition = Any(&[
                Is(concat!($p, "_guardianship_capacity"), "impaired"),
                Is(concat!($p, "_guardianship_capacity"), "none"),
            ]);
            /// A judgement (综合判断) is due: limited capability, or a parent who is gone.
            const TO_JUDGE: Condition = Any(&[LIMITED, Not(&PRESENT)]);

            /// The parent's situation; `normal` when nothing is said.
            pub const STATUS: Field = Field::new(
                concat!($p, "_status"),
                concat!($printed, "状况"),
                FieldKind::Single { options: options::PARENT_STATUS },
            )
            .ask(concat!("孩子", $who, "现在还好吗？"), "在世、能联系上，就选“正常”。")
            .held(S3, CivilAffairs)
            .rules(&["V-23", "V-27"]);
            const NAME: Field = Field::new(concat!($p, "_name"), concat!($printed, "（姓名）"), FieldKind::PersonName)
                .ask(concat!("孩子", $who, "叫什么名字？"), "")
                .required_when(PRESENT)
                .when(KNOWN)
                .held(S2, PublicSecurity)
                .rules(&["V-23"]);
            const ID: Field = Field::new(concat!($p, "_id"), "公民身份号码", FieldKind::PersonId)
                .ask(concat!("孩子", $who, "的身份证号是多少？"), "没有身份证的，可以选别的证件。")
                .required_when(PRESENT)
                .when(KNOWN)
                .held(S3, PublicSecurity)
                .rules(&["V-03", "V-04", "V-10", "V-11", "V-23", "V-28"]);
            const PHONE: Field = Field::new(concat!($p, "_phone"), "联系方式", FieldKind::Phone)
                .ask(concat!("孩子", $who, "的电话是多少？"), "大人中至少要有一个能打通的电话。")
                .when(REACHABLE)
                .held(S3, CivilAffairs)
                .rules(&["V-24", "V-29"]);
            const HUKOU_ADDRESS: Field = Field::new(concat!($p, "_hukou_address"), "户籍地址", FieldKind::Address)
                .ask(concat!("孩子", $who, "的户口在哪里？"), "选到县（区）就可以。没有内地户口的不用填。")
                .when(KNOWN)
                .held(S3, PublicSecurity)
                .rules(&["V-12"]);
            const CURRENT_ADDRESS: Field = Field::new(concat!($p, "_current_address"), "现居住地", FieldKind::Address)
                .ask(
                    concat!("孩子", $who, "现在住在哪里？"),
                    "在外地打工的，填打工时住的地方。在国外或港澳台的，写国家或地区。",
                )
                .required_when(PRESENT)
                .when(REACHABLE)
                .held(S3, CivilAffairs)
                .rules(&["V-12", "V-20", "V-23", "V-39"]);

            /// The screen about this parent, under the numbers of the five printed fields.
            pub const fn fields(numbers: [&'static str; 5]) -> [Field; 6] {
                let [name, id, phone, hukou, current] = numbers;
                [
                    STATUS,
                    NAME.no(name),
                    ID.no(id),
                    PHONE.no(phone),
                    HUKOU_ADDRESS.no(hukou),
                    CURRENT_ADDRESS.no(current),
                ]
            }

            /// Works away from home (外出务工)?
            pub const AWAY_FOR_WORK: Field =
                Field::new(concat!($p, "_away_for_work"), concat!($printed, "是否外出务工"), YES_NO)
                    .ask(
                        concat!("孩子", $who, "在外地打工吗？"),
                        "偶尔回家看看，也算在外地打工。外地，是指别的县（区）。",
                    )
                    .when(PRESENT)
                    .held(S1, CivilAffairs)
                    .rules(&["V-34", "V-39"]);
            /// Where (county).
            pub const WORK_PLACE: Field =
                Field::new(concat!($p, "_work_place"), concat!($printed, "务工地"), FieldKind::Address)
                    .ask(concat!("孩子", $who, "在哪里打工？"), "选到县（区）就可以。")
                    .when(All(&[PRESENT, AWAY]))
                    .held(S3, CivilAffairs)
                    .rules(&["V-39"]);
            /// Since which day, without interruption.
            pub const AWAY_SINCE: Field =
                Field::new(concat!($p, "_away_since"), concat!($printed, "外出务工开始日期"), FieldKind::Date)
                    .ask(concat!($who, "从哪天开始在外地打工？"), "中间回家看看不算中断。记不清日子，填大概的日期。")
                    .when(All(&[PRESENT, AWAY]))
                    .held(S1, CivilAffairs);
            /// Until which day, when the work away has ended.
            pub const AWAY_UNTIL: Field =
                Field::new(concat!($p, "_away_until"), concat!($printed, "外出务工结束日期"), FieldKind::Date)
                    .ask(concat!($who, "哪天回来的？"), "回来生活了才填，探亲、休假不填。")
                    .when(Filled(concat!($p, "_away_since")))
                    .held(S1, CivilAffairs)
                    .by(Asker::Worker);

            /// 监护能力 of the parent who stays.
            pub const CAPACITY: Field = Field::new(
                concat!($p, "_guardianship_capacity"),
                concat!($printed, "监护能力"),
                FieldKind::Single { options: options::CAPACITY },
            )
            .ask(
                concat!("孩子", $who, "能照顾好孩子吗？"),
                "因为重病、重残等照顾有困难的，选“照顾有困难”。完全照顾不了的，选“照顾不了”。",
            )
            .when(STAYS)
            .held(S3, CivilAffairs)
            .rules(&["V-35"]);
            /// Why the capability is limited.
            pub const CAPACITY_REASON: Field = Field::new(
                concat!($p, "_capacity_reason"),
                concat!($printed, "监护能力受限原因"),
                FieldKind::Single { options: options::CAPACITY_REASON },
            )
            .ask(concat!($who, "为什么照顾不了？"), "")
            .when(LIMITED)
            .held(S3, CivilAffairs)
            .rules(&["V-35"]);
            /// Who judged.
            pub const JUDGED_BY: Field = Field::new(
                concat!($p, "_capacity_judged_by"),
                concat!($printed, "监护能力认定单位（人）"),
                FieldKind::Text { max: 50 },
            )
            .ask(concat!($who, "的情况由哪个单位、谁综合判断？"), "")
            .when(TO_JUDGE)
            .held(S3, CivilAffairs)
            .rules(&["V-35"])
            .by(Asker::Worker);
            /// On which day.
            pub const JUDGED_AT: Field =
                Field::new(concat!($p, "_capacity_judged_at"), concat!($printed, "监护能力认定日期"), FieldKind::Date)
                    .ask(concat!($who, "的情况是哪天判断的？"), "")
                    .when(TO_JUDGE)
                    .held(S3, CivilAffairs)
                    .rules(&["V-35"])
                    .by(Asker::Worker);
            /// On what ground.
            pub const BASIS: Field = Field::new(
                concat!($p, "_capacity_basis"),
                concat!($printed, "监护能力认定依据"),
                FieldKind::Text { max: 200 },
            )
            .ask(concat!("判断", $who, "情况的依据是什么？"), "例如残疾人证、诊断证明、法院文书、入户核实记录。")
            .when(TO_JUDGE)
            .held(S3, CivilAffairs)
            .rules(&["V-35"])
            .by(Asker::Worker);
        }
    };
}

parent!(father, "father", "mother", "爸爸", "父亲");
parent!(mother, "mother", "father", "妈妈", "母亲");

/// Both parents' work away from home, as one screen.
pub const WORK: [Field; 8] = [
    father::AWAY_FOR_WORK,
    father::WORK_PLACE,
    father::AWAY_SINCE,
    father::AWAY_UNTIL,
    mother::AWAY_FOR_WORK,
    mother::WORK_PLACE,
    mother::AWAY_SINCE,
    mother::AWAY_UNTIL,
];

/// The judgement of both parents' guardianship capability.
pub const CAPACITY: [Field; 10] = [
    father::CAPACITY,
    father::CAPACITY_REASON,
    father::JUDGED_BY,
    father::JUDGED_AT,
    father::BASIS,
    mother::CAPACITY,
    mother::CAPACITY_REASON,
    mother::JUDGED_BY,
    mother::JUDGED_AT,
    mother::BASIS,
];
