"use strict";
// Without this script the page lists all articles; with it, those that fit what the reader asks for.
(() => {
  const get = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const asked = (name) => get(`by-${name}`)?.value ?? "";
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
    const [outlet, from, to, actor, frame] = ["outlet", "from", "to", "actor", "frame"].map(asked);
    const fits = (each) =>
      (!outlet || each.outlet === outlet) &&
      (!from || each.day >= from) &&
      (!to || (each.day && each.day <= to)) &&
      (!actor || each.actors.has(actor)) &&
      (!frame || each.frames.has(frame)) &&
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
