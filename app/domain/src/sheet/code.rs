//! What may be said about a cell: a stable code, how much it matters, and a sentence that says what to do.

use serde::{Deserialize, Serialize};

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It was read in a way that somebody may want to know.
    Note,
    /// It was read, and somebody has to look.
    Warning,
    /// The cell was not read. The others of its row were.
    Error,
}

macro_rules! codes {
    ($($variant:ident $code:literal $level:ident $message:literal)*) => {
        /// What is to be said about a cell (county B.16). It names no value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $message] #[serde(rename = $code)] $variant,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code: `ID_DAMAGED`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// How much it matters.
            #[must_use]
            pub const fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)* }
            }

            /// The sentence, in Chinese.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }
        }
    };
}

codes! {
    IdDamaged "ID_DAMAGED" Error "身份证号被表格当成了数字，后几位已经丢了。请把这一列设成“文本”，再对照户口簿重新填"
    Id15 "ID_15" Error "这是15位的老号码，孩子的身份证号都是18位，请对照户口簿填写"
    IdUpgraded "ID_UPGRADED" Warning "这是15位的老号码，已换成18位，请核对"
    IdLength "ID_LENGTH" Error "身份证号应当是18位，请对照户口簿再数一遍"
    IdChars "ID_CHARS" Error "身份证号里有不该有的字，只能是数字，最后一位可以是X"
    IdCheck "ID_CHECK" Error "身份证号对不上，可能有一位写错了，请对照户口簿再看一遍"
    IdMasked "ID_MASKED" Error "身份证号用星号遮住了，请填完整的号码"
    DatePartial "DATE_PARTIAL" Error "日期不完整，请把年、月、日都写上，例如2015-03-08"
    DateCentury "DATE_CENTURY" Note "年份只写了两位，已按2000年以后算，请核对"
    DateAmbiguous "DATE_AMBIGUOUS" Error "分不清哪个是月、哪个是日，请写成2015-03-08这样"
    DateLunar "DATE_LUNAR" Error "这是农历日期，请换成公历，例如2015-03-08"
    DateBad "DATE_BAD" Error "日期认不出来，或者日历上没有这一天，请写成2015-03-08这样"
    DateFuture "DATE_FUTURE" Error "出生日期晚于名单的日期，请核对"
    FromId "FROM_ID" Note "按身份证号填上了出生日期或性别"
    IdDobDiffers "ID_DOB_DIFFERS" Warning "出生日期与身份证号里的不一样，请核对"
    SexBad "SEX_BAD" Error "性别认不出来，请填男或女"
    SexDiffers "SEX_DIFFERS" Note "性别与身份证号里的不一样，已按身份证号"
    NameChars "NAME_CHARS" Error "姓名里有不该有的字，或者写了不止一个人，请按户口簿填写"
    NameMasked "NAME_MASKED" Warning "姓名用星号遮住了，请填完整的姓名"
    NamePua "NAME_PUA" Warning "姓名里有旧字库的字，别的电脑显示不出来，只能按身份证号核对"
    Formula "FORMULA" Error "这一格是公式，没有结果、结果有错或者引用了别的文件。请复制后用“粘贴为数值”再上传"
    MergedBody "MERGED_BODY" Error "这一格是合并单元格，分不清是哪一行的。请取消合并，每行都填上"
}
