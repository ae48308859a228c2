// Only what the reader did is a step of the back button. After a page has turned, the server writes
// language and kept choices into its address; that belongs to the same step.
(function () {
  let acted = false;
  ["pointerdown", "keydown"].forEach(function (kind) {
    addEventListener(kind, function () { acted = true; }, { capture: true, passive: true });
  });
  const push = history.pushState;
  history.pushState = function (state, unused, url) {
    const isSamePage = new URL(url || "", location.href).pathname === location.pathname;
    if (isSamePage && !acted) history.replaceState(state, unused, url);
    else push.call(history, state, unused, url);
    acted = false;
  };
})();
