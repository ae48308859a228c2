// Only what the reader did is a step of the back button. When the menu turns the page, Streamlit
// first writes the query of the new page behind the path of the old one, and afterwards the server
// adds the choices it kept: both belong to the same step.
(function () {
  let acted = false;
  let turning = false;
  ["pointerdown", "keydown"].forEach(function (kind) {
    addEventListener(kind, function (event) {
      turning = Boolean(event.target.closest?.('[data-testid="stSidebarNav"] a'));
      acted = !turning;
    }, { capture: true, passive: true });
  });
  const push = history.pushState;
  history.pushState = function (state, unused, url) {
    const isSamePage = new URL(url || "", location.href).pathname === location.pathname;
    if (isSamePage && turning) return;
    if (isSamePage && !acted) history.replaceState(state, unused, url);
    else push.call(history, state, unused, url);
    acted = turning = false;
  };
})();
