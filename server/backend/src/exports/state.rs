//! Where an export stands, what it is for, and what kind of file it is.

use crate::audit::kind::codes;

codes! {
    /// Where an export stands.
    State {
        /// It waits for another person's word.
        #[default]
        Asked = "asked", "待审批";
        /// It can be fetched.
        Approved = "approved", "可以领取";
        /// It was refused.
        Refused = "refused", "未同意";
        /// It was fetched.
        Fetched = "fetched", "已领取";
    }
}

codes! {
    /// What an export is for.
    Purpose {
        /// Going to the families, and looking after how that goes.
        #[default]
        Visits = "visits", "走访和督导";
        /// Help for the children.
        Care = "care", "安排关爱服务";
        /// A report to the authority above.
        Report = "report", "向上级报送";
        /// Preparing the comparison with departments.
        Comparison = "comparison", "部门比对";
        /// Something else, as the words say.
        Other = "other", "其他";
    }
}

codes! {
    /// What kind of file.
    Format {
        /// A workbook (ISO/IEC 29500).
        #[default]
        Xlsx = "xlsx", "Excel（.xlsx）";
        /// A table (RFC 4180).
        Csv = "csv", "CSV";
    }
}
