//! The shapes of requests and answers, for the description only: the domain knows nothing of OpenAPI.
//! Tests hold every real answer against them.

use serde::Serialize;
use utoipa::ToSchema;

/// A failure (RFC 9457).
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// A name for this kind of failure that never changes.
    #[serde(rename = "type")]
    #[schema(example = "urn:tongce:problem:checks_failed")]
    kind: String,
    /// The kind of failure in English.
    title: String,
    /// The HTTP status.
    status: u16,
    /// The stable code.
    #[schema(example = "checks_failed")]
    code: String,
    /// What happened: English for the integrator when the request is malformed, else Chinese for the person.
    detail: String,
    /// The field concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    field: Option<String>,
    /// The rule concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    rule: Option<String>,
    /// Everything that the checks found, blocking findings first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    findings: Option<Vec<Finding>>,
}

/// What a check found.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The rule, `V-01` to `V-41`, or `required` or `type` for the declaration's own checks.
    #[schema(example = "V-01")]
    rule: String,
    /// How grave.
    level: Level,
    /// The field.
    #[schema(example = "child_id_number")]
    field: String,
    /// What is wrong and what to do, in Chinese.
    message: String,
    /// The fix to offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<Object>)]
    fix: Option<serde_json::Value>,
}

/// How grave a finding is: `error` blocks; `override` blocks unless a reason is given; `alert` and
/// `warning` never block.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Blocks a submission.
    Error,
    /// Blocks unless a reason is given.
    Override,
    /// Somebody must be told at once.
    Alert,
    /// Shown.
    Warning,
}

/// Answers to assess.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentRequest {
    /// The form.
    form: FormName,
    /// Day for which to assess; today in Asia/Shanghai when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = true, format = Date, example = "2026-11-21")]
    as_of: Option<String>,
    /// Name of the policy profile; the deployment's when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "tianjin")]
    policy: Option<String>,
    /// Answers by field name.
    #[schema(value_type = Answers)]
    answers: serde_json::Value,
}

/// Placeholder under which handlers name the answers; the schema is made from the forms.
#[derive(Serialize, ToSchema)]
pub struct Answers {}

/// Placeholder for the versions of the forms, as for [`Answers`].
#[derive(Serialize, ToSchema)]
pub struct FormVersion {}

/// Placeholder for the ways in which a declaration is collected, as for [`Answers`].
#[derive(Serialize, ToSchema)]
pub struct Channel {}

/// One of the two forms.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormName {
    /// 流动儿童基本情况登记表.
    Migrant,
    /// 留守儿童基本情况登记表.
    LeftBehind,
}

/// What the rules say.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// 流动儿童 监测摸排对象.
    monitoring: Ruling,
    /// 流动儿童 统计分析对象.
    statistical: Ruling,
    /// 留守儿童.
    left_behind: Ruling,
    /// The category.
    class: Class,
    /// Version of the division table by which the places were compared.
    #[schema(example = "2026-11-21-58897354")]
    divisions: String,
    /// Who decides.
    owner: Owner,
    /// Rows of the ledger (台账) that apply.
    ledger: Vec<LedgerRow>,
    /// What the checks found.
    findings: Vec<Finding>,
}

/// The answer of one rule.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// The result.
    result: Outcome,
    /// Why, most important first.
    reasons: Vec<Reason>,
    /// The first later day on which the same answers give another result.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = Date)]
    due: Option<String>,
}

/// In scope, out of scope, or for a person to decide.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Outcome {
    /// 纳入.
    In,
    /// 不纳入.
    Out,
    /// 需人工核定.
    Review,
}

/// A reason with its clause.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Stable code.
    #[schema(example = "UNDER_6_MONTHS")]
    code: String,
    /// The clause of the policy documents, in Chinese.
    clause: String,
    /// The sentence for the person, in Chinese.
    text: String,
}

/// The category.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Class {
    /// 跨县域流动儿童.
    M1,
    /// 仅统计.
    M2,
    /// Neither.
    M0,
    /// 留守儿童.
    Lb,
    /// Facts or a judgement are missing.
    Review,
    /// Both fit.
    Overlap,
}

