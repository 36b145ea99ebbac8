//! The state of a record: where the entry of a child stands, and what hinders it from going on.

mod hindrance;

use crate::values::coded::coded;

pub use hindrance::Hindrance;

coded! {
    /// Where a record stands [d, from 民发〔2024〕17号 三 and 津民发〔2024〕12号 四].
    State {
        /// 草稿
        Draft = "draft", "草稿";
        /// 已提交: waits for the township.
        Submitted = "submitted", "已提交";
        /// 转办中: offered to another township, waits for its receipt (decided here).
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
        /// 不予登记: refused with a reason (decided here).
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
