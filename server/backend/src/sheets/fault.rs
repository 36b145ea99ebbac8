//! Why a file is refused: a stable code, and a sentence that says what to do.

use serde::{Deserialize, Serialize};

/// Why nothing of a file is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FileFault {
    /// A web page or XML that is called `.xls`.
    #[error("a sheet is a web page")]
    Html,
    /// A document of another office program: of WPS Writer, OpenDocument, `.xlsb`.
    #[error("a sheet is of another program")]
    OtherProgram,
    /// It has a password.
    #[error("a sheet is encrypted")]
    Encrypted,
    /// It holds macros.
    #[error("a sheet holds macros")]
    Macro,
    /// It is no table at all: a picture, a PDF.
    #[error("a file is no sheet")]
    NoSheet,
    /// It is larger than the limits, or asks its reader for more than there is.
    #[error("a sheet is too big")]
    TooBig,
    /// It is of a kind that is read, and broken.
    #[error("a sheet is broken")]
    Broken,
    /// It is text in an encoding that nobody knows, or damaged; the line in which that begins, from 1.
    #[error("a sheet is in no known encoding")]
    Encoding {
        /// Line of the first byte that is no character.
        line: usize,
    },
    /// Columns that must be there are not.
    #[error("a sheet lacks columns")]
    Missing {
        /// Name of the sheet of the workbook; empty for a text file.
        sheet: String,
        /// Their labels.
        columns: Vec<String>,
    },
    /// Too many files are being read at this moment, or the reader could not be started.
    #[error("sheets cannot be read now")]
    Busy,
}

impl FileFault {
    /// The stable code: `FILE_HTML`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Html => "FILE_HTML",
            Self::OtherProgram => "FILE_WPS",
            Self::Encrypted => "FILE_ENCRYPTED",
            Self::Macro => "FILE_MACRO",
            Self::NoSheet => "FILE_KIND",
            Self::TooBig => "FILE_TOO_BIG",
            Self::Broken => "FILE_BROKEN",
            Self::Encoding { .. } => "ENC_BAD",
            Self::Missing { .. } => "COL_MISSING",
            Self::Busy => "FILE_BUSY",
        }
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Html => "这是网页格式的文件，只是名字像表格。请用Excel或WPS另存为.xlsx，再上传".into(),
            Self::OtherProgram => "这种格式读不了。请用Excel或WPS另存为.xlsx，再上传".into(),
            Self::Encrypted => "文件有密码，读不了。请用Excel或WPS去掉密码，另存为.xlsx，再上传".into(),
            Self::Macro => "文件里有宏，不能上传。请用Excel或WPS另存为.xlsx，再上传".into(),
            Self::NoSheet => "这不是表格文件。请用Excel或WPS另存为.xlsx，再上传".into(),
            Self::TooBig => {
                "表格太大。一个文件最多20MB、20万行、200列，请删去图片和用不着的行列，或者分成几个文件，再上传".into()
            }
            Self::Broken => "文件打不开，可能没有传完或已损坏。请用Excel或WPS另存为.xlsx，再上传".into(),
            Self::Encoding { line } => {
                format!("第{line}行的文字编码认不出来。请用Excel或WPS另存为.xlsx，再上传")
            }
            Self::Missing { sheet, columns } if sheet.is_empty() => {
                format!("表格里没有这些列：{}。请补上标题后再上传", columns.join("、"))
            }
            Self::Missing { sheet, columns } => {
                format!("工作表“{sheet}”里没有这些列：{}。请补上标题后再上传", columns.join("、"))
            }
            Self::Busy => "正在读别的文件，请过一会儿再上传".into(),
        }
    }
}
