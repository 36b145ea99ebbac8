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
  const refresh = (bar) => {
    const request = new XMLHttpRequest();
    request.responseType = "document"; // parsed by the browser, and never run: no policy of Trusted Types is needed
    request.onloadend = () => {
      const page = request.response;
      const next = page && page.getElementById(bar.id);
      if (page && !(next && next.dataset.refresh)) return location.reload();
      if (next) bar.replaceWith(next);
      later(next || bar);
    };
    request.open("GET", location.href);
    request.send();
  };
  all("[data-refresh]").forEach(later);

  // A passkey: the form holds what to ask the browser, and takes its answer along.
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const text = (buffer) => base64(buffer).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const answer = async (form) => {
    const publicKey = JSON.parse(form.dataset.passkey);
    publicKey.challenge = bytes(publicKey.challenge);
    if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
    const known = publicKey.allowCredentials || publicKey.excludeCredentials || [];
    for (const one of known) one.id = bytes(one.id);
    const { id, rawId, type, response } = await navigator.credentials[publicKey.user ? "create" : "get"]({ publicKey });
    const told = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (response[name]) told[name] = text(response[name]);
    form.elements.credential.value = JSON.stringify({ id, rawId: text(rawId), type, response: told, extensions: {} });
    form.submit();
  };
  for (const form of all("form[data-passkey]"))
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      answer(form).catch(() => (form.querySelector("[data-failed]").hidden = false));
    });
})();
