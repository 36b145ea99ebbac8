//! Who is behind the ids of events.

use std::collections::HashMap;

use uuid::Uuid;

use crate::access::rows;
use crate::audit::ActorKind;
use crate::audit::tables::audit_event;
use crate::error::Result;
use crate::store::Store;

/// Ids that one statement names at most.
const AT_ONCE: usize = 512;

/// The shown names of accounts, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct People(HashMap<Uuid, String>);

impl People {
    /// The people behind these events.
    pub(super) async fn of<'a>(
        store: &Store,
        events: impl IntoIterator<Item = &'a audit_event::Model>,
    ) -> Result<Self> {
        let mut ids: Vec<Uuid> =
            events.into_iter().filter(|event| is_person(event)).filter_map(|event| event.actor).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut names = HashMap::new();
        for part in ids.chunks(AT_ONCE) {
            let rows = rows::accounts::by_ids(&store.db, part).await?;
            names.extend(rows.into_iter().map(|row| (row.id, row.display_name)));
        }
        Ok(Self(names))
    }

    /// Who acted, in words: a person by the shown name, others by what they are.
    pub(super) fn who(&self, event: &audit_event::Model) -> String {
        let kind = ActorKind::from_code(&event.actor_kind).map_or("", ActorKind::label);
        match event.actor.filter(|_| is_person(event)) {
            Some(id) => self.0.get(&id).cloned().unwrap_or_else(|| "（账号已不在）".to_owned()),
            None => kind.to_owned(),
        }
    }
}

fn is_person(event: &audit_event::Model) -> bool {
    matches!(ActorKind::from_code(&event.actor_kind), Some(ActorKind::Account | ActorKind::Phone))
}
