//! What a phone downloads together. The form's screens are in the first download; all else that a family
//! sees comes in one more, the review page in another, blank sheets in a third, a worker's phone in a fourth.
//!
//! One download a page would be smaller for one page and larger for two: what pages share would be cut into
//! a file for each set of pages that share it.

use leptos::lazy;
use leptos::prelude::AnyView;
use leptos_router::LazyRoute;

use crate::declare::{pages, practice};
use crate::{fieldwork, home};

/// Declares the routes of one download. A number stands for each page, because a name would bring the
/// page into the first download.
macro_rules! download {
    ($load:ident, $preload:ident; $($number:literal $route:ident $page:path;)+) => {
        #[lazy]
        fn $load(page: u8) -> AnyView {
            match page {
                $($number => $page(),)+
                _ => unreachable!("every route has its number"),
            }
        }

        $(
            #[doc = concat!("The page of `", stringify!($page), "`.")]
            #[derive(Debug)]
            pub struct $route;

            impl LazyRoute for $route {
                fn data() -> Self {
                    Self
                }

                async fn view(_page: Self) -> AnyView {
                    $load($number).await
                }

                async fn preload() {
                    #[cfg(feature = "hydrate")]
                    $preload().await;
                }
            }
        )+
    };
}

download! { family, __preload_family;
    0 FamilyRoute pages::family::show;
    1 StartRoute pages::start::show;
    2 CheckRoute pages::check::show;
}

download! { office, __preload_office;
    0 ReviewRoute crate::review::page::show;
}

download! { field_work, __preload_field_work;
    0 FieldRoute fieldwork::pages::show;
}

download! { paper, __preload_paper;
    0 HomeRoute home::show;
    1 PracticeRoute practice::show;
}
