//! The states of a record and the people who move it.

use serde::{Deserialize, Serialize};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$item_doc])* $item,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$item),+];

            /// The stored code, as in JSON.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$item => $code),+ }
            }

            /// The one with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$item),)+ _ => None }
            }

            /// The Chinese name.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$item => $label),+ }
            }
        }
    };
}
pub(super) use coded;

coded! {
    /// Where a record stands [d, from 民发〔2024〕17号 三 and 津民发〔2024〕12号 四].
    State {
        /// 草稿
        Draft = "draft", "草稿";
        /// 已提交: waits for the township.
        Submitted = "submitted", "已提交";
        /// 转办中: offered to another township, waits for its receipt [d].
        Transferring = "transferring", "转办中";
        /// 退回: waits for a correction by who submitted it.
        Returned = "returned", "已退回";
        /// 乡镇（街道）审核
        TownshipReviewed = "township_reviewed", "乡镇（街道）已审核";
        /// 区民政接收
        CountyAccepted = "county_accepted", "区民政已接收";
        /// 比对中: items were sent to departments.
        Comparing = "comparing", "比对中";
        /// 已反馈
        Feedback = "feedback", "已反馈";
        /// 已核实
        Verified = "verified", "已核实";
        /// 已上传 to 全国儿童福利信息系统.
        Uploaded = "uploaded", "已上传全国系统";
        /// 不予登记: refused with a reason [d].
        Rejected = "rejected", "不予登记";
        /// 退出
        Exited = "exited", "已退出";
        /// 作废: wrong or duplicate.
        Void = "void", "已作废";
    }
}

impl State {
    /// Whether somebody still has work with it in the township.
    #[must_use]
    pub const fn waits_for_township(self) -> bool {
        matches!(self, Self::Submitted | Self::Transferring)
    }

    /// Whether it counts as an active record of the child.
    #[must_use]
    pub const fn is_active(self) -> bool {
        !matches!(self, Self::Draft | Self::Rejected | Self::Exited | Self::Void)
    }

    /// A review state: one from which a record can be returned.
    #[must_use]
    pub const fn is_review(self) -> bool {
        matches!(
            self,
            Self::Submitted
                | Self::TownshipReviewed
                | Self::CountyAccepted
                | Self::Comparing
                | Self::Feedback
                | Self::Verified
        )
    }
}

coded! {
    /// Who acts.
    Role {
        /// A parent or another informant who came by a link.
        Parent = "parent", "家长";
        /// 儿童主任 of a village or residents' community.
        VillageDirector = "village_director", "儿童主任";
        /// 网格员
        GridWorker = "grid_worker", "网格员";
        /// 儿童督导员 of a township or street.
        TownshipSupervisor = "township_supervisor", "儿童督导员";
        /// 区（县）民政
        CountyOfficer = "county_officer", "区民政部门";
        /// A department that compares its own item.
        DepartmentOfficer = "department_officer", "部门比对员";
        /// Reads the audit trail, changes nothing.
        Auditor = "auditor", "审计员";
        /// System administrator: accounts and settings, no records.
        Admin = "admin", "系统管理员";
        /// Security administrator, a separate person (等保三级).
        SecurityAdmin = "security_admin", "安全管理员";
    }
}

impl Role {
    /// Whether the role collects declarations.
    #[must_use]
    pub const fn collects(self) -> bool {
        matches!(self, Self::Parent | Self::VillageDirector | Self::GridWorker)
    }

    /// Whether the role decides about declarations.
    #[must_use]
    pub const fn reviews(self) -> bool {
        matches!(self, Self::TownshipSupervisor | Self::CountyOfficer)
    }
}