/// Who decides.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// County, 6 digits; null when the address is missing.
    #[schema(required = true)]
    county: Option<String>,
    /// Township, 9 digits; null when the address does not go that deep.
    #[schema(required = true)]
    township: Option<String>,
    /// Whether the county works in this deployment.
    inside_deployment: bool,
}

/// A row of the ledger.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerRow {
    /// Number of the row.
    row: u8,
    /// Whether it follows from the answers alone.
    automatic: bool,
}

/// A declaration.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmissionRequest {
    /// UUIDv7 made by the sender.
    #[schema(
        value_type = String,
        format = Uuid,
        pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
    )]
    id: uuid::Uuid,
    /// The form.
    form: FormName,
    /// Version of the form.
    #[schema(value_type = FormVersion)]
    form_version: String,
    /// How it was collected: a code of `collection_method`.
    #[schema(value_type = Channel)]
    channel: String,
    /// Token of the declaration link through which it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// Version of the notice (告知书) to which the family agreed; needed with a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice_version: Option<String>,
    /// Answers by field name.
    #[schema(value_type = Answers)]
    answers: serde_json::Value,
    /// Reasons for findings of level `override`.
    #[schema(required = false)]
    overrides: Vec<Override>,
}

/// A reason why the answers are right although a rule objects.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The rule.
    #[schema(example = "V-02")]
    rule: String,
    /// Why.
    reason: String,
}

/// What the sender gets for a submission.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Id of the submission.
    id: uuid::Uuid,
    /// Number to quote.
    #[schema(example = "TC-2026-7K3M-9QXD")]
    receipt_no: String,
    /// The unit that decides.
    owner: Owner,
    /// Its name.
    owner_name: String,
    /// State now.
    #[schema(example = "submitted")]
    state: String,
}

/// A list of divisions.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Divisions {
    /// The divisions.
    divisions: Vec<Division>,
}

/// A division.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// 6, 9 or 12 digits.
    #[schema(example = "120104001")]
    code: String,
    /// Name as published.
    name: String,
    /// Level.
    #[schema(example = "township")]
    level: String,
    /// Names from the province down, joined by `/`.
    path: String,
    /// Whether there is anything below it.
    has_children: bool,
}

/// The declaration of a form.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedForm {
    /// The form.
    form: FormName,
    /// Version of labels and options.
    version: String,
    /// The printed title.
    title: String,
    /// Question groups in the order of asking.
    sections: Vec<FormSection>,
}

/// A question group.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// Name.
    name: String,
    /// Heading.
    title: String,
    /// Part of the printed sheet.
    part: String,
    /// When it is asked: a condition.
    #[schema(value_type = Value)]
    asked: serde_json::Value,
    /// Fields in the order of asking.
    fields: Vec<FormField>,
}

/// A field.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Name in `answers`.
    name: String,
    /// Number on the printed sheet; empty for supplementary fields.
    number: String,
    /// Printed label.
    label: String,
    /// The question as a person would ask it.
    question: String,
    /// Help; may be empty.
    help: String,
    /// `text`, `person_name`, `date`, `bool`, `single`, `multi`, `national_id`, `person_id`, `phone`, `address`, `unit`.
    #[serde(rename = "type")]
    kind: String,
    /// Largest number of characters of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    max: Option<u16>,
    /// Options of a choice.
    options: Vec<FieldOption>,
    /// The code that excludes all others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    exclusive: Option<String>,
    /// `always`, `optional` or `{"when": condition}`.
    #[schema(value_type = Value)]
    required: serde_json::Value,
    /// When it is asked: `always`, `never`, or an object with one of `is`, `answered`, `contains`, `filled`,
    /// `years_at_most`, `months_at_most`, `all`, `any`, `not`.
    #[schema(value_type = Value)]
    asked: serde_json::Value,
    /// Who answers it: `family`, `worker` or `system`.
    asker: String,
    /// `S1`, `S2` or `S3`.
    sensitivity: String,
    /// The department whose record counts.
    department: String,
    /// Rules that speak about it.
    rules: Vec<String>,
}

/// An option of a choice.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldOption {
    /// Stored code.
    code: String,
    /// Printed label.
    label: String,
}
