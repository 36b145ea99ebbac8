// The only script of the office; every page works without it. In the syntax of ES2017: nothing translates it.
(() => {
  const all = (what) => document.querySelectorAll(what);
  document.documentElement.classList.add("scripted");

  for (const button of all("[data-print]")) button.addEventListener("click", () => print());
  for (const input of all("[data-select]")) input.addEventListener("focus", () => input.select());
  for (const button of all("[data-ask]"))
    button.addEventListener("click", (event) => confirm(button.dataset.ask) || event.preventDefault());

  // Typed words are lost with the page, unless they are on their way to the server.
  let typed = false;
  for (const form of all("form[data-typed]")) form.addEventListener("input", () => (typed = true));
  addEventListener("beforeunload", (event) => {
    if (typed) event.returnValue = "";
    if (typed) event.preventDefault();
  });

  // A second press before the answer has come does nothing. A form with a target opens a window of its own.
  let sent = false;
  addEventListener("pageshow", () => (sent = false));
  addEventListener("submit", (event) => {
    if (event.target.getAttribute("target")) return;
    if (sent) event.preventDefault();
    sent = true;
    typed = false;
  });

  // A bar of progress fetches itself anew, until the page has none any more and is shown as it is then.
  const later = (bar) => setTimeout(refresh, bar.dataset.refresh * 1000, bar);
  const refresh = async (bar) => {
    const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
    const next = page && new DOMParser().parseFromString(page, "text/html").getElementById(bar.id);
    if (page && !(next && next.dataset.refresh)) return location.reload();
    if (next) bar.replaceWith(next);
    later(next || bar);
  };
  all("[data-refresh]").forEach(later);
})();
