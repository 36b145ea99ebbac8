//! About whom a protective measure is, and why, as columns keep it.

use crate::audit::kind::codes;

codes! {
    /// An adult of a record.
    Adult {
        /// 父亲.
        #[default]
        Father = "father", "父亲";
        /// 母亲.
        Mother = "mother", "母亲";
        /// 其他监护人.
        OtherGuardian = "other_guardian", "其他监护人";
        /// 受委托照顾人.
        EntrustedCarer = "entrusted_carer", "受委托照顾人";
    }
}

codes! {
    /// Why somebody is not let in (未成年人保护法 第十一、一百零八条).
    Measure {
        /// A court revoked the guardianship.
        #[default]
        Revoked = "guardianship_revoked", "被撤销监护资格";
        /// Harm to the child was reported.
        SuspectedHarm = "suspected_harm", "疑似侵害，已报告";
    }
}
