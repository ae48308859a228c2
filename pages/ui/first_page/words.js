// Says Streamlit's own English words in Bulgarian while the page is Bulgarian, and takes them back
// when the reader switches. A star stands for whatever the words surround.
(function (words) {
  const attributes = ["aria-label", "title", "placeholder", "alt", "aria-valuetext"];
  const untouched = "script, style, textarea, code, pre";

  function rule(from, to) {
    const parts = from.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return [new RegExp("^" + parts.join("(.+)") + "$"), to];
  }
  function dictionary(pairs) {
    const whole = new Map(pairs.filter(([from]) => !from.includes("*")));
    const around = pairs.filter(([from]) => from.includes("*")).map(([from, to]) => rule(from, to));
    return function say(text) {
      if (whole.has(text)) return whole.get(text);
      for (const [pattern, to] of around) {
        const found = pattern.exec(text);
        if (found) return to.replace("*", () => say(found[1]) ?? found[1]);
      }
      return null;
    };
  }
  const toBulgarian = dictionary(Object.entries(words));
  const toEnglish = dictionary(Object.entries(words).map(([english, bulgarian]) => [bulgarian, english]));
  const said = new WeakMap();

  function isBulgarian() { return document.documentElement.lang === "bg"; }

  // What was said before is taken back only where we said it: a page may use the same word.
  function change(node, name, text, put) {
    const kept = said.get(node) || {};
    if (isBulgarian()) {
      const other = toBulgarian(text.trim());
      if (other === null) return;
      kept[name] = other;
      said.set(node, kept);
      put(other);
    } else if (kept[name] !== undefined && kept[name] === text) {
      delete kept[name];
      const other = toEnglish(text);
      if (other !== null) put(other);
    }
  }
  function visitText(node) {
    const parent = node.parentElement;
    if (!parent || parent.closest(untouched)) return;
    change(node, "text", node.nodeValue, (text) => { node.nodeValue = text; });
  }
  function visitElement(element) {
    attributes.forEach(function (name) {
      const text = element.getAttribute(name);
      if (text) change(element, name, text, (other) => { element.setAttribute(name, other); });
    });
  }
  function visit(root) {
    if (root.nodeType === Node.TEXT_NODE) return visitText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    visitElement(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) visitText(node);
      else visitElement(node);
    }
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (one) {
      if (one.target === document.documentElement && one.attributeName === "lang") visit(document.body);
      else if (one.type === "childList") one.addedNodes.forEach(visit);
      else if (one.type === "characterData") visitText(one.target);
      else visitElement(one.target);
    });
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: attributes.concat("lang"),
  });
})(WORDS);
