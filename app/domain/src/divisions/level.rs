//! How deep a division is.

/// Depth of a division, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省、自治区、直辖市、特别行政区
    Province,
    /// 地级市、地区、自治州、盟
    Prefecture,
    /// 县级: 市辖区、县、县级市、旗 …; also a prefecture-level city without counties
    County,
    /// 乡级: 街道、镇、乡 and township-like units (园区、农场, codes 400–599)
    Township,
    /// 村（社区）
    Village,
}

impl Level {
    /// All of them, outermost first.
    pub(super) const ALL: [Self; 5] = [Self::Province, Self::Prefecture, Self::County, Self::Township, Self::Village];

    /// Name of the level in interfaces and in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
            Self::Township => "township",
            Self::Village => "village",
        }
    }

    /// What the twelve digits of such a code are a multiple of.
    pub(super) const fn unit(self) -> u64 {
        match self {
            Self::Province | Self::Prefecture | Self::County => 1_000_000,
            Self::Township => 1_000,
            Self::Village => 1,
        }
    }
}
