//! What a department may write into a coded column: the printed label, or its code.

use crate::comparison::listed::listed;

listed! {
    /// 反馈结果.
    ReplyResult {
        /// Its record is told in the other columns.
        Record = "record", "有记录";
        /// It has none.
        NoRecord = "no_record", "无记录";
        /// Several persons fit, or it cannot tell.
        CannotTell = "cannot_tell", "无法判定";
        /// The declared value that was sent is the department's.
        Agrees = "agrees", "一致";
        /// The department corrected its own record.
        Corrected = "corrected", "本部门已更正";
    }
}

listed! {
    /// 姓名核验, 证号核验.
    CheckResult {
        /// 一致
        Agrees = "agrees", "一致";
        /// 不一致
        Differs = "differs", "不一致";
        /// 无此人
        Nobody = "nobody", "无此人";
    }
}

listed! {
    /// 户口状态.
    HouseholdStatus {
        /// 在册
        Registered = "registered", "在册";
        /// 未登记
        Unregistered = "unregistered", "未登记";
        /// 已迁出
        MovedOut = "moved_out", "已迁出";
        /// 已注销（死亡）
        Deceased = "deceased", "已注销（死亡）";
        /// 已注销（其他）
        Cancelled = "cancelled", "已注销（其他）";
    }
}

listed! {
    /// 学籍所在.
    RollPlace {
        /// 本区
        Here = "here", "本区";
        /// 本市他区
        InTheCity = "in_the_city", "本市他区";
        /// 外省市
        Outside = "outside", "外省市";
        /// 无学籍
        Nowhere = "nowhere", "无学籍";
    }
}

listed! {
    /// 0-6岁服务, 中医药服务.
    ServiceResult {
        /// 本区已接受
        Here = "here", "本区已接受";
        /// 外地已接受
        Elsewhere = "elsewhere", "外地已接受";
        /// 未接受
        NotReceived = "not_received", "未接受";
    }
}

listed! {
    /// 建证.
    Known {
        /// 有
        Yes = "yes", "有";
        /// 无
        No = "no", "无";
        /// 不详
        Unknown = "unknown", "不详";
    }
}

listed! {
    /// 按程序接种, 康复救助.
    YesNo {
        /// 是
        Yes = "yes", "是";
        /// 否
        No = "no", "否";
        /// 不详
        Unknown = "unknown", "不详";
    }
}

listed! {
    /// 参保状态.
    InsuranceStatus {
        /// 参保
        Insured = "insured", "参保";
        /// 暂停: no cover now.
        Suspended = "suspended", "暂停";
        /// 未参保
        Uninsured = "uninsured", "未参保";
    }
}

listed! {
    /// 险种.
    Scheme {
        /// 城乡居民
        Residents = "residents", "城乡居民";
        /// 职工
        Employees = "employees", "职工";
        /// 其他
        Other = "other", "其他";
    }
}

listed! {
    /// 残疾人证.
    Card {
        /// 有
        Valid = "valid", "有";
        /// 无
        None = "none", "无";
        /// 已注销
        Cancelled = "cancelled", "已注销";
        /// 已过期: no proof that there is no disability.
        Expired = "expired", "已过期";
    }
}
