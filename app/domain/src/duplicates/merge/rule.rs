//! Which value of a field wins, as a table.

use crate::comparison::Item;
use crate::values::coded::coded;

coded! {
    /// On what the identity of a record is built; the last is the surest.
    Basis {
        /// Somebody said so.
        Told = "told", "口述";
        /// 户口簿 or another paper was seen.
        Document = "document", "证件";
        /// 公安 settled it.
        Police = "police", "公安核实";
    }
}

coded! {
    /// Why a value won.
    Reason {
        /// Both say the same.
        Same = "same", "两份一致";
        /// One says nothing.
        OnlyOne = "only_one", "只有一份填写";
        /// 公安 settled it.
        Police = "police", "以公安核实的为准";
        /// A paper was seen.
        Document = "document", "以证件为准";
        /// The item was compared and settled.
        Settled = "settled", "以部门比对核实的为准";
        /// The newer 填报日期.
        Newer = "newer", "以较新填报的为准";
        /// Both count.
        United = "united", "两份合并";
        /// The graver one, so that no need is lost.
        Graver = "graver", "以需要更多关注的为准";
        /// The child left when it first left.
        Earlier = "earlier", "取较早的日期";
        /// It came when it came last.
        Later = "later", "取较晚的日期";
        /// It belongs to the record that stays.
        OfTheRecord = "of_the_record", "随保留的登记";
    }
}

/// How a group of fields is decided. Fields that no group names are decided each by itself, the newer report winning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Settled by 公安, then a paper, then the newer report.
    Identity,
    /// A settled item, then the newer report.
    Item(Item),
    /// The newer report.
    Newer,
    /// Both: of a multiple choice the union, where 无 and 健康 give way.
    Union,
    /// Both texts.
    Joined,
    /// The value that opens a ledger entry.
    Graver,
    /// The earlier day.
    Earlier,
    /// The later day.
    Later,
    /// What is the record's own.
    Survivor,
}

/// Fields that are decided together; the first one leads.
pub(super) struct Group {
    pub(super) rule: Rule,
    pub(super) fields: &'static [&'static str],
}

const fn group(rule: Rule, fields: &'static [&'static str]) -> Group {
    Group { rule, fields }
}

/// The table.
pub(super) const GROUPS: &[Group] = &[
    group(Rule::Survivor, &["reporting_unit"]),
    group(Rule::Identity, &["child_name"]),
    group(Rule::Identity, &["child_sex"]),
    group(Rule::Identity, &["child_birth_date"]),
    group(Rule::Identity, &["child_ethnicity"]),
    group(
        Rule::Identity,
        &["hukou_registered", "hukou_address", "child_id_number", "child_id_pending_reason", "birth_certificate_no"],
    ),
    group(Rule::Item(Item::ResidencePermit), &["residence_registration"]),
    group(
        Rule::Item(Item::Schooling),
        &["schooling_stage", "school_name", "school_code", "is_boarding", "academic_status"],
    ),
    group(Rule::Item(Item::Health06), &["health_service_0_6y"]),
    group(Rule::Item(Item::Tcm036), &["tcm_service_0_36m"]),
    group(Rule::Item(Item::Insurance), &["medical_insurance"]),
    group(
        Rule::Item(Item::Disability),
        &["disability_type", "disability_types_detail", "disability_grade", "rehab_aid_received"],
    ),
    group(Rule::Newer, &["housing_type", "housing_type_remark"]),
    group(Rule::Earlier, &["left_hukou_date"]),
    group(Rule::Later, &["arrived_residence_date"]),
    group(Rule::Graver, &["guardianship_status"]),
    group(Rule::Graver, &["homeless_flag"]),
    group(Rule::Graver, &["help_requested"]),
    group(Rule::Earlier, &["homeless_since"]),
    group(Rule::Earlier, &["help_requested_at"]),
    group(Rule::Union, &["health_status"]),
    group(Rule::Union, &["family_difficulty"]),
    group(Rule::Union, &["livelihood_support"]),
    group(Rule::Union, &["needs"]),
    group(Rule::Joined, &["family_difficulty_other"]),
    group(Rule::Joined, &["livelihood_support_other"]),
    group(Rule::Joined, &["needs_other"]),
    group(Rule::Newer, &["father_name", "father_id"]),
    group(Rule::Newer, &["mother_name", "mother_id"]),
    group(
        Rule::Newer,
        &[
            "other_guardian_name",
            "other_guardian_relation",
            "other_guardian_id",
            "other_guardian_phone",
            "other_guardian_hukou_address",
            "other_guardian_current_address",
        ],
    ),
    group(
        Rule::Newer,
        &[
            "has_entrusted_carer",
            "entrusted_carer_name",
            "entrusted_carer_relation",
            "entrusted_carer_relation_other",
            "entrusted_carer_id",
            "entrusted_carer_phone",
            "entrusted_carer_hukou_address",
            "entrusted_carer_current_address",
            "entrusted_carer_exclusions",
        ],
    ),
    group(Rule::Newer, &["father_away_for_work", "father_work_place", "father_away_since", "father_away_until"]),
    group(Rule::Newer, &["mother_away_for_work", "mother_work_place", "mother_away_since", "mother_away_until"]),
    group(
        Rule::Newer,
        &[
            "father_guardianship_capacity",
            "father_capacity_reason",
            "father_capacity_judged_by",
            "father_capacity_judged_at",
            "father_capacity_basis",
        ],
    ),
    group(
        Rule::Newer,
        &[
            "mother_guardianship_capacity",
            "mother_capacity_reason",
            "mother_capacity_judged_by",
            "mother_capacity_judged_at",
            "mother_capacity_basis",
        ],
    ),
];

/// The rule of a field.
#[must_use]
pub fn rule_of(field: &str) -> Rule {
    GROUPS.iter().find(|group| group.fields.contains(&field)).map_or(Rule::Newer, |group| group.rule)
}
