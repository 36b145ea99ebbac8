//! The notice (个人信息告知书) that a family reads before the first question: who asks and why, what is
//! collected, for how long, which rights there are, and that one may refuse.
//!
//! Required by 个人信息保护法 第十七、三十、三十一、三十五条 and 儿童个人信息网络保护规定 第八–十条. A change of
//! words is a new version; consent is recorded with the version that was shown.

/// Version of the text below.
pub const VERSION: &str = "2026-11";

/// A heading with its paragraphs.
#[derive(Clone, Copy, Debug)]
pub struct Passage {
    /// The heading.
    pub title: &'static str,
    /// The paragraphs. `{unit}` stands for the unit that asks.
    pub text: &'static [&'static str],
}

/// The notice.
pub const PASSAGES: &[Passage] = &[
    Passage {
        title: "谁在登记，为什么",
        text: &[
            "{unit}按照民政部等部门《关于做好流动儿童和留守儿童监测摸排和统计分析工作的通知》（民发〔2024〕17号），登记流动儿童和留守儿童的基本情况。",
            "登记是为了掌握孩子的生活、上学、健康和照顾情况，需要帮助的，安排关爱服务。登记不收费，也不影响孩子上学和看病。",
        ],
    },
    Passage {
        title: "登记哪些内容",
        text: &[
            "孩子的姓名、性别、出生日期、民族、身份证号、户籍和住址、就学、健康、残疾、医保情况，谁在照顾孩子；爸爸妈妈和照顾孩子的人的姓名、证件号码、电话和住址；家庭困难和享受救助的情况。",
            "其中孩子的信息、身份证号、住址、健康和残疾情况属于敏感个人信息。没有这些内容，就没法判断孩子是否在登记范围内、由哪个街道（乡镇）负责，也没法安排帮助。",
        ],
    },
    Passage {
        title: "谁能看到，保存多久",
        text: &[
            "由孩子所在（或户籍所在）街道、乡镇和区县民政部门的工作人员办理。核对信息时，教育、公安、卫生健康、医保、残联等部门按各自职责使用相关的项目。",
            "信息加密保存在中国境内，不用于其他用途，不对外公开。孩子不再属于登记范围后，按档案管理规定保存，到期删除。",
        ],
    },
    Passage {
        title: "您的权利",
        text: &[
            "您可以查看、复制、更正孩子和您本人的信息，要求解释登记结果，符合法律规定时可以要求删除。请向受理登记的街道（乡镇）或村（居）委会提出，15个工作日内答复。",
            "结果由工作人员确认，不会只由电脑决定。",
        ],
    },
    Passage {
        title: "可以不填吗",
        text: &[
            "可以。您也可以请村（居）儿童主任上门，当面登记。不登记的，可能不能及时得到关爱服务，孩子的其他权利不受影响。",
        ],
    },
];
