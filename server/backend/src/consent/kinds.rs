//! Which notices there are, and what is said to them, as columns keep it.

use crate::audit::kind::codes;

codes! {
    /// A notice of a county.
    NoticeKind {
        /// What is read before the first question.
        #[default]
        Notice = "notice", "个人信息告知书";
        /// The rules for children's data (儿童个人信息网络保护规定 第八条); to be read only.
        Children = "children", "儿童个人信息保护规则";
        /// Pictures of documents may be taken and kept.
        Pictures = "pictures", "单独同意：影像";
        /// Further people may be written down, to be called when the parents cannot be reached.
        Contacts = "contacts", "单独同意：额外联系人";
    }
}

impl NoticeKind {
    /// What a guardian may agree to or not, apart from the register: left out without anything else changing.
    pub const SEPARATE: [Self; 2] = [Self::Pictures, Self::Contacts];

    /// Whether there is something to agree to.
    #[must_use]
    pub const fn asks(self) -> bool {
        !matches!(self, Self::Children)
    }

    /// On what it rests.
    #[must_use]
    pub const fn basis(self) -> Basis {
        match self {
            Self::Notice | Self::Children => Basis::Statutory,
            Self::Pictures | Self::Contacts => Basis::Consent,
        }
    }
}

codes! {
    /// On what handling rests (个人信息保护法 第十三条).
    Basis {
        /// A duty by law (第一款第三项): no consent is needed, and none is taken back.
        #[default]
        Statutory = "statutory", "法定职责";
        /// Consent (第一款第一项).
        Consent = "consent", "同意";
    }
}

codes! {
    /// What a guardian said.
    Given {
        /// It was agreed to.
        #[default]
        Given = "given", "同意";
        /// It was read; the law asks for no consent.
        NotRequired = "not_required_statutory", "已告知，依法不需要同意";
        /// It was not agreed to.
        Refused = "refused", "不同意";
        /// An agreement was taken back.
        Withdrawn = "withdrawn", "已撤回";
    }
}

codes! {
    /// Who said it.
    ByWhom {
        /// Somebody who had proved to be a guardian a moment before.
        #[default]
        Guardian = "guardian", "已核验的监护人";
        /// The family, in the browser in which it had filled in.
        Family = "family", "填报的家庭";
    }
}

codes! {
    /// How it was said.
    How {
        /// On a page.
        #[default]
        Page = "page", "页面";
        /// Signed on paper.
        Paper = "paper", "纸质签名";
        /// Said before a witness.
        Spoken = "spoken", "口头，有见证人";
    }
}
