//! What the trail writes of an act in codes.

/// Codes as columns keep them.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$of])* $variant,)+ }

        impl $name {
            /// The code that is stored.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

codes! {
    /// What was done.
    Kind {
        /// A page of a list was shown; `extra` has page, hash of the filter and count, the subjects are kept beside.
        #[default]
        List = "list",
        /// Something was searched for; `extra` has its keyed hash and the count.
        Search = "search",
        /// A record was opened; `groups` says which groups were shown in clear.
        RecordOpened = "record.opened",
        /// A masked group of a record was shown in full; `groups` says which, `extra` why.
        RecordRevealed = "record.revealed",
        /// A picture was opened.
        PictureOpened = "picture.opened",
        /// A record was printed.
        Print = "print",
        /// A phone asked what changed; the subjects are kept beside.
        Pull = "pull",
        /// A phone sent its outbox; `extra` has counts.
        Push = "push",
        /// Somebody signed in, or was refused.
        SignIn = "sign_in",
        /// A session ended.
        SessionEnded = "session.ended",
        /// An account was made, and its person invited.
        AccountCreated = "account.created",
        /// An account was suspended.
        AccountSuspended = "account.suspended",
        /// An account was resumed.
        AccountResumed = "account.resumed",
        /// The person of an account left.
        AccountLeft = "account.left",
        /// An assignment was granted; `extra` has role, place, days and whether it waits for a confirmation.
        AssignmentBegun = "assignment.begun",
        /// An assignment was confirmed by another person.
        AssignmentConfirmed = "assignment.confirmed",
        /// An assignment was ended.
        AssignmentEnded = "assignment.ended",
        /// Somebody acts under another of the own assignments.
        AssignmentSwitched = "assignment.switched",
        /// A new way in was made, confirmed or used; `extra` says which.
        FactorReset = "factor.reset",
        /// A second factor was set up, renewed or given up; `extra` says which.
        FactorChanged = "factor.changed",
        /// A password was changed by its owner.
        PasswordChanged = "password.changed",
        /// A declaration became a record.
        Submit = "submit",
        /// A returned declaration came back.
        Correct = "correct",
        /// A record was moved by review; `extra` has the action and both states.
        RecordMoved = "record.moved",
        /// A child was visited.
        Visit = "visit",
        /// Somebody asked to look at records of another area.
        GrantRequested = "grant.requested",
        /// The county decided about it.
        GrantDecided = "grant.decided",
        /// A record was opened at once for a child in danger, or somebody tried to.
        EmergencyOpened = "emergency.opened",
        /// The county reviewed such an opening; `extra` says whether it was justified.
        EmergencyReviewed = "emergency.reviewed",
        /// A phone was made known.
        PhoneEnrolled = "phone.enrolled",
        /// A phone sends and gets nothing any more.
        PhoneEnded = "phone.ended",
        /// A declaration link was made.
        LinkMade = "link.made",
        /// A declaration link was taken back.
        LinkRevoked = "link.revoked",
        /// A sealed value does not open: it was changed, or comes from another place, county or time; `extra` has its column.
        IntegrityBroken = "integrity.broken",
        /// A sealed value is of a format that is past; `extra` has its column.
        SealDowngrade = "seal.downgrade",
        /// A child was erased; `extra` has the count of rows and the fingerprint of the key.
        RecordErased = "record.erased",
        /// Keys were changed in a county; `extra` has the root, and how many rows were sealed anew.
        KeyRotated = "key.rotated",
        /// The lane of a process that died was sealed from the table; `extra` has the numbers that are missing.
        LaneClosed = "lane.closed",
    }
}

codes! {
    /// How it ended.
    Outcome {
        /// It was done.
        #[default]
        Done = "done",
        /// It was refused.
        Refused = "refused",
    }
}

codes! {
    /// Who acts.
    ActorKind {
        /// The program itself.
        #[default]
        System = "system",
        /// Somebody signed in.
        Account = "account",
        /// A family, known by its link.
        Family = "family",
        /// Another program.
        Client = "client",
        /// A worker's phone that sends what was done without a connection.
        Phone = "phone",
    }
}
