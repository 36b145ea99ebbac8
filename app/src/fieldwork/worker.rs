//! The opened locker of one worker, and everything in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::Date;
use domain::fieldwork::{Draft, Household, RosterChild};
use domain::view::fieldwork::Enrolment;
use domain::view::links::NewLink;
use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use self::outbox::Outbox;
use self::sync::Synced;
use self::tabs::{Bases, Durable};
use super::day;
use crate::platform;
use crate::platform::store::{Drawer, Locker, Unavailable, Write};

/// What lies in the drawer of the register, each as one sealed text.
pub(super) const CHILDREN: &str = "children";
pub(super) const HOUSEHOLDS: &str = "households";
pub(super) const LINKS: &str = "links";
pub(super) const POSTER: &str = "poster";
pub(super) const CURSOR: &str = "cursor";
pub(super) const ENROLMENT: &str = "enrolment";

/// Why something typed is not on the phone: the words say what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(pub String);

impl From<Unavailable> for Trouble {
    fn from(why: Unavailable) -> Self {
        Self(platform::store_words(&why).to_owned())
    }
}

impl Trouble {
    pub(super) fn from_words(words: &str) -> Self {
        Self(words.to_owned())
    }
}

/// A worker at work. Cheap to clone; gone when the locker is locked.
#[derive(Clone)]
pub struct Worker(Arc<Inner>);

struct Inner {
    locker: SendWrapper<Locker>,
    enrolment: ArcRwSignal<Enrolment>,
    drafts: ArcRwSignal<BTreeMap<String, Draft>>,
    unreadable: u32,
    households: ArcRwSignal<BTreeMap<String, Household>>,
    children: ArcRwSignal<BTreeMap<String, RosterChild>>,
    links: ArcRwSignal<Vec<NewLink>>,
    poster: ArcRwSignal<Option<NewLink>>,
    outbox: ArcRwSignal<Outbox>,
    synced: ArcRwSignal<Synced>,
    unknown: ArcRwSignal<bool>,
    trouble: ArcRwSignal<Option<Trouble>>,
    durable: Durable,
    bases: Bases,
    /// The draft that this tab shows, as it was when it was opened.
    open_entry: ArcStoredValue<Option<Draft>>,
    /// Drafts that this tab shows although they are no longer asked for.
    withdrawn: ArcRwSignal<BTreeSet<String>>,
    /// When everything that came back was asked for last, by the phone's clock.
    pulled_at: ArcStoredValue<i64>,
    /// Other lockers of this worker on this phone, under other spellings of the user name.
    others: ArcRwSignal<usize>,
    /// Those who wait to change what lies on the phone.
    line: Mutex<()>,
}

impl Worker {
    /// Puts a new worker's enrolment into the fresh locker, and opens it.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it.
    pub async fn begin(locker: Locker, enrolment: Enrolment) -> Result<Self, Trouble> {
        locker.write(vec![json(Drawer::Settings, ENROLMENT, &enrolment)]).await?;
        Self::open(locker).await
    }

    /// Reads everything in an opened locker.
    ///
    /// # Errors
    /// [`Trouble`] when it cannot be read at all. A single draft that cannot be read stays where it is and is
    /// counted, never deleted.
    pub async fn open(locker: Locker) -> Result<Self, Trouble> {
        let enrolment: Enrolment = read(&locker, Drawer::Settings, ENROLMENT).await?.ok_or_else(|| {
            Trouble("这部手机上的工作资料不完整，请联网后点“我第一次用这部手机”，口令用原来的。".to_owned())
        })?;
        let mut drafts = BTreeMap::new();
        let mut unreadable = 0;
        for (id, clear) in locker.read_all(Drawer::Drafts).await? {
            match clear.as_deref().and_then(|clear| serde_json::from_slice::<Draft>(clear).ok()) {
                Some(draft) => drop(drafts.insert(id, draft)),
                None => unreadable += 1,
            }
        }
        let worker = Self(Arc::new(Inner {
            enrolment: ArcRwSignal::new(enrolment),
            drafts: ArcRwSignal::new(drafts),
            unreadable,
            households: ArcRwSignal::new(read(&locker, Drawer::Register, HOUSEHOLDS).await?.unwrap_or_default()),
            children: ArcRwSignal::new(read(&locker, Drawer::Register, CHILDREN).await?.unwrap_or_default()),
            links: ArcRwSignal::new(read(&locker, Drawer::Register, LINKS).await?.unwrap_or_default()),
            poster: ArcRwSignal::new(read(&locker, Drawer::Register, POSTER).await?),
            outbox: ArcRwSignal::default(),
            synced: ArcRwSignal::default(),
            unknown: ArcRwSignal::default(),
            trouble: ArcRwSignal::default(),
            durable: Durable::default(),
            bases: Bases::default(),
            open_entry: ArcStoredValue::default(),
            withdrawn: ArcRwSignal::default(),
            pulled_at: ArcStoredValue::default(),
            others: ArcRwSignal::default(),
            line: Mutex::default(),
            locker: SendWrapper::new(locker),
        }));
        worker.look_at_outbox().await;
        worker.look_for_others().await;
        Ok(worker)
    }

    /// What the server told about this worker and this phone.
    #[must_use]
    pub fn enrolment(&self) -> Enrolment {
        self.0.enrolment.get_untracked()
    }

    /// Where the worker works, in words.
    #[must_use]
    pub fn unit(&self) -> String {
        self.0.enrolment.with_untracked(|enrolment| enrolment.worker.division_name.replace('/', ""))
    }

