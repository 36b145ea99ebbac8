//! The columns of a list of children that a department or a school brings (county B.15), with the names that sheets have for
//! them (B.16).

use super::columns::{Field, Whose};

/// The fields of a list. 学籍号 is known, so that it is not offered to be mapped, and nobody stores it.
#[must_use]
pub fn fields() -> Vec<Field> {
    const ID: [&str; 12] = [
        "公民身份证号",
        "公民身份证号码",
        "身份证号",
        "身份证号码",
        "身份证",
        "身份证件号",
        "身份证件号码",
        "证件号",
        "证件号码",
        "公民身份证",
        "居民身份证号码",
        "证号",
    ];
    const PHONE: [&str; 8] = ["电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "联系手机"];
    const NAME: [&str; 3] = ["姓名", "名字", "名称"];
    vec![
        Field::new("child_name", "姓名", &["名字", "儿童姓名", "学生姓名", "幼儿姓名"]).required(),
        Field::new("child_id_number", "公民身份号码", &ID),
        Field::new("child_birth_date", "出生日期", &["出生年月日", "出生年月", "生日", "出生时间", "出生"]),
        Field::new("child_sex", "性别", &[]),
        Field::new("child_ethnicity", "民族", &[]),
        Field::new("hukou_address", "户籍地址", &["户籍地", "户口所在地", "户籍所在地", "户口地址", "户籍地详细地址"]),
        Field::new("hukou_province", "户籍省", &["户籍省份", "户籍所在省"]),
        Field::new("hukou_prefecture", "户籍市", &["户籍所在市"]),
        Field::new("hukou_county", "户籍县", &["户籍县（区）", "户籍区县", "户籍所在县"]),
        Field::new("hukou_township", "户籍乡", &["户籍乡镇", "户籍乡镇（街道）", "户籍街道"]),
        Field::new(
            "current_address",
            "现住址",
            &["家庭住址", "居住地址", "现居住地", "现居住地址", "家庭地址", "住址", "现住地址"],
        ),
        Field::new("guardian_name", "监护人姓名", &NAME).of(Whose::Guardian),
        Field::new(
            "guardian_relation",
            "与儿童关系",
            &["与监护人关系", "与学生关系", "与孩子关系", "与幼儿关系", "关系"],
        )
        .of(Whose::Guardian),
        Field::new("guardian_phone", "监护人电话", &PHONE).of(Whose::Guardian),
        Field::new("guardian_id_number", "监护人身份证号", &ID).of(Whose::Guardian),
        Field::new("school_name", "学校名称", &["学校", "就读学校", "幼儿园", "幼儿园名称", "所在学校"]),
        Field::new("school_code", "学校标识码", &["学校代码", "学校标识"]),
        Field::new("grade", "年级", &["所在年级", "就读年级"]),
        Field::new("class_name", "班级", &["所在班级", "班级名称", "班"]),
        Field::new("boarding", "就读方式", &["是否住校", "走读住校"]),
        Field::new("school_roll_number", "学籍号", &["全国学籍号", "学籍号码"]),
        Field::new("residence_registration", "居住登记类别", &["居住登记", "登记类别"]),
        Field::new("registered_on", "登记日期", &["居住登记日期"]),
        Field::new("endorsed_until", "签注有效期", &["签注有效期至", "居住证签注有效期至", "有效期至"]),
        Field::new("insured_at", "参保地", &["参保地区"]),
        Field::new("disability_type", "残疾类别", &["残疾类型"]),
        Field::new("disability_grade", "残疾等级", &["等级", "残疾级别"]),
        Field::new("claim", "是否留守儿童", &["留守儿童", "是否随迁子女", "随迁子女", "儿童类别", "类别"]),
    ]
}

/// Of these a list has one at least.
#[must_use]
pub fn one_of() -> Vec<Vec<String>> {
    vec![vec!["child_id_number".to_owned(), "child_birth_date".to_owned()]]
}
