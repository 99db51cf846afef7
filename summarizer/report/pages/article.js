"use strict";
// Lights what belongs together, filters the claims. The page reads without it: every connection is a link too.
(() => {
  const root = document.documentElement;
  root.classList.add("script");
  const pane = document.getElementById("article");
  const marks = [...pane.querySelectorAll("mark")];
  const claims = [...document.querySelectorAll(".claim")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const beside = matchMedia("(min-width: 60rem)");
  const tokens = (element, name) => (element.dataset[name] || "").split(" ");

  // Hover and focus
  let lit = null;
  const light = (item) => {
    if (item === lit) return;
    lit = item;
    const wanted = new Set(item ? tokens(item, "lights") : []);
    for (const mark of marks) {
      const on = tokens(mark, "on");
      mark.classList.toggle("lit", on.some((token) => wanted.has(token)));
    }
  };
  const show = (item) => {
    const first = marks.find((mark) => mark.classList.contains("lit"));
    if (!first || !beside.matches) return;
    const place = first.getBoundingClientRect(), view = pane.getBoundingClientRect();
    if (place.top >= view.top && place.bottom <= view.bottom) return;
    pane.scrollBy({ top: place.top - view.top - view.height / 3, behavior: calm.matches ? "auto" : "smooth" });
  };
  let waiting = 0;
  for (const item of document.querySelectorAll("[data-lights]")) {
    item.addEventListener("pointerenter", () => {
      light(item);
      clearTimeout(waiting);
      waiting = setTimeout(() => lit === item && show(item), 150);
    });
    item.addEventListener("pointerleave", () => { clearTimeout(waiting); light(null); });
    item.addEventListener("focusin", () => { light(item); show(item); });
    item.addEventListener("focusout", () => light(null));
  }

  // From the article back to its claims
  const point = (ids) => {
    for (const claim of claims) claim.classList.toggle("pointed", ids.includes(claim.id));
    const first = claims.find((claim) => claim.classList.contains("pointed") && !claim.hidden);
    if (!first) return;
    first.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    first.querySelector("a").focus({ preventScroll: true });
  };
  for (const mark of marks) {
    mark.addEventListener("click", () => {
      if (getSelection().isCollapsed) point(tokens(mark, "on").map((token) => token.replace(/-why$/, "")));
    });
  }

  // Along the claims with the arrow keys
  document.querySelector(".summary").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target.closest(".claim");
    if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = claims.filter((claim) => !claim.hidden);
    const next = shown[shown.indexOf(here) + step];
    if (!next) return;
    event.preventDefault();
    next.querySelector("a.to").focus();
  });

  // Filters
  const form = document.querySelector(".filters"), count = document.querySelector(".count");
  const all = count.textContent;
  const chosen = (name) => new Set([...form.elements].filter((e) => e.name === name && e.checked).map((e) => e.value));
  const filter = () => {
    const groups = chosen("group"), statuses = chosen("status"), source = form.elements.source.value;
    let shown = 0;
    for (const claim of claims) {
      const fits = groups.has(claim.dataset.group) && statuses.has(claim.dataset.status) &&
        (!source || tokens(claim, "sources").includes(source));
      claim.hidden = !fits;
      shown += fits;
    }
    const hidden = new Set(claims.filter((claim) => claim.hidden).map((claim) => claim.id));
    for (const part of document.querySelectorAll(".block, .group")) part.hidden = !part.querySelector(".claim:not([hidden])");
    for (const mark of marks) mark.classList.toggle("off", tokens(mark, "on").every((token) => hidden.has(token.replace(/-why$/, ""))));
    count.textContent = shown === claims.length ? all : `${shown} of ${claims.length} claims shown`;
  };
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  // A link to a claim that a filter hides shows it again
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) { form.reset(); setTimeout(() => target.scrollIntoView({ block: "center" })); }
  });
  const folded = [...document.querySelectorAll("details")];
  addEventListener("beforeprint", () => { for (const part of folded) part.open = true; });
})();