    /// Today, and whether the phone's clock looks wrong.
    #[must_use]
    pub fn today(&self) -> (Date, bool) {
        day::today(platform::today(), self.0.enrolment.with_untracked(|enrolment| enrolment.today))
    }

    /// Drafts that are not finished, by id.
    #[must_use]
    pub fn drafts(&self) -> ArcRwSignal<BTreeMap<String, Draft>> {
        self.0.drafts.clone()
    }

    /// How many drafts could not be read.
    #[must_use]
    pub fn unreadable(&self) -> u32 {
        self.0.unreadable
    }

    /// The households of the village, by id.
    #[must_use]
    pub fn households(&self) -> ArcRwSignal<BTreeMap<String, Household>> {
        self.0.households.clone()
    }

    /// The children of the village's register, by record.
    #[must_use]
    pub fn children(&self) -> ArcRwSignal<BTreeMap<String, RosterChild>> {
        self.0.children.clone()
    }

    /// Links for families that are met without signal.
    #[must_use]
    pub fn links(&self) -> ArcRwSignal<Vec<NewLink>> {
        self.0.links.clone()
    }

    /// The link of the village that hangs on its wall, when it was made on this phone.
    #[must_use]
    pub fn poster(&self) -> ArcRwSignal<Option<NewLink>> {
        self.0.poster.clone()
    }

    /// What is still to be sent.
    #[must_use]
    pub fn outbox(&self) -> ArcRwSignal<Outbox> {
        self.0.outbox.clone()
    }

    /// How far coming and going is.
    #[must_use]
    pub fn synced(&self) -> ArcRwSignal<Synced> {
        self.0.synced.clone()
    }

    /// Whether the server said last that it does not know this phone as this worker's.
    #[must_use]
    pub fn unknown(&self) -> ArcRwSignal<bool> {
        self.0.unknown.clone()
    }

    /// Why the phone could not keep something.
    #[must_use]
    pub fn trouble(&self) -> ArcRwSignal<Option<Trouble>> {
        self.0.trouble.clone()
    }

    /// Whether this is the locker with this id.
    #[must_use]
    pub fn is(&self, locker: &str) -> bool {
        self.locker().id() == locker
    }

    pub(super) fn locker(&self) -> &Locker {
        &self.0.locker
    }

    pub(super) fn durable(&self) -> &Durable {
        &self.0.durable
    }

    pub(super) fn bases(&self) -> &Bases {
        &self.0.bases
    }

    pub(super) fn open_entry(&self) -> &ArcStoredValue<Option<Draft>> {
        &self.0.open_entry
    }

    pub(super) fn pulled_at(&self) -> &ArcStoredValue<i64> {
        &self.0.pulled_at
    }

    /// Drafts on this tab's screen that are no longer asked for.
    #[must_use]
    pub fn withdrawn(&self) -> ArcRwSignal<BTreeSet<String>> {
        self.0.withdrawn.clone()
    }

    /// How many other lockers this worker has on this phone, under other spellings of the user name.
    #[must_use]
    pub fn others(&self) -> ArcRwSignal<usize> {
        self.0.others.clone()
    }

    pub(super) fn line(&self) -> &Mutex<()> {
        &self.0.line
    }

    /// What was read; what stood in the way shows until something is written again.
    pub(super) fn heard<T>(&self, read: Result<T, Unavailable>) -> Result<T, Trouble> {
        read.map_err(|why| {
            let trouble = Trouble::from(why);
            self.0.trouble.set(Some(trouble.clone()));
            trouble
        })
    }

    /// From now on the server knows this phone and this worker so.
    pub(super) fn set_enrolment(&self, enrolment: Enrolment) {
        self.0.enrolment.set(enrolment);
    }

    pub(super) fn note_enrolment(&self, today: Date) -> Write {
        self.0.enrolment.update(|enrolment| enrolment.today = today);
        self.0.enrolment.with_untracked(|enrolment| json(Drawer::Settings, ENROLMENT, enrolment))
    }

    /// What came of a writing; the trouble shows until a later one succeeds.
    pub(super) fn after(&self, done: Result<(), Unavailable>) -> Result<(), Trouble> {
        match done {
            Ok(()) => {
                if self.0.trouble.with_untracked(Option::is_some) {
                    self.0.trouble.set(None);
                }
                Ok(())
            }
            Err(why) => {
                let trouble = Trouble::from(why);
                self.0.trouble.set(Some(trouble.clone()));
                Err(trouble)
            }
        }
    }

    /// A link was given to a family: it is not offered to another.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot note it; then it stays on offer.
    pub async fn give_link(&self, id: &str) -> Result<(), Trouble> {
        let turn = self.write_turn().await;
        self.list_again(LINKS, &self.links()).await?;
        let left: Vec<NewLink> =
            self.0.links.with_untracked(|links| links.iter().filter(|link| link.row.id != id).cloned().collect());
        turn.write(vec![json(Drawer::Register, LINKS, &left)]).await?;
        self.0.links.set(left);
        Ok(())
    }
}

/// A text for a drawer.
pub(super) fn json(drawer: Drawer, id: &str, value: &impl Serialize) -> Write {
    // Values of the field's own types always have a JSON shape.
    Write { drawer, id: id.to_owned(), clear: Some(serde_json::to_vec(value).unwrap_or_default()) }
}

async fn read<T: DeserializeOwned>(locker: &Locker, drawer: Drawer, id: &str) -> Result<Option<T>, Trouble> {
    let clear = locker.read(drawer, id).await?;
    Ok(clear.and_then(|clear| serde_json::from_slice(&clear).ok()))
}
pub mod outbox;
pub mod sync;
pub(crate) mod tabs;
