//! Where each field stands on the printed sheets (annexes 1 and 2 of 民发〔2024〕17号;
//! dictionary 9): rows of a grid of twelve columns beside the column of vertical titles.

use domain::form::FormKind;

/// A field in a row: its label and its answer with their widths in columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) key: &'static str,
    /// The printed words, where they are not the field's own label.
    pub(crate) label: Option<&'static str>,
    pub(crate) label_width: u8,
    pub(crate) width: u8,
}

/// A row of the sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// A label that spans this row and the next: words, columns.
    pub(crate) lead: Option<(&'static str, u8)>,
    pub(crate) cells: &'static [Cell],
}

/// Rows under one vertical title.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) title: &'static str,
    pub(crate) rows: &'static [Row],
}

/// Columns beside the vertical titles.
pub(crate) const COLUMNS: u8 = 12;

const fn cell(key: &'static str, label_width: u8, width: u8) -> Cell {
    Cell { key, label: None, label_width, width }
}

const fn named(key: &'static str, label: &'static str, label_width: u8, width: u8) -> Cell {
    Cell { key, label: Some(label), label_width, width }
}

const fn row(cells: &'static [Cell]) -> Row {
    Row { lead: None, cells }
}

macro_rules! whole {
    ($key:literal) => {
        row(&[cell($key, 2, 10)])
    };
}

macro_rules! pair {
    ($left:literal, $right:literal) => {
        row(&[cell($left, 2, 4), cell($right, 2, 4)])
    };
}

const SERVICES: [Row; 2] = [
    Row { lead: Some(("免费接受基本公共卫生服务", 2)), cells: &[cell("health_service_0_6y", 4, 6)] },
    row(&[cell("tcm_service_0_36m", 4, 6)]),
];

const PARENTS: [Row; 5] = [
    row(&[named("father_name", "父亲", 2, 4), named("mother_name", "母亲", 2, 4)]),
    row(&[named("father_id", "公民身份号码", 2, 4), named("mother_id", "公民身份号码", 2, 4)]),
    row(&[named("father_phone", "联系方式", 2, 4), named("mother_phone", "联系方式", 2, 4)]),
    row(&[named("father_hukou_address", "户籍地址", 2, 4), named("mother_hukou_address", "户籍地址", 2, 4)]),
    row(&[named("father_current_address", "现居住地", 2, 4), named("mother_current_address", "现居住地", 2, 4)]),
];

const FAMILY: [Row; 2] = [whole!("family_difficulty"), whole!("livelihood_support")];

const MIGRANT: &[Block] = &[
    Block {
        title: "儿童基本信息",
        rows: &[
            pair!("child_name", "child_sex"),
            pair!("child_birth_date", "child_ethnicity"),
            pair!("child_id_number", "hukou_registered"),
            whole!("hukou_address"),
            whole!("current_address"),
            whole!("living_with"),
            whole!("residence_registration"),
            whole!("housing_type"),
            pair!("left_hukou_date", "arrived_residence_date"),
            whole!("guardianship_status"),
            whole!("schooling_stage"),
            pair!("school_name", "is_boarding"),
            whole!("academic_status"),
            whole!("health_status"),
            SERVICES[0],
            SERVICES[1],
            whole!("medical_insurance"),
            whole!("disability_type"),
            whole!("disability_grade"),
            whole!("rehab_aid_received"),
        ],
    },
    Block { title: "父母基本信息", rows: &PARENTS },
    Block {
        title: "其他监护人基本信息",
        rows: &[
            row(&[named("other_guardian_name", "姓名", 2, 4), named("other_guardian_relation", "与儿童关系", 2, 4)]),
            row(&[named("other_guardian_id", "公民身份号码", 2, 4), named("other_guardian_phone", "联系方式", 2, 4)]),
            row(&[named("other_guardian_hukou_address", "户籍地址", 2, 10)]),
            row(&[named("other_guardian_current_address", "现居住地", 2, 10)]),
        ],
    },
    Block { title: "家庭生活情况", rows: &FAMILY },
];

