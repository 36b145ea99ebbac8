//! The script that brings the page to life, and the files it needs, whose names carry a hash of their content.
//!
//! In place of leptos's `HydrationScripts`, which starts the WASM and does not notice when hydration fails
//! (docs/adr/0017).

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use leptos::WasmSplitManifest;
use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// What every page says about its script.
struct Loader {
    /// Address of the JavaScript around the WASM.
    js: String,
    /// Address of the WASM.
    wasm: String,
    /// The source of the inline script.
    script: String,
    /// Which parts of the WASM each lazy route needs; leptos writes them into the page as preloads.
    parts: Option<WasmSplitManifest>,
}

static LOADER: OnceLock<Loader> = OnceLock::new();

/// The links and the script in the head.
pub(super) fn loader(options: &LeptosOptions) -> AnyView {
    let Loader { js, wasm, script, parts } = LOADER.get_or_init(|| Loader::read(options));
    if let Some(parts) = parts {
        provide_context(parts.clone());
    }
    view! {
        <link rel="modulepreload" href=js.as_str() crossorigin=""/>
        <link rel="preload" href=wasm.as_str() r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script type="module" nonce=use_nonce() inner_html=script.as_str()></script>
    }
    .into_any()
}

impl Loader {
    fn read(options: &LeptosOptions) -> Self {
        let (name, pkg) = (&options.output_name, format!("/{}", options.site_pkg_dir));
        let hashes = if options.hash_files { hashes(options) } else { HashMap::new() };
        let named = |stem: &str, what: &str, kind: &str| match hashes.get(what) {
            Some(hash) => format!("{stem}.{hash}.{kind}"),
            None => format!("{stem}.{kind}"),
        };
        let (js, wasm) =
            (format!("{pkg}/{}", named(name, "js", "js")), format!("{pkg}/{}", named(name, "wasm", "wasm")));
        let script = format!("{}({js:?},{wasm:?})", condensed(include_str!("loader.js")));
        let split = match hashes.get("split") {
            Some(hash) => format!("__wasm_split.{hash}.js"),
            None => "__wasm_split.______________________.js".to_owned(),
        };
        let manifest = Path::new(&*options.site_root).join(&*options.site_pkg_dir).join(named(
            "__wasm_split_manifest",
            "manifest",
            "json",
        ));
        let parts = std::fs::read_to_string(manifest).ok().and_then(|text| serde_json::from_str(&text).ok());
        let parts = parts.map(|parts| WasmSplitManifest(ArcStoredValue::new((pkg, parts, split))));
        Self { js, wasm, script, parts }
    }
}

/// The hash of each file's content, by what the file is; the build of the site writes the list into it.
fn hashes(options: &LeptosOptions) -> HashMap<String, String> {
    let list = std::fs::read_to_string(&*options.hash_file).unwrap_or_default();
    list.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(what, hash)| (what.trim().to_owned(), hash.trim().to_owned()))
        .collect()
}

/// The script without comments and indentation.
fn condensed(script: &str) -> String {
    script.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_files_and_carries_no_comment() {
        let options = LeptosOptions::builder().output_name("tongce").site_pkg_dir("pkg").hash_files(false).build();
        let Loader { js, wasm, script, .. } = Loader::read(&options);
        assert_eq!((js.as_str(), wasm.as_str()), ("/pkg/tongce.js", "/pkg/tongce.wasm"));
        assert!(script.ends_with(r#"})("/pkg/tongce.js","/pkg/tongce.wasm")"#), "{script}");
        assert!(!script.contains("// ") && !script.contains('\n'), "{script}");
    }
}
