// What the cells show, and writing in one of them.
PlanSheet.cells = (() => {
  const { sheet, words, token, saving, cellAt, headOf, made } = PlanSheet;

  let writing = null; // {td, field, before, base}: the one cell somebody writes in

  // --- what a cell shows ---

  const options = (td) => headOf(td).querySelector("select");

  const inWords = (td, text) => [...(options(td)?.options ?? [])].find((one) => one.value === text)?.textContent ?? text;

  const show = (td, shown) => {
    td.classList.remove("is-refused");
    td.querySelector(".cell__fault")?.remove();
    td.querySelector(".cell__text").textContent = shown;
  };

  const mark = (address) => {
    const td = cellAt(address);
    td?.classList.toggle("is-waiting", saving.unsent(address));
    if (td && saving.has(address) && writing?.td !== td && !td.matches(".is-refused")) show(td, inWords(td, saving.text(address)));
  };

  // What stands there now, by the server, and what was kept beside it. An open field is left alone.
  const stand = (told) => {
    const td = cellAt(told.cell);
    if (!td) return;
    td.dataset.text = told.text;
    if (writing?.td === td) writing.base = told.proposal ? writing.base : told.text;
    else if (!saving.has(told.cell)) show(td, told.shown);
    if (told.proposal) beside(td, told);
    for (const other of told.also ?? []) if (!saving.has(other.cell)) stand(other);
  };

  const refuse = (told, typed) => {
    const td = cellAt(told.cell);
    if (!td) return;
    show(td, inWords(td, typed));
    td.classList.add("is-refused");
    td.append(made("p", { className: "cell__fault", textContent: `${words.refused} ${told.message}` }));
  };

  const beside = (td, { proposal, outcome }) => {
    const known = td.querySelector(`form[action="${proposal.url}"]`);
    if (known) return void (known.querySelector(".proposal__text").textContent = proposal.text);
    const form = sheet.querySelector("template[data-proposal]").content.firstElementChild.cloneNode(true);
    form.action = proposal.url;
    form.querySelector(".proposal__text").textContent = proposal.text;
    form.querySelector("[name=csrfmiddlewaretoken]").value = token;
    form.prepend(made("p", { className: "small", textContent: words[outcome] }));
    td.append(form);
  };

  // Somebody else's text. What is written here meanwhile keeps what it was written over, and meets it when saved.
  const hear = ({ cell, text, shown }) => {
    const td = cellAt(cell);
    if (!td || td.dataset.text === text) return;
    td.dataset.text = text;
    if (saving.has(cell) || writing?.td === td) return;
    show(td, shown);
    td.classList.remove("is-new");
    void td.offsetWidth;
    td.classList.add("is-new");
  };

  // --- writing in one ---

  const fieldFor = (td) => {
    const head = headOf(td);
    const field = options(td)?.cloneNode(true) ?? made("textarea", { rows: 1, inputMode: head.matches(".num") ? "decimal" : "" });
    const row = td.closest("tr").querySelector("th")?.firstChild?.textContent ?? "";
    field.hidden = false;
    field.className = "cell__field";
    field.setAttribute("aria-label", [row.trim(), head.firstChild.textContent.trim()].filter(Boolean).join(", "));
    return field;
  };

  const begin = (td, first = null) => {
    if (writing?.td === td) return;
    finish();
    const field = fieldFor(td);
    const before = saving.text(td.dataset.cell) ?? td.dataset.text;
    field.value = first !== null && field.tagName !== "SELECT" ? first : before;
    writing = { td, field, before, base: td.dataset.text };
    td.classList.add("is-writing");
    td.querySelector(".cell__text").hidden = true;
    td.prepend(field);
    field.focus();
    if (first === null) field.select?.();
    else if (field.tagName !== "SELECT") keep();
    field.addEventListener("input", keep);
    field.addEventListener("blur", finish);
  };

  const keep = () => {
    if (!writing) return;
    saving.put(writing.td.dataset.cell, writing.field.value, writing.base);
    mark(writing.td.dataset.cell);
  };

  const finish = () => {
    if (!writing) return;
    const { td, field, before, base } = writing;
    const text = field.value;
    const focused = document.activeElement === field;
    field.removeEventListener("blur", finish);
    writing = null;
    field.remove();
    td.classList.remove("is-writing");
    td.querySelector(".cell__text").hidden = false;
    if (focused) td.focus();
    if (text !== before) PlanSheet.keys.remember([[td.dataset.cell, before, text]]);
    if (text !== base || saving.has(td.dataset.cell)) saving.put(td.dataset.cell, text, base);
    show(td, inWords(td, saving.has(td.dataset.cell) ? text : td.dataset.text));
    mark(td.dataset.cell);
    saving.send();
  };

  // As it was before somebody began, also if some of it has been sent.
  const leave = () => {
    writing.field.value = writing.before;
    finish();
  };

  // --- beginning ---

  const ready = (root) => {
    for (const table of root.querySelectorAll("table.cells")) {
      table.setAttribute("role", "grid");
      const tds = [...table.querySelectorAll("td[data-cell]")];
      const way = tds.find((td) => td.tabIndex === 0) ?? tds[0];
      for (const td of tds) {
        td.setAttribute("role", "gridcell");
        td.tabIndex = td === way ? 0 : -1;
        td.classList.toggle("num", headOf(td).matches(".num"));
      }
    }
  };

  ready(sheet);

  return {
    options, show, inWords, stand, refuse, hear, mark, ready, begin, finish, leave, keep,
    writing: () => Boolean(writing),
    typing: (address) => (writing?.td.dataset.cell === address ? writing.field.value : undefined),
    focused: () => document.activeElement?.closest("td[data-cell]") ?? null,
  };
})();
