//! Everything that the declaration pages need, in one read.

use std::collections::BTreeMap;
#[cfg(feature = "ssr")]
use std::collections::BTreeSet;

use domain::Date;
use domain::form::FormKind;
use domain::view::declare::{Consent, DraftView, ReceiptView, StatusView, Ways};
use domain::view::links::LinkView;
use domain::view::notice::NoticeView;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codec::{Encoded, Wire};
use crate::places::functions::PlaceStep;
use crate::wire::Failure;

/// What a declaration page starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loaded {
    /// The link through which the family came.
    pub link: LinkView,
    /// Consent, once given.
    pub consent: Option<Consent>,
    /// The notice, as long as it is still to be agreed to.
    pub notice: Encoded<Option<NoticeView>>,
    /// The draft being filled in, once consent was given.
    pub draft: Option<DraftView>,
    /// Declarations submitted before.
    pub submitted: Encoded<Vec<StatusView>>,
    /// Today in Asia/Shanghai.
    #[serde(with = "domain::values::date::iso")]
    pub today: Date,
    /// Name of the policy profile in force.
    pub policy: String,
    /// Divisions of the deployment, 6-digit codes.
    pub deployment: Vec<String>,
    /// What can be done with all that.
    pub ways: Encoded<Ways>,
    /// The receipt of the submission just made without a script.
    pub receipt: Encoded<Option<ReceiptView>>,
    /// A form to practise on: nothing leaves the phone.
    pub practice: bool,
    /// The lists of divisions that the server writes into the selects of the named address fields.
    /// They stand in the page already, so they are not sent a second time.
    #[serde(skip)]
    pub places: BTreeMap<String, Vec<PlaceStep>>,
    /// The server could not be reached: this is the copy on the phone.
    #[serde(skip)]
    pub recalled: bool,
}

/// Reads the family's declaration. `addresses` names the address fields whose lists the page shows.
///
/// # Errors
/// [`Failure::Problem`] when no link was opened in this browser, or the link has ended.
#[server(prefix = "/fn", endpoint = "declarations/load", input = Wire, output = Wire)]
pub async fn load(addresses: Vec<String>) -> Result<Loaded, Failure> {
    use backend::declare::declarations;
    use domain::problem::Problem;
    use domain::view::declare::DeclarationView;

    use crate::wire::context::{link_holder, problem, receipt, store};

    let (store, link_holder) = (store()?, link_holder()?);
    let view = declarations::view(&store, &link_holder).await.map_err(problem)?;
    let places = lists(addresses, view.draft.as_ref().map(|draft| &draft.answers))?;
    let DeclarationView { link, consent, notice, draft, submitted, ways, today, policy, deployment } = view;
    let later = (Encoded::new(&submitted), Encoded::new(&ways), Encoded::new(&receipt()), Encoded::new(&notice));
    let (Ok(submitted), Ok(ways), Ok(receipt), Ok(notice)) = later else { return Err(Problem::Internal.into()) };
    Ok(Loaded {
        link,
        consent,
        notice,
        draft,
        submitted,
        today,
        policy,
        deployment,
        ways,
        receipt,
        practice: false,
        places,
        recalled: false,
    })
}

/// The lists of the named address fields, along what is answered.
#[cfg(feature = "ssr")]
fn lists(
    addresses: Vec<String>,
    answers: Option<&domain::form::Answers>,
) -> Result<BTreeMap<String, Vec<PlaceStep>>, domain::problem::Problem> {
    use domain::form::Value;

    use crate::places::functions::steps;

    let mut places = BTreeMap::new();
    let mut provinces: Option<Vec<PlaceStep>> = None;
    let asked: BTreeSet<String> = addresses.into_iter().filter(|key| is_address(key)).collect();
    for key in asked {
        let code = match answers.and_then(|answers| answers.value(&key)) {
            Some(Value::Address(address)) => address.division_code.as_str(),
            _ => "",
        };
        let lists = match &provinces {
            Some(provinces) if code.is_empty() => provinces.clone(),
            _ => steps(code, 0)?,
        };
        if code.is_empty() {
            provinces.get_or_insert_with(|| lists.clone());
        }
        places.insert(key, lists);
    }
    Ok(places)
}

/// Whether a form or the screening asks for an address under this name: there are few, so that who asks gets no list
/// for a name of his own.
#[cfg(feature = "ssr")]
fn is_address(key: &str) -> bool {
    use domain::form::FieldKind;
    use domain::forms::form;
    use domain::screening;

    let forms = [FormKind::Migrant, FormKind::LeftBehind].into_iter().flat_map(|kind| form(kind).sections);
    let mut fields = forms.chain(&screening::SECTIONS).flat_map(|section| section.fields);
    fields.any(|field| field.key == key && field.kind == FieldKind::Address)
}

/// A form to practise on (试填): no link, no cookie, nothing kept.
///
/// # Errors
/// [`Failure::Problem`] when the divisions cannot be read.
#[server(prefix = "/fn", endpoint = "declarations/practice", input = Wire, output = Wire)]
pub async fn practice(form: FormKind, addresses: Vec<String>) -> Result<Loaded, Failure> {
    let store = crate::wire::context::store()?;
    Ok(Loaded { places: lists(addresses, None)?, ..Loaded::blank(&store).to_practise(form) })
}

impl Loaded {
    /// A form to practise on (试填) of no kind yet: no link, nobody's data.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub fn blank(store: &backend::Store) -> Self {
        use domain::form::Answers;
        use domain::view::links::LinkKind;

        let today = store.clock.today();
        Self {
            link: LinkView {
                kind: LinkKind::Personal,
                division_code: String::new(),
                unit_name: "试填".to_owned(),
                expires_on: today,
            },
            consent: None,
            notice: Encoded::default(),
            draft: Some(DraftView {
                id: String::new(),
                revision: 0,
                form: None,
                answers: Answers::default(),
                overrides: Vec::new(),
                comments: Vec::new(),
                return_reason: None,
            }),
            submitted: Encoded::default(),
            today,
            policy: store.policy.name.clone(),
            deployment: store.deployment.divisions.iter().map(ToString::to_string).collect(),
            ways: Encoded::default(),
            receipt: Encoded::default(),
            practice: true,
            places: BTreeMap::new(),
            recalled: false,
        }
    }

    /// The same for this form.
    #[must_use]
    pub fn to_practise(mut self, kind: FormKind) -> Self {
        self.draft.iter_mut().for_each(|draft| draft.form = Some(kind));
        self
    }
}
