//! The words of the notice.
//!
//! Required by 个人信息保护法 第十七、二十三、二十四、二十九至三十一、三十五条, 儿童个人信息网络保护规定 第八至十条 and
//! 未成年人保护法 第四十三、八十一条. One thought a sentence, so that it can be read out.

pub use domain::retention::DRAFT_DAYS;
use domain::view::notice::{Passage, UNIT};

use super::NoticeSettings;

/// The passages for a deployment.
pub(super) fn passages(of: &NoticeSettings) -> Vec<Passage> {
    vec![who(of), why(of), what(), sensitive(), shared(of), kept(of), rights(of), refusing()]
}

/// What is agreed to apart from the rest.
pub(super) const SENSITIVE: &str =
    "我同意登记和使用上面写的敏感个人信息（孩子的信息，身份证号、住址、健康、残疾、困难和父母的特殊情况）。";

/// What is agreed to before pictures of documents are kept.
pub(super) const PICTURES: &str = "\
# 为什么留存照片
入户登记时，工作人员可以拍户口簿等证件的照片，方便核对，您不用再跑一趟。
不同意拍照的，工作人员看原件核对，不影响登记，也不影响孩子得到帮助。
# 怎么保存
照片加密保存，只有经批准的工作人员能看。随时可以撤回同意；撤回后照片删除，登记的内容依法保留。
# 我同意工作人员拍摄并留存孩子和家庭证件的照片。";

fn passage(title: &str, text: Vec<String>) -> Passage {
    Passage { title: title.to_owned(), text }
}

fn who(of: &NoticeSettings) -> Passage {
    let NoticeSettings { handler, phone, address, officer, officer_phone, .. } = of;
    passage(
        "谁在登记",
        vec![
            format!("{handler}负责这项登记，{UNIT}的工作人员和村（居）儿童主任具体办理。"),
            format!("电话：{phone}。地址：{address}。"),
            format!("孩子个人信息保护负责人：{officer}，电话：{officer_phone}。"),
        ],
    )
}

fn why(of: &NoticeSettings) -> Passage {
    let local = if of.local_basis.is_empty() { String::new() } else { format!("、{}", of.local_basis) };
    passage(
        "为什么登记，凭什么",
        vec![
            "登记是为了知道孩子的生活、上学、健康和照顾情况。需要帮助的，安排关爱服务；特别困难的，列入重点关爱服务对象信息台账。".to_owned(),
            format!("依据：《未成年人保护法》第四十三条、第八十一条；民发〔2024〕17号{local}；《个人信息保护法》第十三条第一款第三项（履行法定职责）。"),
            "登记不收钱。登不登记，都不影响孩子上学、看病。".to_owned(),
        ],
    )
}

fn what() -> Passage {
    passage(
        "登记什么",
        vec![
            "孩子：姓名、性别、出生日期、民族、身份证号（或出生医学证明编号）、户口和住址、居住登记、上学、健康、残疾、医保和免费健康服务、照顾情况、是否流浪、需要什么帮助。".to_owned(),
            "大人：父母和照顾人的姓名、证件号、电话、户口和住址，父母在不在身边、在哪里打工、能不能照顾孩子和原因，受托人有没有法律规定不能受托的情形。".to_owned(),
            "家庭：困难和领取的补助。".to_owned(),
            "另外：填表人的姓名、和孩子的关系；入户登记时的签名，您同意后拍的证件照片，走访记录；谁在什么时候办理过的记录。".to_owned(),
        ],
    )
}

fn sensitive() -> Passage {
    passage(
        "哪些要特别小心",
        vec![
            "孩子（不满14周岁）的全部信息，以及身份证号、住址、健康、残疾、困难、父母的特殊情况，是敏感个人信息。"
                .to_owned(),
            "不知道这些，就没法判断孩子在不在登记范围、由谁负责、怎么帮。".to_owned(),
            "这些信息泄露了，可能被人用来骗钱、打扰或歧视孩子。所以加密保存，只有经批准的工作人员能看。".to_owned(),
        ],
    )
}

fn shared(of: &NoticeSettings) -> Passage {
    let mut text = vec![
        "网上填、入户填或录入纸质表；由乡镇（街道）审核。".to_owned(),
        "和教育、公安、卫生健康、医保、疾控、残联的记录核对，各部门只用自己那几项。".to_owned(),
        "民政部门上传全国儿童福利信息系统；统计部门只用不带姓名的数字。".to_owned(),
        "不公开，不卖，不做广告。".to_owned(),
    ];
    if !of.operator.is_empty() {
        text.insert(3, format!("{}按合同维护系统，不得另作他用。", of.operator));
    }
    passage("怎么处理，给谁", text)
}

fn kept(of: &NoticeSettings) -> Passage {
    let years = of.retention_years;
    passage(
        "存在哪里，存多久",
        vec![
            "存在中国境内。".to_owned(),
            format!(
                "孩子退出登记范围的，年满18周岁后再保存{years}年，到期删除；没有提交、也没有再改过的，{DRAFT_DAYS}天后清除。"
            ),
        ],
    )
}

fn rights(of: &NoticeSettings) -> Passage {
    let NoticeSettings { handler, phone, reply_days, complaints, .. } = of;
    passage(
        "您的权利",
        vec![
            "可以查看、复制、改正、补充、要求删除，要求解释结果，也可以撤回同意（撤回前已经做的处理仍有效）。"
                .to_owned(),
            format!("打电话{phone}，或找村（居）儿童主任、乡镇（街道），{reply_days}个工作日内答复。"),
            format!("不满意，可以向{handler}、{complaints}投诉，也可以打12345。"),
            "结果由工作人员决定，不会只由电脑决定；您可以要求说明，也可以要求重新看。".to_owned(),
        ],
    )
}

fn refusing() -> Passage {
    passage(
        "可以不同意吗",
        vec![
            "可以。不同意在网上填的，可以请儿童主任上门，或到村（居）委会填纸质表。".to_owned(),
            "不登记的，可能不能及时得到关爱服务，别的权利不受影响。".to_owned(),
        ],
    )
}
