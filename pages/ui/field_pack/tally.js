"use strict";
// The tally of a field pack: answers by press alone, kept in this browser, taken away as CSV.
(() => {
  const pack = JSON.parse(document.getElementById("pack").textContent);
  const words = pack.words;
  const columns = pack.columns;
  const byId = id => document.getElementById(id);
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  // Two phones with the same pack must not give one number to two women.
  const mark = () =>
    [...crypto.getRandomValues(new Uint8Array(5))].map(n => "bcdfghjkmnpqrstvwxz"[n % 19]).join("");
  const fresh = () => ({ mark: mark(), changed: false, stops: pack.stops.map(() => ({ contacts: [], debrief: [] })) });

  const store = {
    works: true,
    read() {
      try { return JSON.parse(localStorage.getItem(pack.key)); } catch { this.works = false; return null; }
    },
    write(value) {
      try { localStorage.setItem(pack.key, JSON.stringify(value)); } catch { this.works = false; }
    },
    forget() {
      try { localStorage.removeItem(pack.key); } catch { this.works = false; }
    },
  };
  let state = store.read() || fresh();

  function keep() {
    state.changed = true;
    store.write(state);
    tell();
  }

  function tell(instead) {
    const about = store.works ? words.kept : words.not_kept;
    byId("state").textContent = instead || (state.changed ? `${about} ${words.changed}` : about);
    byId("state").className = store.works ? "" : "warn";
  }

  function part(tag, values = {}, ...inside) {
    const one = Object.assign(document.createElement(tag), values);
    one.append(...inside);
    return one;
  }

  function chips(title, answers, chosen, choose, many = false) {
    const name = `choice${chips.turn = (chips.turn || 0) + 1}`;
    const labels = answers.map(answer => {
      const box = part("input", {
        type: many ? "checkbox" : "radio", name, checked: many ? chosen.includes(answer) : chosen === answer,
      });
      box.addEventListener("change", () => choose(answer, box.checked));
      return part("label", {}, box, part("span", { textContent: answer }));
    });
    return part("fieldset", {}, part("legend", { textContent: title }), part("div", { className: "chips" }, ...labels));
  }

  function entry(title, type, value, set) {
    const box = part("input", { type, value: value || "", min: "0", max: "1000", step: type === "number" ? "0.1" : "60" });
    box.addEventListener("change", () => { set(box.value); keep(); });
    return part("label", {}, part("span", { className: "label", textContent: title }), box);
  }

  const missing = (stop, contact) => stop.questions.filter(one => one.needed && !contact.values[one.header]).length;

  function drawContact(stop, own, contact, redraw) {
    if (contact.gone) {
      const back = part("button", { type: "button", textContent: words.undo });
      back.addEventListener("click", () => { delete contact.gone; keep(); redraw(); });
      return part("p", { className: "row" }, say(words.taken_away, { number: contact.number }), back);
    }
    const stand = part("span");
    const summary = part("summary", {}, `${say(words.contact, { number: contact.number })} · `, stand);
    const standing = () => {
      const left = missing(stop, contact);
      stand.textContent = left ? words.open : words.whole;
      stand.className = left ? "missing" : "";
      own.say();
    };
    const asked = stop.questions.map(one =>
      chips(one.header, one.answers, contact.values[one.header], answer => {
        contact.values[one.header] = answer;
        keep();
        standing();
      }));
    const done = part("button", { type: "button", textContent: words.done });
    const away = part("button", { type: "button", textContent: words.take_away });
    const box = part("details", { open: !!contact.fresh }, summary, ...asked, part("p", { className: "row" }, done, away));
    delete contact.fresh;
    done.addEventListener("click", () => { box.open = false; summary.focus(); });
    away.addEventListener("click", () => { contact.gone = true; keep(); redraw(); });
    standing();
    return box;
  }

  function drawStop(stop, saved) {
    const box = part("div", { className: "stop" });
    const count = part("p", { className: "count" });
    const more = part("div");
    const list = part("div");
    const own = {
      say() {
        const there = saved.contacts.filter(one => !one.gone);
        const open = there.filter(one => missing(stop, one)).length;
        const text = say(words.count, { number: there.length, missing: open });
        count.textContent = there.length && !saved.outcome ? `${text} ${words.held_first}` : text;
      },
    };
    const redraw = () => { list.replaceChildren(...saved.contacts.map(one => drawContact(stop, own, one, redraw))); own.say(); };
    const planned = name => (stop.row[columns[name]] || "").slice(0, 5);
    const drawMore = () => {
      const held = [
        part("p", { className: "row" },
          entry(words.opens, "time", saved.opens || planned("starts_at"), value => { saved.opens = value; }),
          entry(words.closes, "time", saved.closes || planned("ends_at"), value => { saved.closes = value; }),
          entry(words.kilometres, "number", saved.km, value => { saved.km = value; })),
        chips(words.notes, pack.debrief, saved.debrief, (answer, on) => {
          saved.debrief = saved.debrief.filter(one => one !== answer).concat(on ? [answer] : []);
          keep();
        }, true),
      ];
      const why = [chips(words.why, pack.reasons, saved.reason, answer => { saved.reason = answer; keep(); })];
      more.replaceChildren(...(saved.outcome === "held" ? held : saved.outcome ? why : []));
      own.say();
    };
    const outcome = { [words.held]: "held", [words.not_held]: "cancelled" };
    const chosen = Object.keys(outcome).find(text => outcome[text] === saved.outcome);
    const add = part("button", { type: "button", className: "main", textContent: words.add });
    add.addEventListener("click", () => {
      const number = saved.contacts.length + 1;
      saved.contacts.push({ number, values: {}, fresh: true });
      keep();
      redraw();
      list.lastElementChild.querySelector("input").focus();
    });
    box.append(
      part("h3", { textContent: stop.place }),
      chips(words.outcome, Object.keys(outcome), chosen, answer => { saved.outcome = outcome[answer]; keep(); drawMore(); }),
      more, list, part("p", { className: "row" }, add), count,
    );
    drawMore();
    redraw();
    return box;
  }

  function draw() {
    byId("stops").replaceChildren(...pack.stops.map((stop, place) => drawStop(stop, state.stops[place])));
    document.querySelector(".files").hidden = false;
    tell();
  }

  function visitRows() {
    return pack.stops.flatMap((stop, place) => {
      const saved = state.stops[place];
      if (!saved.outcome) return [];
      const row = { ...stop.row };
      const put = (name, text) => { if (text) row[columns[name]] = text; };
      if (saved.outcome === "held") {
        put("status", pack.held);
        put("held_on", pack.held_on);
        put("starts_at", saved.opens);
        put("ends_at", saved.closes);
        put("distance_km", saved.km && (pack.separator === ";" ? saved.km.replace(".", ",") : saved.km));
        put("debrief", saved.debrief.join("; "));
      } else {
        put("status", pack.cancelled);
        put("cancel_reason", saved.reason);
      }
      return [row];
    });
  }

  function contactRows() {
    return pack.stops.flatMap((stop, place) => state.stops[place].outcome !== "held" ? [] :
      state.stops[place].contacts.filter(one => !one.gone).map(one => ({
        [pack.number]: `${stop.visit}-${state.mark}-${one.number}`, ...stop.contact, ...one.values,
      })));
  }

  function csv(rows, first) {
    const heads = [...new Set([...first, ...rows.flatMap(Object.keys)])];
    const cell = text => `"${String(text ?? "").replaceAll('"', '""')}"`;
    return "\ufeff" + [heads, ...rows.map(row => heads.map(head => row[head]))]
      .map(row => row.map(cell).join(pack.separator)).join("\r\n") + "\r\n";
  }

  function take(name, text) {
    const link = part("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const taken = new Set();
  function file(id, rows, first) {
    byId(id).addEventListener("click", () => {
      take(`${pack.day}_${id}.csv`, csv(rows(), first));
      taken.add(id);
      if (taken.size === 2) { state.changed = false; taken.clear(); store.write(state); tell(); }
    });
  }
  file("visits", visitRows, Object.keys(pack.stops[0].row));
  file("consultations", contactRows, [pack.number, ...Object.keys(pack.stops[0].contact),
    ...pack.stops[0].questions.map(one => one.header)]);
  byId("forget").addEventListener("click", () => {
    const before = state;
    store.forget();
    state = fresh();
    draw();
    tell(words.forgotten);
    const back = part("button", { type: "button", textContent: words.undo });
    back.addEventListener("click", () => { state = before; store.write(state); draw(); });
    byId("state").append(" ", back);
  });
  addEventListener("storage", event => {
    if (event.key === pack.key) { state = store.read() || fresh(); draw(); }
  });
  store.write(state);
  draw();
})();
