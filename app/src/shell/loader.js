// Brings the page to life. Until it lives, and for good when that fails, the document is the one that the server wrote:
// no event reaches the WASM, and what translation or half a hydration changed is put back, with what was typed since.
// Lines that begin with two slashes are left out of the page, and so is the indentation: end every statement.
(async (script, wasm) => {
  let root = document.getElementById("app");
  let lives, ended, begun, foreign;
  const { title } = document;
  const pristine = root.cloneNode(true);
  const controls = () => [...root.querySelectorAll("input,select,textarea")];
  let typed = controls();

  const restore = () => {
    const old = root, from = typed, focused = from.indexOf(document.activeElement);
    root = pristine.cloneNode(true);
    typed = controls();
    typed.forEach((control, i) => {
      if (/file|hidden/.test(control.type)) return;
      control.value = from[i].value;
      control.checked = from[i].checked;
    });
    old.replaceWith(root);
    document.title = title;
    if (focused >= 0) typed[focused].focus();
  };
  const fail = (why) => {
    if (!ended && begun) restore();
    ended = 1;
  };
  // A trap of the WASM, or an exception of its glue; another script's faults are its own.
  const ours = (error) => {
    if (error instanceof WebAssembly.RuntimeError || /\/pkg\//.test(error && error.stack)) fail();
  };
  addEventListener("error", (event) => ours(event.error));
  addEventListener("unhandledrejection", (event) => ours(event.reason));
  for (const name of "click,submit,input,change,keydown,focus,blur,pointerdown,mousedown,popstate,pagehide,online,visibilitychange".split(",")) {
    addEventListener(name, (event) => lives || event.stopImmediatePropagation(), true);
  }

  const watch = new MutationObserver(() => (foreign = 1));
  watch.observe(root, { childList: true, subtree: true });
  try {
    const module = await import(script);
    await module.default({ module_or_path: wasm });
    watch.disconnect();
    if (foreign) restore();
    begun = 1;
    module.hydrate(root, () => {
      if (ended) return;
      ended = lives = 1;
      document.documentElement.classList.add("scripted");
    });
  } catch (_) {
    fail();
  }
})
