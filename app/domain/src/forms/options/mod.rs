//! The code lists (D-…) of the dictionary: code for storage, label exactly as printed, printed order; under a printed
//! label that few say, what it means.

mod ethnicity;

pub use ethnicity::ETHNICITY;

use crate::form::Choice;
use crate::form::field::{choice, plain};
use crate::values::PaperKind;

/// D-SEX 性别 (GB/T 2261.1). 0 and 9 come only with an import and are refused there.
pub const SEX: &[Choice] = &[choice("1", "男"), choice("2", "女")];

/// D-IDTYPE 证件类型 of adults; the paper knows only the first.
pub const ID_TYPE: &[Choice] = &{
    let kinds = PaperKind::ALL;
    let mut list = [choice("", ""); PaperKind::ALL.len()];
    let mut at = 0;
    while at < kinds.len() {
        list[at] = choice(kinds[at].code(), kinds[at].label());
        at += 1;
    }
    list
};

/// D-LIVEWITH 共同居住人.
pub const LIVING_WITH: &[Choice] =
    &[choice("both_parents", "父母双方"), choice("one_parent", "父母一方"), choice("other_guardian", "其他监护人")];

/// D-LIVEWITH with the value that only screening knows and no sheet prints.
pub const LIVING_WITH_SCREENING: &[Choice] = &[
    choice("both_parents", "父母双方"),
    choice("one_parent", "父母一方"),
    choice("other_guardian", "其他监护人"),
    choice("none", "无（独自居住）"),
];

/// D-RESREG 居住登记.
pub const RESIDENCE_REGISTRATION: &[Choice] = &[
    plain("residence_permit", "办理居住证", "办了居住证"),
    plain("temporary_registration", "暂住登记", "只登记，没办证"),
    choice("unregistered", "未登记"),
];

/// D-HOUSING 居住类型.
pub const HOUSING: &[Choice] = &[choice("owned", "自购房"), choice("rented", "出租房屋"), choice("other", "其他")];

/// D-GUARD 监护情况 as the migrant form prints it.
pub const GUARDIANSHIP_MIGRANT: &[Choice] = &[
    plain("good", "较好", "照顾得不错"),
    plain("fair", "一般", "能照顾，有时顾不过来"),
    plain("poor", "较差", "照顾不过来，需要帮忙"),
    plain("no_capacity", "父或母或其他监护人无监护能力", "大人因病、残疾等照顾不了"),
    plain("insufficient_capacity", "父或母或其他监护人监护能力不足", "照顾得了，但力不从心"),
    plain("unattended", "无人监护", "没有人照看"),
];

/// D-GUARD 监护情况 as the left-behind form prints it.
pub const GUARDIANSHIP_LEFT_BEHIND: &[Choice] = &[
    plain("good", "较好", "照顾得不错"),
    plain("fair", "一般", "能照顾，有时顾不过来"),
    plain("poor", "较差", "照顾不过来，需要帮忙"),
    plain("no_capacity", "父或母无监护能力", "大人因病、残疾等照顾不了"),
    plain("entrusted_insufficient", "受委托监护人照护能力不足", "托的人力不从心"),
    plain("unattended", "无人监护", "没有人照看"),
];

/// D-SCHOOLING 就学情况.
pub const SCHOOLING: &[Choice] = &[
    plain("preschool", "学龄前", "还没上小学，上幼儿园也选它"),
    choice("primary", "小学"),
    choice("junior_secondary", "初中"),
    choice("senior_secondary", "高中"),
    choice("secondary_vocational", "中等职业教育"),
    choice("special_education", "特殊教育"),
    plain("unable_to_attend", "无就学能力", "身体原因上不了学"),
    plain("out_of_school", "失学", "该上学了，现在没上"),
];

/// D-ACADEMIC 学业状况.
pub const ACADEMIC: &[Choice] = &[
    plain("enrolled", "在读", "正常上学"),
    plain("dropped_out", "辍学", "不上了"),
    plain("suspended", "休学", "因病等暂停"),
    plain("graduated", "毕业", "念完了，有毕业证"),
    plain("completed", "结业", "念完了，没有毕业证"),
    plain("incomplete", "肄业", "没念完就离开了"),
];

/// D-HEALTH 健康状况; `healthy` excludes the others.
pub const HEALTH: &[Choice] = &[
    choice("healthy", "健康"),
    choice("disabled", "残疾"),
    choice("serious_illness", "重病"),
    choice("chronic_illness", "慢性病"),
    choice("psych_behavioral", "心理/行为异常"),
];

/// D-SERVICE 基本公共卫生服务, migrant form.
pub const SERVICE_MIGRANT: &[Choice] = &[
    plain("at_hukou", "在户籍地接受", "在老家做的"),
    plain("at_residence", "在居住地接受", "在这里做的"),
    choice("not_received", "未接受"),
];

/// D-SERVICE 基本公共卫生服务, left-behind form.
pub const SERVICE_LEFT_BEHIND: &[Choice] = &[choice("received", "已接受"), choice("not_received", "未接受")];

/// D-INSURANCE 纳入医保情况, migrant form.
pub const INSURANCE_MIGRANT: &[Choice] = &[
    plain("at_hukou", "纳入户籍地医保", "在老家交的"),
    plain("at_residence", "纳入居住地医保", "在这里交的"),
    choice("none", "未纳入医保"),
];

/// D-INSURANCE 纳入医保情况, left-behind form.
pub const INSURANCE_LEFT_BEHIND: &[Choice] = &[choice("insured", "已纳入医保"), choice("none", "未纳入医保")];

