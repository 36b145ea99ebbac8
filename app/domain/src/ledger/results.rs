//! What a department may have done about a need.

use crate::form::Choice;
use crate::form::field::choice;

const REFUSED: Choice = choice("family_refused", "家长拒绝");
const NOT_ELIGIBLE: Choice = choice("not_eligible", "不符合条件");

pub(super) const SAFETY: &[Choice] = &[
    choice("handled", "已处置"),
    choice("case_filed", "已立案"),
    choice("no_danger", "未发现危险"),
    choice("to_civil_affairs", "转民政"),
];
pub(super) const GUARDIANSHIP: &[Choice] = &[
    choice("guardian_found", "已落实监护人"),
    choice("entrusted", "委托照护已落实"),
    choice("temporary", "临时监护"),
    choice("not_needed", "不需要"),
];
pub(super) const RELIEF: &[Choice] = &[
    choice("dibao", "已纳入低保"),
    choice("tekun", "已纳入特困供养"),
    choice("emergency_assistance", "已给予临时救助"),
    choice("de_facto_unattended_allowance", "已纳入事实无人抚养儿童保障"),
    NOT_ELIGIBLE,
    choice("already", "已有保障"),
];
pub(super) const SCHOOLING: &[Choice] = &[
    choice("enrolled", "已入学"),
    choice("home_teaching", "送教上门"),
    choice("returned", "已复学"),
    REFUSED,
    choice("not_here", "不属本区"),
];
pub(super) const HEALTH: &[Choice] =
    &[choice("treated", "已就诊"), choice("file_opened", "已建档"), choice("passed_on", "已转诊"), REFUSED];
pub(super) const VACCINE: &[Choice] =
    &[choice("given", "已补种"), choice("contraindicated", "禁忌"), choice("appointed", "已预约")];
pub(super) const INSURANCE: &[Choice] =
    &[choice("insured", "已参保"), choice("elsewhere", "已在外地参保"), NOT_ELIGIBLE, REFUSED];
pub(super) const HUKOU: &[Choice] =
    &[choice("registered", "已登记"), choice("papers_missing", "材料不全"), NOT_ELIGIBLE];
pub(super) const RESIDENCE: &[Choice] = &[choice("permit", "已办居住证"), choice("registered", "已登记"), NOT_ELIGIBLE];
pub(super) const REHAB: &[Choice] =
    &[choice("rehab", "已纳入康复救助"), choice("assessed", "已评定"), NOT_ELIGIBLE, choice("appointed", "已预约")];
pub(super) const LOCATE: &[Choice] = &[choice("found", "已查到去向"), choice("not_found", "未查到")];
