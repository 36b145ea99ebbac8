//! The kinds of what a day gives.

use crate::form::FormKind;
use crate::values::coded::coded;

coded! {
    /// A notice, task, proposal or move. With its anchor, a day, it is unique for a record.
    EffectKind {
        /// Anchor: the 16th birthday. To village and township, with open needs, ledger, measures and referrals.
        Notice16 = "NOTICE_16", "即将年满16周岁";
        /// Anchor: the 16th birthday. The system exits the record; nobody confirms.
        Reached16 = "REACHED_16", "年满16周岁退出";
        /// Anchor: the day of return.
        ReturnedToHukou = "RETURNED_TO_HUKOU", "返回户籍地";
        /// Anchor: the day on which the hukou moved.
        HukouMoved = "HUKOU_MOVED", "户籍迁入现居住地";
        /// Anchor: the day of the move.
        MovedAway = "MOVED_AWAY", "迁往其他地区";
        /// Anchor: the day of return.
        ParentReturned = "PARENT_RETURNED", "外出父母返回";
        /// Anchor: the day of the judgement.
        ParentRecovered = "PARENT_RECOVERED", "父母恢复监护能力";
        /// Anchor: the day of the move. The child waits six months to be a migrant child.
        TakenAlong = "TAKEN_ALONG", "随父母外出";
        /// Anchor: the day of the verdict. No exit: an alert, and the ledger.
        NoGuardianCompanion = "NO_GUARDIAN_COMPANION", "未随监护人居住";
        /// Anchor: the day of death.
        Deceased = "DECEASED", "死亡";
        /// Anchor: the day of the verdict. A person judges.
        Review = "REVIEW", "需人工认定";
        /// Anchor: the day of the verdict. A person chooses the form.
        Overlap = "OVERLAP", "流动、留守同时符合";
        /// Anchor: the first day of the policy or division table. One list a county.
        RuleChanged = "RULE_CHANGED", "政策或区划调整";
        /// Anchor: the day when six months are reached.
        Revisit = "REVISIT", "满6个月回访";
        /// Anchor: the day of the last confirmation.
        Reconfirm = "RECONFIRM", "半年信息确认";
        /// Anchor: the day of the second failed visit, or of the confirmation that is missing.
        LostContact = "LOST_CONTACT", "失去联系";
        /// Anchor: the day six months after the move; the child never came back into scope there.
        PendingEnded = "PENDING_ENDED", "待转流动到期";
    }
}

/// What an effect is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// People are told.
    Notice,
    /// Somebody has to do something.
    Task,
    /// A township confirms and a county applies it; until then the child counts in the stock.
    Proposal,
    /// The system moves the record.
    Move,
}

impl EffectKind {
    /// What it is.
    #[must_use]
    pub const fn does(self) -> Does {
        match self {
            Self::Notice16 | Self::NoGuardianCompanion => Does::Notice,
            Self::Reached16 | Self::PendingEnded => Does::Move,
            Self::Revisit | Self::Reconfirm | Self::LostContact => Does::Task,
            Self::ReturnedToHukou
            | Self::HukouMoved
            | Self::MovedAway
            | Self::ParentReturned
            | Self::ParentRecovered
            | Self::TakenAlong
            | Self::Deceased
            | Self::Review
            | Self::Overlap
            | Self::RuleChanged => Does::Proposal,
        }
    }

    /// On which form it is raised; `None` for both.
    #[must_use]
    pub const fn form(self) -> Option<FormKind> {
        match self {
            Self::ReturnedToHukou | Self::HukouMoved | Self::MovedAway | Self::NoGuardianCompanion => {
                Some(FormKind::Migrant)
            }
            Self::ParentReturned | Self::ParentRecovered | Self::TakenAlong | Self::PendingEnded => {
                Some(FormKind::LeftBehind)
            }
            _ => None,
        }
    }

    /// What a confirmed proposal needs as proof, for the officer.
    #[must_use]
    pub const fn evidence(self) -> &'static str {
        match self {
            Self::ReturnedToHukou => "走访记录，或接收地村（居）确认",
            Self::HukouMoved => "公安反馈，或户口簿",
            Self::MovedAway => "新住址，并已电话联系",
            Self::ParentReturned => "已见到或联系到返回的父母",
            Self::ParentRecovered => "综合判断记录",
            Self::TakenAlong => "新住址",
            Self::Deceased => "死亡证明，或公安反馈",
            Self::Review | Self::Overlap => "认定意见",
            _ => "",
        }
    }

    /// The reason with which a record exits for it, in the words of DT-E; nothing for what is no exit.
    #[must_use]
    pub const fn exit_reason(self) -> Option<&'static str> {
        match self {
            Self::Reached16
            | Self::ReturnedToHukou
            | Self::HukouMoved
            | Self::MovedAway
            | Self::ParentReturned
            | Self::ParentRecovered
            | Self::Deceased
            | Self::RuleChanged => Some(self.code()),
            Self::PendingEnded => Some(Self::TakenAlong.code()),
            _ => None,
        }
    }

    /// Whether two persons of the county confirm it: a death is never one person's word.
    #[must_use]
    pub const fn needs_two(self) -> bool {
        matches!(self, Self::Deceased)
    }
}
