//! V-26, V-27.

use super::*;

fn family(difficulty: &str, support: &str) -> Family {
    migrant().with(&format!(r#"{{"family_difficulty": {difficulty}, "livelihood_support": {support}}}"#))
}

#[test]
fn v_26_difficulties_that_exclude_each_other() {
    let warning = &["V-26 warning family_difficulty"];
    family(r#"["dibao", "dibao_marginal"]"#, r#"["dibao"]"#).gives(warning);
    family(r#"["dibao", "rigid_expenditure"]"#, r#"["dibao"]"#).gives(warning);
    family(r#"["dibao", "tekun"]"#, r#"["dibao", "tekun"]"#).gives(warning);
    family(r#"["dibao_marginal", "rigid_expenditure"]"#, r#"["none"]"#).gives(&[]);
    family(r#"["dibao", "poverty_return_monitored"]"#, r#"["dibao"]"#).gives(&[]);
}

#[test]
fn v_27_support_fits_difficulty_disability_and_parents() {
    let warning = &["V-27 warning livelihood_support"];
    family(r#"["dibao"]"#, r#"["charity"]"#).gives(warning);
    family(r#"["tekun"]"#, r#"["none"]"#).gives(warning);
    family(r#"["dibao"]"#, r#"["dibao"]"#).gives(&[]);
    family(r#"["none"]"#, r#"["disability_subsidies"]"#).gives(warning);
    family(r#"["none"]"#, r#"["orphan_allowance"]"#).gives(warning);
}

#[test]
fn v_27_an_orphan_is_not_supported_twice() {
    let orphan = |support: &str| {
        family(r#"["none"]"#, support).with(
            r#"{"father_status": "deceased", "mother_status": "missing", "father_current_address": null,
            "mother_current_address": null, "living_with": "one_parent", "other_guardian_name": "张老明",
            "other_guardian_relation": "其他亲属", "other_guardian_id": {"type": "passport", "number": "E12345678"},
            "other_guardian_phone": "13700137000",
            "other_guardian_hukou_address": {"division_code": "411628", "detail": ""},
            "other_guardian_current_address": {"division_code": "120104001", "detail": ""}}"#,
        )
    };
    orphan(r#"["orphan_allowance"]"#).gives(&[]);
    orphan(r#"["orphan_allowance", "de_facto_unattended_allowance"]"#).gives(&["V-27 warning livelihood_support"]);
}