/// D-DISABILITY 残疾类别.
pub const DISABILITY: &[Choice] = &[
    choice("none", "无"),
    choice("visual", "视力残疾"),
    choice("hearing", "听力残疾"),
    choice("speech", "言语残疾"),
    choice("physical", "肢体残疾"),
    choice("intellectual", "智力残疾"),
    choice("mental", "精神残疾"),
    choice("multiple", "多重残疾"),
];

/// The six specific types that 多重残疾 combines.
pub const DISABILITY_SPECIFIC: &[Choice] = &[
    choice("visual", "视力残疾"),
    choice("hearing", "听力残疾"),
    choice("speech", "言语残疾"),
    choice("physical", "肢体残疾"),
    choice("intellectual", "智力残疾"),
    choice("mental", "精神残疾"),
];

/// D-GRADE 残疾等级; 一级 is the most severe.
pub const GRADE: &[Choice] =
    &[choice("none", "无"), choice("1", "一级"), choice("2", "二级"), choice("3", "三级"), choice("4", "四级")];

/// D-DIFFICULTY 家庭困难情况; `none` excludes the others.
pub const DIFFICULTY: &[Choice] = &[
    choice("none", "无"),
    choice("dibao", "低保家庭"),
    choice("tekun", "特困家庭"),
    choice("dibao_marginal", "低保边缘家庭"),
    choice("rigid_expenditure", "刚性支出困难家庭"),
    choice("poverty_return_monitored", "防止返贫监测家庭"),
    choice("other", "其他"),
];

/// D-SUPPORT 生活保障情况; `none` excludes the others.
pub const SUPPORT: &[Choice] = &[
    choice("none", "无"),
    choice("dibao", "低保"),
    choice("tekun", "特困"),
    choice("emergency_assistance", "急难社会救助"),
    choice("orphan_allowance", "孤儿基本生活保障"),
    choice("de_facto_unattended_allowance", "事实无人抚养儿童基本生活保障"),
    choice("disability_subsidies", "残疾人两项补贴"),
    choice("homeless_relief", "生活无着流浪乞讨人员救助"),
    choice("charity", "慈善帮扶"),
    choice("other", "其他"),
];

/// D-ENTRUST 受委托监护人与儿童关系.
pub const ENTRUSTED_RELATION: &[Choice] = &[
    choice("paternal_grandfather", "爷爷"),
    choice("paternal_grandmother", "奶奶"),
    plain("maternal_grandfather", "外公", "姥爷"),
    plain("maternal_grandmother", "外婆", "姥姥"),
    choice("other", "其他"),
];

/// A parent's situation (dictionary 8); anything but `normal` lifts V-23.
pub const PARENT_STATUS: &[Choice] = &[
    choice("normal", "正常"),
    choice("deceased", "去世"),
    choice("missing", "失踪"),
    choice("lost_contact", "失去联系"),
    choice("imprisoned", "服刑在押"),
    choice("compulsory_rehab", "强制隔离戒毒"),
    choice("guardianship_revoked", "被撤销监护资格"),
    choice("divorced_no_contact", "离婚后失去联系"),
    choice("unknown", "不详"),
];

/// A parent's guardianship capability (监护能力).
pub const CAPACITY: &[Choice] = &[
    choice("full", "能照顾好"),
    choice("impaired", "照顾有困难（难以履行监护职责）"),
    choice("none", "照顾不了（无监护能力）"),
];

/// Why a parent cannot exercise guardianship (N 一(二)).
pub const CAPACITY_REASON: &[Choice] =
    &[choice("serious_illness", "重病"), choice("severe_disability", "重残"), choice("other", "其他")];

/// What help is wished for.
pub const NEEDS: &[Choice] = &[
    choice("schooling", "上学"),
    choice("medical", "看病"),
    choice("relief", "生活困难"),
    choice("rehab", "康复训练"),
    choice("psych", "心里难受要人开导"),
    choice("guardianship", "找人照顾孩子"),
    choice("other", "其他"),
];

/// How the entry was collected (N 三¶2–3, T 四(二)).
pub const COLLECTION_METHOD: &[Choice] = &[
    choice("home_visit", "入户走访"),
    choice("self_report", "自主申报"),
    choice("school_survey", "学校摸排"),
    choice("dept_share", "部门数据共享"),
    choice("import", "导入"),
];

/// Who may not be entrusted with a child's care (未成年人保护法 第二十二条); `none` says that the
/// check was made and found nothing.
pub const CARER_EXCLUSIONS: &[Choice] = &[
    choice("none", "经核查没有下列情形"),
    choice("abuse", "曾实施性侵害、虐待、遗弃、拐卖、暴力伤害等违法犯罪行为"),
    choice("addiction", "有吸毒、酗酒、赌博等恶习"),
    choice("neglect", "曾拒不履行或者长期怠于履行监护、照护职责"),
    choice("other", "其他不适宜担任被委托人的情形"),
];

/// D-GREL 其他监护人与儿童关系: the form prints a blank; these are offered in the order of 民法典
/// 第二十七条.
pub const GUARDIAN_RELATIONS: &[&str] =
    &["爷爷", "奶奶", "姥爷（外公）", "姥姥（外婆）", "哥哥", "姐姐", "其他亲属", "其他个人", "民政部门或村（居）委会"];

/// Who gives the information, seen from the child.
pub const INFORMANT_RELATIONS: &[&str] =
    &["爸爸", "妈妈", "爷爷", "奶奶", "姥爷（外公）", "姥姥（外婆）", "其他亲属", "其他"];
