"use strict";
// Searches, sorts and pages the table. Without it the table is there whole.
(() => {
  const SIZE = 100;
  const form = document.querySelector(".search"), count = document.querySelector(".count");
  const table = document.querySelector(".articles"), body = table.tBodies[0], pages = document.querySelector(".pages");
  const heads = [...table.tHead.rows[0].cells];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const at = (name) => heads.findIndex((head) => head.firstElementChild.dataset.by === name);
  const [open, noted] = [at("open"), at("noted")];
  const rows = [...body.rows].map((row) => {
    const cells = [...row.cells].map((cell) => cell.textContent);
    return { row, cells, words: fold(`${cells[0]} ${cells[2]}`) };
  });
  let found = rows, first = 0;

  const draw = () => {
    body.replaceChildren(...found.slice(first, first + SIZE).map((entry) => entry.row));
    pages.hidden = found.length <= SIZE;
    pages.querySelector("span").textContent = `${first + 1}–${Math.min(first + SIZE, found.length)} of ${found.length}`;
    pages.querySelector("[name=back]").disabled = !first;
    pages.querySelector("[name=on]").disabled = first + SIZE >= found.length;
    count.textContent = found.length === rows.length ? `${rows.length} articles` : `${found.length} of ${rows.length} articles`;
  };
  const search = () => {
    const wanted = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
    found = rows.filter((entry) =>
      wanted.every((word) => entry.words.includes(word)) &&
      (!form.elements.open.checked || Number(entry.cells[open])) &&
      (!form.elements.noted.checked || Number(entry.cells[noted])));
    first = 0;
    draw();
  };
  const sort = (column) => {
    const up = heads[column].getAttribute("aria-sort") === "descending";
    const number = heads[column].classList.contains("number");
    for (const head of heads) head.setAttribute("aria-sort", "none");
    heads[column].setAttribute("aria-sort", up ? "ascending" : "descending");
    const order = new Intl.Collator(undefined, { numeric: true });
    const compare = number ? (a, b) => a.cells[column] - b.cells[column]
      : (a, b) => order.compare(a.cells[column], b.cells[column]);
    rows.sort((a, b) => (up ? compare(a, b) : compare(b, a)));
    search();
  };

  heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => sort(column)));
  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  const turn = (by) => { first += by; draw(); table.scrollIntoView({ block: "start" }); };
  pages.querySelector("[name=back]").addEventListener("click", () => turn(-SIZE));
  pages.querySelector("[name=on]").addEventListener("click", () => turn(SIZE));
  addEventListener("beforeprint", () => body.replaceChildren(...found.map((entry) => entry.row)));
  addEventListener("afterprint", draw);
  document.documentElement.classList.add("script");
  draw();
})();
