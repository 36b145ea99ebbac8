//! The typed key of every field, so that a rule which asks for a date can only name a date field.
//!
//! Names are those of the dictionary; the declarations are in the sections beside this file.

use jiff::civil::Date;

use crate::divisions::Address;
use crate::form::Key;
use crate::values::{NationalId, Paper, Phone};

/// `child_birth_date`.
pub use crate::form::condition::CHILD_BIRTH_DATE;

/// `reporting_unit`.
pub const REPORTING_UNIT: Key<&'static str> = Key::new("reporting_unit");
/// `report_date`.
pub const REPORT_DATE: Key<Date> = Key::new("report_date");
/// `child_name`.
pub const CHILD_NAME: Key<&'static str> = Key::new("child_name");
/// `child_sex`.
pub const CHILD_SEX: Key<&'static str> = Key::new("child_sex");
/// `child_ethnicity`.
pub const CHILD_ETHNICITY: Key<&'static str> = Key::new("child_ethnicity");
/// `child_id_number`.
pub const CHILD_ID_NUMBER: Key<NationalId> = Key::new("child_id_number");
/// `hukou_registered`.
pub const HUKOU_REGISTERED: Key<bool> = Key::new("hukou_registered");
/// `hukou_address`.
pub const HUKOU_ADDRESS: Key<&'static Address> = Key::new("hukou_address");
/// `current_address`.
pub const CURRENT_ADDRESS: Key<&'static Address> = Key::new("current_address");
/// `living_with`.
pub const LIVING_WITH: Key<&'static str> = Key::new("living_with");
/// `residence_registration`.
pub const RESIDENCE_REGISTRATION: Key<&'static str> = Key::new("residence_registration");
/// `housing_type`.
pub const HOUSING_TYPE: Key<&'static str> = Key::new("housing_type");
/// `left_hukou_date`.
pub const LEFT_HUKOU_DATE: Key<Date> = Key::new("left_hukou_date");
/// `arrived_residence_date`.
pub const ARRIVED_RESIDENCE_DATE: Key<Date> = Key::new("arrived_residence_date");
/// `guardianship_status`.
pub const GUARDIANSHIP_STATUS: Key<&'static str> = Key::new("guardianship_status");
/// `schooling_stage`.
pub const SCHOOLING_STAGE: Key<&'static str> = Key::new("schooling_stage");
/// `school_name`.
pub const SCHOOL_NAME: Key<&'static str> = Key::new("school_name");
/// `is_boarding`.
pub const IS_BOARDING: Key<bool> = Key::new("is_boarding");
/// `academic_status`.
pub const ACADEMIC_STATUS: Key<&'static str> = Key::new("academic_status");
/// `health_status`.
pub const HEALTH_STATUS: Key<&'static [String]> = Key::new("health_status");
/// `health_service_0_6y`.
pub const HEALTH_SERVICE_0_6Y: Key<&'static str> = Key::new("health_service_0_6y");
/// `tcm_service_0_36m`.
pub const TCM_SERVICE_0_36M: Key<&'static str> = Key::new("tcm_service_0_36m");
/// `medical_insurance`.
pub const MEDICAL_INSURANCE: Key<&'static str> = Key::new("medical_insurance");
/// `disability_type`.
pub const DISABILITY_TYPE: Key<&'static str> = Key::new("disability_type");
/// `disability_types_detail`.
pub const DISABILITY_TYPES_DETAIL: Key<&'static [String]> = Key::new("disability_types_detail");
/// `disability_grade`.
pub const DISABILITY_GRADE: Key<&'static str> = Key::new("disability_grade");
/// `rehab_aid_received`.
pub const REHAB_AID_RECEIVED: Key<bool> = Key::new("rehab_aid_received");
/// `father_name`.
pub const FATHER_NAME: Key<&'static str> = Key::new("father_name");
/// `father_id`.
pub const FATHER_ID: Key<&'static Paper> = Key::new("father_id");
/// `father_phone`.
pub const FATHER_PHONE: Key<Phone> = Key::new("father_phone");
/// `father_hukou_address`.
pub const FATHER_HUKOU_ADDRESS: Key<&'static Address> = Key::new("father_hukou_address");
/// `father_current_address`.
pub const FATHER_CURRENT_ADDRESS: Key<&'static Address> = Key::new("father_current_address");
/// `mother_name`.
pub const MOTHER_NAME: Key<&'static str> = Key::new("mother_name");
/// `mother_id`.
pub const MOTHER_ID: Key<&'static Paper> = Key::new("mother_id");
/// `mother_phone`.
pub const MOTHER_PHONE: Key<Phone> = Key::new("mother_phone");
/// `mother_hukou_address`.
pub const MOTHER_HUKOU_ADDRESS: Key<&'static Address> = Key::new("mother_hukou_address");
/// `mother_current_address`.
pub const MOTHER_CURRENT_ADDRESS: Key<&'static Address> = Key::new("mother_current_address");
/// `other_guardian_name`.
pub const OTHER_GUARDIAN_NAME: Key<&'static str> = Key::new("other_guardian_name");
/// `other_guardian_relation`.
pub const OTHER_GUARDIAN_RELATION: Key<&'static str> = Key::new("other_guardian_relation");
/// `other_guardian_id`.
pub const OTHER_GUARDIAN_ID: Key<&'static Paper> = Key::new("other_guardian_id");
/// `other_guardian_phone`.
pub const OTHER_GUARDIAN_PHONE: Key<Phone> = Key::new("other_guardian_phone");
/// `other_guardian_hukou_address`.
pub const OTHER_GUARDIAN_HUKOU_ADDRESS: Key<&'static Address> = Key::new("other_guardian_hukou_address");
/// `other_guardian_current_address`.
pub const OTHER_GUARDIAN_CURRENT_ADDRESS: Key<&'static Address> = Key::new("other_guardian_current_address");
/// `both_parents_away`.
pub const BOTH_PARENTS_AWAY: Key<bool> = Key::new("both_parents_away");
/// `one_away_other_incapable`.
pub const ONE_AWAY_OTHER_INCAPABLE: Key<bool> = Key::new("one_away_other_incapable");
/// `has_entrusted_carer`.
pub const HAS_ENTRUSTED_CARER: Key<bool> = Key::new("has_entrusted_carer");
/// `entrusted_carer_relation`.
pub const ENTRUSTED_CARER_RELATION: Key<&'static str> = Key::new("entrusted_carer_relation");
/// `entrusted_carer_relation_other`.
pub const ENTRUSTED_CARER_RELATION_OTHER: Key<&'static str> = Key::new("entrusted_carer_relation_other");
/// `entrusted_carer_phone`.
pub const ENTRUSTED_CARER_PHONE: Key<Phone> = Key::new("entrusted_carer_phone");
/// `entrusted_carer_name`.
pub const ENTRUSTED_CARER_NAME: Key<&'static str> = Key::new("entrusted_carer_name");
/// `entrusted_carer_id`.
pub const ENTRUSTED_CARER_ID: Key<&'static Paper> = Key::new("entrusted_carer_id");
/// `entrusted_carer_hukou_address`.
pub const ENTRUSTED_CARER_HUKOU_ADDRESS: Key<&'static Address> = Key::new("entrusted_carer_hukou_address");
/// `entrusted_carer_current_address`.
pub const ENTRUSTED_CARER_CURRENT_ADDRESS: Key<&'static Address> = Key::new("entrusted_carer_current_address");
/// `family_difficulty`.
pub const FAMILY_DIFFICULTY: Key<&'static [String]> = Key::new("family_difficulty");
/// `family_difficulty_other`.
pub const FAMILY_DIFFICULTY_OTHER: Key<&'static str> = Key::new("family_difficulty_other");
/// `livelihood_support`.
pub const LIVELIHOOD_SUPPORT: Key<&'static [String]> = Key::new("livelihood_support");
/// `livelihood_support_other`.
pub const LIVELIHOOD_SUPPORT_OTHER: Key<&'static str> = Key::new("livelihood_support_other");
/// `father_status`.
pub const FATHER_STATUS: Key<&'static str> = Key::new("father_status");
/// `father_away_for_work`.
pub const FATHER_AWAY_FOR_WORK: Key<bool> = Key::new("father_away_for_work");
/// `father_work_place`.
pub const FATHER_WORK_PLACE: Key<&'static Address> = Key::new("father_work_place");
/// `father_away_since`.
pub const FATHER_AWAY_SINCE: Key<Date> = Key::new("father_away_since");
/// `father_away_until`.
pub const FATHER_AWAY_UNTIL: Key<Date> = Key::new("father_away_until");
/// `father_guardianship_capacity`.
pub const FATHER_GUARDIANSHIP_CAPACITY: Key<&'static str> = Key::new("father_guardianship_capacity");
/// `father_capacity_reason`.
pub const FATHER_CAPACITY_REASON: Key<&'static str> = Key::new("father_capacity_reason");
/// `father_capacity_judged_by`.
pub const FATHER_CAPACITY_JUDGED_BY: Key<&'static str> = Key::new("father_capacity_judged_by");
/// `father_capacity_judged_at`.
pub const FATHER_CAPACITY_JUDGED_AT: Key<Date> = Key::new("father_capacity_judged_at");
/// `father_capacity_basis`.
pub const FATHER_CAPACITY_BASIS: Key<&'static str> = Key::new("father_capacity_basis");
/// `mother_status`.
pub const MOTHER_STATUS: Key<&'static str> = Key::new("mother_status");
/// `mother_away_for_work`.
pub const MOTHER_AWAY_FOR_WORK: Key<bool> = Key::new("mother_away_for_work");
/// `mother_work_place`.
pub const MOTHER_WORK_PLACE: Key<&'static Address> = Key::new("mother_work_place");
/// `mother_away_since`.
pub const MOTHER_AWAY_SINCE: Key<Date> = Key::new("mother_away_since");
/// `mother_away_until`.
pub const MOTHER_AWAY_UNTIL: Key<Date> = Key::new("mother_away_until");
/// `mother_guardianship_capacity`.
pub const MOTHER_GUARDIANSHIP_CAPACITY: Key<&'static str> = Key::new("mother_guardianship_capacity");
/// `mother_capacity_reason`.
pub const MOTHER_CAPACITY_REASON: Key<&'static str> = Key::new("mother_capacity_reason");
/// `mother_capacity_judged_by`.
pub const MOTHER_CAPACITY_JUDGED_BY: Key<&'static str> = Key::new("mother_capacity_judged_by");
/// `mother_capacity_judged_at`.
pub const MOTHER_CAPACITY_JUDGED_AT: Key<Date> = Key::new("mother_capacity_judged_at");
/// `mother_capacity_basis`.
pub const MOTHER_CAPACITY_BASIS: Key<&'static str> = Key::new("mother_capacity_basis");
/// `birth_certificate_no`.
pub const BIRTH_CERTIFICATE_NO: Key<&'static str> = Key::new("birth_certificate_no");
/// `child_id_pending_reason`.
pub const CHILD_ID_PENDING_REASON: Key<&'static str> = Key::new("child_id_pending_reason");
/// `homeless_flag`.
pub const HOMELESS_FLAG: Key<bool> = Key::new("homeless_flag");
/// `homeless_since`.
pub const HOMELESS_SINCE: Key<Date> = Key::new("homeless_since");
/// `help_requested`.
pub const HELP_REQUESTED: Key<bool> = Key::new("help_requested");
/// `help_requested_at`.
pub const HELP_REQUESTED_AT: Key<Date> = Key::new("help_requested_at");
/// `needs`.
pub const NEEDS: Key<&'static [String]> = Key::new("needs");
/// `needs_other`.
pub const NEEDS_OTHER: Key<&'static str> = Key::new("needs_other");
/// `collection_method`.
pub const COLLECTION_METHOD: Key<&'static str> = Key::new("collection_method");
/// `collector`.
pub const COLLECTOR: Key<&'static str> = Key::new("collector");
/// `informant_name`.
pub const INFORMANT_NAME: Key<&'static str> = Key::new("informant_name");
/// `informant_relation`.
pub const INFORMANT_RELATION: Key<&'static str> = Key::new("informant_relation");
/// `housing_type_remark`.
pub const HOUSING_TYPE_REMARK: Key<&'static str> = Key::new("housing_type_remark");
/// `school_code`.
pub const SCHOOL_CODE: Key<&'static str> = Key::new("school_code");
/// `entrusted_carer_exclusions`.
pub const ENTRUSTED_CARER_EXCLUSIONS: Key<&'static [String]> = Key::new("entrusted_carer_exclusions");
