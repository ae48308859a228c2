// What Streamlit's own page needs for readers of screens and for Bulgarian readers.
new MutationObserver(function () {
  // The menu is a list whose items lie in groups, which no reader of screens takes for a list.
  // Within the landmark of the menu plain links say the same.
  document.querySelectorAll('[data-testid="stSidebarNavItems"], [data-testid="stSidebarNavItems"] li')
    .forEach(function (part) { if (!part.role) part.role = "none"; });
  // Letters of weekdays are no words: S is Sunday as well as Saturday.
  document.querySelectorAll('[role="grid"] thead').forEach(function (head) {
    if (document.documentElement.lang !== "bg" || head.textContent !== "SMTWTFS") return;
    head.querySelectorAll("th").forEach(function (day, i) { day.textContent = "нпвсчпс"[i]; });
  });
}).observe(document.documentElement, { subtree: true, childList: true });
