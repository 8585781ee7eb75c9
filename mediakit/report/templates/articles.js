"use strict";
// Without this script the page lists all articles; with it, those that fit what the reader asks for.
(() => {
  const get = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const asked = (name) => get(`by-${name}`)?.value ?? "";
  // Of a list that is searched, the places of the names that have the letters; a whole name means itself.
  const wanted = (name) => {
    const names = get(`by-${name}`)?.list?.options;
    if (!names) return asked(name) ? [asked(name)] : [];
    const letters = fold(asked(name).trim());
    if (!letters) return [];
    const folded = Array.from(names, (option) => fold(option.value));
    const same = (each) => (folded.includes(letters) ? each === letters : each.includes(letters));
    const found = folded.flatMap((each, place) => (same(each) ? [String(place)] : []));
    return found.length ? found : ["none"];
  };
  const places = (list) => new Set(list ? list.split(" ") : []);
  const entry = (line, outlet) => {
    const [time, link, about] = line.children;
    return {
      line,
      outlet,
      words: fold(`${link.textContent} ${about.firstElementChild?.textContent ?? ""}`),
      day: time.hasAttribute("datetime") ? time.textContent : "",
      actors: places(line.dataset.actors),
      frames: places(line.dataset.frames),
    };
  };
  const outlets = Array.from(document.querySelectorAll(".outlet"), (section) => ({
    section,
    periods: Array.from(section.querySelectorAll(".period"), (box) => ({
      box,
      entries: Array.from(box.querySelectorAll("li"), (line) => entry(line, section.dataset.outlet)),
    })),
  }));

  const show = (element, visible) => {
    if (element.hidden === visible) element.hidden = !visible;
    return visible;
  };
  const filter = () => {
    const words = fold(asked("words")).split(/\s+/).filter(Boolean);
    const [outlet, from, to] = ["outlet", "from", "to"].map(asked);
    const [actors, frames] = ["actor", "frame"].map(wanted);
    const has = (found, names) => !names.length || names.some((name) => found.has(name));
    const fits = (each) =>
      (!outlet || each.outlet === outlet) &&
      (!from || each.day >= from) &&
      (!to || (each.day && each.day <= to)) &&
      has(each.actors, actors) &&
      has(each.frames, frames) &&
      words.every((word) => each.words.includes(word));
    let count = 0;
    for (const { section, periods } of outlets) {
      let inSection = 0;
      for (const { box, entries } of periods) {
        const inBox = entries.filter((each) => show(each.line, Boolean(fits(each)))).length;
        show(box, inBox > 0);
        inSection += inBox;
      }
      show(section, inSection > 0);
      count += inSection;
    }
    get("count").textContent = count.toLocaleString("en");
  };

  const controls = get("filter");
  controls.hidden = false;
  controls.addEventListener("input", filter);
  get("clear").addEventListener("click", () => {
    for (const control of controls.querySelectorAll("input, select")) control.value = "";
    filter();
    get("by-words").focus();
  });
  // A browser that comes back to the page puts back what was asked for, without saying so.
  addEventListener("pageshow", filter);
})();
