//! Who handles the data, as the deployment says it (`TONGCE_NOTICE_*`).

/// What the notice needs to know of a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeSettings {
    /// Nobody has said it yet: the values are made up.
    pub example: bool,
    /// Full name of the handler (个人信息处理者), e.g. 天津市南开区民政局.
    pub handler: String,
    /// Telephone.
    pub phone: String,
    /// Postal address.
    pub address: String,
    /// Who is in charge of children's personal data (儿童个人信息保护负责人): the post.
    pub officer: String,
    /// Telephone of that person.
    pub officer_phone: String,
    /// Years for which the data are kept once a child has left the scope.
    pub retention_years: u16,
    /// Where to complain besides the handler, e.g. 南开区委网信办.
    pub complaints: String,
    /// Working days within which a request is answered.
    pub reply_days: u16,
    /// Who runs the system for the handler by contract; empty for nobody.
    pub operator: String,
    /// A local document beside the ministry's, e.g. 津民发〔2024〕12号; empty for none.
    pub local_basis: String,
}

impl NoticeSettings {
    /// Values to try the product out with. They name nobody, and the notice says so.
    #[must_use]
    pub fn example() -> Self {
        Self {
            example: true,
            handler: "示例区民政局".to_owned(),
            phone: "（示例，没有电话）".to_owned(),
            address: "（示例，没有地址）".to_owned(),
            officer: "儿童福利科负责人".to_owned(),
            officer_phone: "（示例，没有电话）".to_owned(),
            retention_years: 5,
            complaints: "示例区委网信办".to_owned(),
            reply_days: 15,
            operator: String::new(),
            local_basis: "津民发〔2024〕12号".to_owned(),
        }
    }
}
