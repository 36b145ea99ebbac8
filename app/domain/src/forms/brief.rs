//! Short spoken names of the fields, for a list of answers that a family reads: who was asked 孩子上医保了吗？ finds
//! 医保 there. The printed label stands beside it in small type.

use std::borrow::Cow;

use crate::form::Field;

/// The name of the field: a short one, or its label in spoken words.
#[must_use]
pub fn brief(field: &Field) -> Cow<'static, str> {
    Cow::Borrowed(match field.key {
        "hukou_registered" => "上户口",
        "child_id_pending_reason" => "没有身份证号的原因",
        "housing_type" => "住房",
        "housing_type_remark" => "住处说明",
        "left_hukou_date" => "离开户口所在地的日子",
        "arrived_residence_date" => "来到现在住处的日子",
        "living_with" => "跟谁一起住",
        "guardianship_status" => "平时照顾",
        "schooling_stage" => "上学",
        "academic_status" => "现在还在不在上",
        "school_name" => "学校",
        "is_boarding" => "在学校住宿",
        "health_status" => "身体",
        "health_service_0_6y" => "免费体检",
        "tcm_service_0_36m" => "免费中医调养指导",
        "medical_insurance" => "医保",
        "disability_type" => "残疾",
        "disability_types_detail" => "哪几类残疾",
        "rehab_aid_received" => "康复救助",
        "father_status" => "爸爸的情况",
        "mother_status" => "妈妈的情况",
        "father_away_for_work" => "爸爸在外地打工",
        "mother_away_for_work" => "妈妈在外地打工",
        "father_work_place" => "爸爸打工的地方",
        "mother_work_place" => "妈妈打工的地方",
        "father_away_since" => "爸爸外出打工的日子",
        "mother_away_since" => "妈妈外出打工的日子",
        "father_guardianship_capacity" => "爸爸能不能照顾孩子",
        "mother_guardianship_capacity" => "妈妈能不能照顾孩子",
        "father_capacity_reason" => "爸爸照顾不了的原因",
        "mother_capacity_reason" => "妈妈照顾不了的原因",
        "both_parents_away" => "爸爸妈妈都在外地打工",
        "one_away_other_incapable" => "一个在外地，另一个照顾不了孩子",
        "has_entrusted_carer" => "有没有托人照顾",
        "entrusted_carer_relation" | "other_guardian_relation" => "照顾人是孩子的什么人",
        "entrusted_carer_relation_other" => "是什么关系",
        "family_difficulty" => "家里的困难",
        "family_difficulty_other" => "别的困难",
        "livelihood_support" => "领的补助",
        "livelihood_support_other" => "别的补助",
        "help_requested" => "需要帮忙",
        "needs" => "需要的帮助",
        "needs_other" => "别的帮助",
        "informant_relation" => "填表人是孩子的什么人",
        _ => return Cow::Owned(field.spoken_label()),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::form::FormKind::{LeftBehind, Migrant};
    use crate::forms::form;

    #[test]
    fn no_two_answers_on_a_form_have_one_name() {
        for kind in [Migrant, LeftBehind] {
            for name in [brief as fn(&Field) -> Cow<'static, str>, |field| Cow::Owned(field.official_label())] {
                let mut seen = BTreeSet::new();
                for field in form(kind).fields() {
                    assert!(seen.insert(name(field)), "{} twice in {kind:?}", name(field));
                }
            }
        }
    }

    #[test]
    fn a_name_says_whose_it_is() {
        let field = |key| form(Migrant).field(key).unwrap();
        assert_eq!(field("father_phone").spoken_label(), "爸爸的电话");
        assert_eq!(field("hukou_address").spoken_label(), "孩子的户口");
        assert_eq!(field("father_name").spoken_label(), "爸爸的姓名");
        assert_eq!(field("mother_current_address").official_label(), "母亲现居住地");
        assert_eq!(field("school_name").official_label(), "就读学校");
        assert_eq!(field("school_name").with_question("这一题还没填"), "在哪所学校（幼儿园）？这一题还没填");
        assert_eq!(field("reporting_unit").with_question("请填写"), "填报单位：请填写");
    }
}
