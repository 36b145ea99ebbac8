//! Routes: which address shows which page.
//!
//! What a family's phone needs to fill in a form is in the first download; every other page is a lazy
//! route and comes when it is opened.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{Lazy, SsrMode, path};

use crate::declaration::HeldDeclaration;
use crate::declare::pages::{PracticePage, SectionPage};
use crate::downloads::{CheckRoute, FamilyRoute, FieldRoute, HomeRoute, PracticeRoute, ReviewRoute, StartRoute};
use crate::home::NotFound;
use crate::ui::layout::TextSizeState;

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(HeldDeclaration::default());
    provide_context(TextSizeState::default());
    view! {
        // A title also while a page is still being taken over: without a text it would be emptied meanwhile.
        <Title text="" formatter=whole_title/>
        <Router>
            <FlatRoutes fallback=NotFound>
                // Families.
                <Route path=path!("/") view={Lazy::<HomeRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/declare/start/:step?") view={Lazy::<StartRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/declare/:page?") view={Lazy::<FamilyRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/declare/:form/check") view={Lazy::<CheckRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/declare/:form/:section") view=SectionPage ssr=SsrMode::Async/>
                <Route path=path!("/try") view={Lazy::<PracticeRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/try/:form/:section") view=PracticePage ssr=SsrMode::Async/>
                // Workers, with or without signal.
                <Route path=path!("/field") view={Lazy::<FieldRoute>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/field/*at") view={Lazy::<FieldRoute>::new()} ssr=SsrMode::Async/>
                // Officials.
                <Route path=path!("/review/:id?") view={Lazy::<ReviewRoute>::new()} ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}

/// The title of a page with the name of the product.
fn whole_title(title: String) -> String {
    if title.is_empty() { "童册".to_owned() } else { format!("{title} - 童册") }
}
