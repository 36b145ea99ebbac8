//! How far the content of a form is: typed, being written, on this phone. Plain values without a browser in them, so
//! that what a page says is tested for every order of events.

/// What the page may say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Nothing was typed, or it was used: there is nothing to say.
    #[default]
    Nothing,
    /// Typed, and not on the phone yet.
    Writing,
    /// What stands on the screen lies on the phone.
    OnPhone,
    /// The phone could not keep it; the words say why.
    Refused(String),
}

/// One thing that is written down as it is typed.
#[derive(Clone, Debug)]
pub struct FormDraft<T> {
    screen: Option<T>,
    writing: Option<T>,
    phone: Option<T>,
    refused: Option<String>,
}

impl<T> Default for FormDraft<T> {
    fn default() -> Self {
        Self { screen: None, writing: None, phone: None, refused: None }
    }
}

impl<T: Clone + PartialEq> FormDraft<T> {
    /// Something else stands on the screen now.
    pub fn typed(&mut self, now: T) {
        self.screen = Some(now);
    }

    /// An earlier visit left this on the phone; it shows where nothing was typed meanwhile.
    pub fn found(&mut self, stored: T) {
        if self.screen.is_none() {
            self.screen = Some(stored.clone());
        }
        self.phone = Some(stored);
    }

    /// What stands on the screen.
    #[must_use]
    pub const fn screen(&self) -> Option<&T> {
        self.screen.as_ref()
    }

    /// What has to be written now; nothing when the phone has it. Call [`Self::wrote`] when it is done.
    pub fn begin(&mut self) -> Option<T> {
        self.writing = self.screen.clone().filter(|_| self.screen != self.phone);
        self.writing.clone()
    }

    /// What came of the writing.
    pub fn wrote(&mut self, done: Result<(), String>) {
        let written = self.writing.take();
        match done {
            Ok(()) => (self.phone, self.refused) = (written.or_else(|| self.phone.take()), None),
            Err(words) => self.refused = Some(words),
        }
    }

    /// What was `pressed` went on its way, and left the phone's drawer in the same step. What was typed since then is a
    /// new draft.
    pub fn used(&mut self, pressed: Option<&T>) {
        (self.phone, self.refused) = (None, None);
        if self.screen.as_ref() == pressed {
            self.screen = None;
        }
    }

    /// What the page may say.
    #[must_use]
    pub fn said(&self) -> Said {
        match (&self.screen, &self.refused) {
            (None, _) => Said::Nothing,
            (screen, _) if *screen == self.phone => Said::OnPhone,
            (_, Some(words)) => Said::Refused(words.clone()),
            _ => Said::Writing,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What happens to a form.
    #[derive(Clone, Debug)]
    enum Event {
        Type(u8),
        Begin,
        /// The writing that is under way ends: well, or not.
        End(bool),
        /// The page goes, and is opened again.
        Reload,
        /// The press goes on its way; then something else may have been typed.
        Use,
    }

    fn events() -> impl Strategy<Value = Vec<Event>> {
        let event = prop_oneof![
            4 => (0..5_u8).prop_map(Event::Type),
            4 => Just(Event::Begin),
            4 => any::<bool>().prop_map(Event::End),
            1 => Just(Event::Reload),
            1 => Just(Event::Use),
        ];
        prop::collection::vec(event, 0..60)
    }

    proptest! {
        #[test]
        fn the_words_are_never_truer_than_the_store(events in events()) {
            let (mut draft, mut store, mut writing) = (FormDraft::default(), None::<u8>, None::<u8>);
            let mut last = None::<u8>;
            for event in events {
                match event {
                    Event::Type(now) => { draft.typed(now); last = Some(now); }
                    Event::Begin if writing.is_none() => writing = draft.begin(),
                    Event::Begin => {}
                    Event::End(well) => if let Some(written) = writing.take() {
                        if well { store = Some(written); }
                        draft.wrote(if well { Ok(()) } else { Err("满了".to_owned()) });
                    },
                    Event::Reload => {
                        (draft, writing) = (FormDraft::default(), None);
                        if let Some(stored) = store { draft.found(stored); }
                        last = store;
                    }
                    // Whoever uses it has the turn to write.
                    Event::Use if writing.is_none() => {
                        let pressed = draft.screen().copied();
                        (store, last) = (None, None);
                        draft.used(pressed.as_ref());
                    }
                    Event::Use => {}
                }
                prop_assert_eq!(draft.screen().copied(), last, "nothing on the screen goes by itself");
                if draft.said() == Said::OnPhone {
                    prop_assert_eq!(store, last);
                }
                if draft.said() == Said::Nothing {
                    prop_assert_eq!(last, None);
                }
            }
            // A phone that can write has everything after one more round.
            if writing.take().is_some() { draft.wrote(Err("断了".to_owned())); }
            if let Some(written) = draft.begin() { store = Some(written); draft.wrote(Ok(())); }
            prop_assert_eq!(store, last);
            prop_assert!(matches!(draft.said(), Said::OnPhone | Said::Nothing));
        }
    }

    #[test]
    fn what_was_typed_after_the_press_is_a_new_draft() {
        let mut draft = FormDraft::default();
        draft.typed("一");
        let pressed = draft.screen().copied();
        draft.typed("一二");
        draft.used(pressed.as_ref());
        assert_eq!((draft.said(), draft.begin()), (Said::Writing, Some("一二")));
    }

    #[test]
    fn what_lay_on_the_phone_does_not_replace_what_was_just_typed() {
        let mut draft = FormDraft::default();
        draft.typed("新");
        draft.found("旧");
        assert_eq!(draft.screen(), Some(&"新"));
        assert_eq!(draft.begin(), Some("新"));
    }
}
