//! On what each use of which answers rests, as data: what rests on a duty by law is handled without consent, and what rests on
//! consent is left out without it (个人信息保护法 第十三条; 未成年人保护法 第四十三、八十一条; 民发〔2024〕17号).

use domain::access::Group;

use super::kinds::{Basis, NoticeKind};

/// A use of groups of fields.
#[derive(Clone, Copy, Debug)]
pub struct LawfulBasis {
    /// For what, as people read it.
    pub purpose: &'static str,
    /// The groups of fields.
    pub groups: &'static [Group],
    /// On what it rests.
    pub basis: Basis,
    /// The clause.
    pub clause: &'static str,
    /// The notice to which consent is given; nothing where none is needed.
    pub notice: Option<NoticeKind>,
}

const DUTY: &str = "《个人信息保护法》第十三条第一款第三项，《未成年人保护法》第四十三、八十一条，民发〔2024〕17号";
const CONSENT: &str = "《个人信息保护法》第十三条第一款第一项、第二十九条";

const fn duty(purpose: &'static str, groups: &'static [Group]) -> LawfulBasis {
    LawfulBasis { purpose, groups, basis: Basis::Statutory, clause: DUTY, notice: None }
}

const fn consent(purpose: &'static str, groups: &'static [Group], notice: NoticeKind) -> LawfulBasis {
    LawfulBasis { purpose, groups, basis: Basis::Consent, clause: CONSENT, notice: Some(notice) }
}

/// Every group of the access table that has fields stands under a duty; what is optional stands apart.
pub const LAWFUL_BASIS: &[LawfulBasis] = &[
    duty(
        "监测摸排：判断是否属于登记范围，由哪里负责",
        &[
            Group::Head,
            Group::Name,
            Group::Basic,
            Group::Idno,
            Group::County,
            Group::Place,
            Group::HukouAddr,
            Group::HomeAddr,
            Group::Contact,
            Group::Family,
            Group::FamilyId,
            Group::Guardianship,
            Group::Residence,
            Group::Verdict,
            Group::Consent,
            Group::History,
        ],
    ),
    duty(
        "关爱服务：安排帮助，列入重点关爱服务对象信息台账",
        &[Group::Needs, Group::Economic, Group::Ledger, Group::Health, Group::Visits],
    ),
    duty(
        "部门比对：教育、公安、卫生健康、医保、疾控、残联各核对自己的一项",
        &[Group::Schooling, Group::Services, Group::Vaccination, Group::Insurance, Group::Disability, Group::Compare],
    ),
    consent("入户时拍摄并留存证件照片", &[Group::Pictures], NoticeKind::Pictures),
    consent("登记额外联系人", &[], NoticeKind::Contacts),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_with_fields_rests_on_a_duty_and_on_one_only() {
        for group in Group::ALL.iter().filter(|group| group.fields().next().is_some()) {
            let of: Vec<_> = LAWFUL_BASIS.iter().filter(|line| line.groups.contains(group)).collect();
            assert_eq!(of.len(), 1, "{group:?}");
            assert_eq!(of[0].basis, Basis::Statutory, "{group:?}");
        }
    }

    #[test]
    fn what_rests_on_consent_names_its_notice_and_nothing_else_does() {
        for line in LAWFUL_BASIS {
            assert_eq!(line.basis == Basis::Consent, line.notice.is_some(), "{}", line.purpose);
            assert!(line.notice.is_none_or(|kind| kind.basis() == Basis::Consent && kind.asks()), "{}", line.purpose);
        }
    }
}