const LEFT_BEHIND: &[Block] = &[
    Block {
        title: "儿童基本信息",
        rows: &[
            pair!("child_name", "child_sex"),
            pair!("child_birth_date", "child_ethnicity"),
            pair!("child_id_number", "hukou_registered"),
            whole!("hukou_address"),
            whole!("current_address"),
            whole!("guardianship_status"),
            whole!("health_status"),
            SERVICES[0],
            SERVICES[1],
            whole!("medical_insurance"),
            whole!("disability_type"),
            whole!("disability_grade"),
            whole!("rehab_aid_received"),
            row(&[cell("schooling_stage", 2, 5), cell("school_name", 2, 3)]),
            row(&[cell("academic_status", 2, 5), cell("is_boarding", 2, 3)]),
        ],
    },
    Block {
        title: "父母基本信息",
        rows: &[
            PARENTS[0],
            PARENTS[1],
            PARENTS[2],
            PARENTS[3],
            PARENTS[4],
            row(&[cell("both_parents_away", 3, 3), cell("one_away_other_incapable", 4, 2)]),
        ],
    },
    Block {
        title: "委托照顾状况",
        rows: &[
            row(&[
                cell("has_entrusted_carer", 2, 2),
                named("entrusted_carer_relation", "与儿童关系", 1, 3),
                named("entrusted_carer_phone", "联系方式", 2, 2),
            ]),
            row(&[
                named("entrusted_carer_name", "受委托照顾人姓名", 2, 4),
                named("entrusted_carer_id", "公民身份号码", 2, 4),
            ]),
            row(&[
                named("entrusted_carer_hukou_address", "户籍地", 2, 4),
                named("entrusted_carer_current_address", "现居住地", 2, 4),
            ]),
        ],
    },
    Block { title: "家庭生活情况", rows: &FAMILY },
];

/// The sheet of a form.
pub(crate) const fn blocks(kind: FormKind) -> &'static [Block] {
    match kind {
        FormKind::Migrant => MIGRANT,
        FormKind::LeftBehind => LEFT_BEHIND,
    }
}

/// How high a row may be at most: as an index of [`crate::paper::fit::ROWS`]. One of the annexes has fewer rows.
pub(crate) const fn highest_row(kind: FormKind) -> usize {
    match kind {
        FormKind::Migrant => 1,
        FormKind::LeftBehind => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::forms::form;

    const KINDS: [FormKind; 2] = [FormKind::Migrant, FormKind::LeftBehind];

    /// Printed inside another field's cell or above the table.
    const ELSEWHERE: [&str; 6] = [
        "reporting_unit",
        "report_date",
        "disability_types_detail",
        "family_difficulty_other",
        "livelihood_support_other",
        "entrusted_carer_relation_other",
    ];

    #[test]
    fn every_numbered_field_is_printed_once_and_nothing_else() {
        for kind in KINDS {
            let printed: Vec<&str> = blocks(kind)
                .iter()
                .flat_map(|block| block.rows)
                .flat_map(|row| row.cells)
                .map(|cell| cell.key)
                .collect();
            for field in form(kind).fields().filter(|field| !ELSEWHERE.contains(&field.key)) {
                let times = printed.iter().filter(|key| **key == field.key).count();
                assert_eq!(times, usize::from(!field.number.is_empty()), "{kind:?} {}", field.key);
            }
            assert!(printed.iter().all(|key| form(kind).field(key).is_some()));
        }
    }

    #[test]
    fn every_row_fills_the_width() {
        for row in KINDS.into_iter().flat_map(blocks).flat_map(|block| block.rows) {
            let width: u8 = row.cells.iter().map(|cell| cell.label_width + cell.width).sum();
            let lead = if row.cells[0].key == "tcm_service_0_36m" { 2 } else { row.lead.map_or(0, |lead| lead.1) };
            assert_eq!(width + lead, COLUMNS, "{row:?}");
        }
    }
}
