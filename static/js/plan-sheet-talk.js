// Comments beside the cell: a panel with what is said of it, written to the same addresses as the page of its own.
PlanSheet.talk = (() => {
  const { sheet, words, saving, cells, keys, cellAt, made, ask, note, Over } = PlanSheet;
  const panel = sheet.querySelector("dialog.talk");
  const body = panel.querySelector(".talk__body");
  const spoken = panel.querySelector(".talk__said");
  const NARROW = matchMedia("(width < 48rem)");

  let address = ""; // of the cell, or the row, the panel is about
  let from = null; // what opened it, where that is no cell
  // How many open threads, by address: first as the page was made, then as the news tell.
  let counts = Object.fromEntries([...sheet.querySelectorAll(".cell__talk")].map((one) => [one.dataset.talk, Number(one.dataset.count)]));
  let newest = null;

  const addressOf = (cell) => `${sheet.dataset.comments}?${new URLSearchParams({ celle: cell })}`;
  const PART = { headers: { "X-Gevinst-Part": "talk" } };

  // --- marks on the cells ---

  const named = (many) => (many > 1 ? `${many} ${words.many}` : many ? words.one : words.talk);

  const markFor = (td, many) => {
    const icon = sheet.querySelector(".cells__row .icon");
    const { cell } = td.dataset;
    const known = td.querySelector(".cell__talk");
    if (known?.dataset.talk === cell && Number(known.dataset.count ?? 0) === many) return;
    const mark = known ?? made("a", { className: "cell__talk", tabIndex: -1 });
    mark.href = addressOf(cell);
    mark.dataset.talk = cell;
    mark.replaceChildren(many || icon.cloneNode(true));
    mark.title = named(many);
    mark.setAttribute("aria-label", named(many));
    if (many) mark.dataset.count = many;
    else delete mark.dataset.count;
    if (!mark.parentElement) td.append(mark);
  };

  // Cells with comments have a mark that stays; the cell one is in has one to begin with.
  const mark = () => {
    const here = cells.focused();
    for (const one of sheet.querySelectorAll(".cell__talk")) {
      const td = one.closest("td");
      if (td !== here && !counts[td.dataset.cell]) one.remove();
    }
    for (const [cell, many] of Object.entries(counts)) {
      const td = cellAt(cell);
      if (td) markFor(td, many);
      const row = td ? null : sheet.querySelector(`.cells__row [data-talk="${CSS.escape(cell)}"]`);
      if (row) row.dataset.count = many;
    }
    for (const one of sheet.querySelectorAll(".cells__row [data-count]")) if (!counts[one.dataset.talk]) delete one.dataset.count;
    if (here) markFor(here, counts[here.dataset.cell] ?? 0);
  };

  const heard = (open, said) => {
    const changed = address && ((counts[address] ?? 0) !== (open[address] ?? 0) || (newest !== null && newest !== said));
    counts = open;
    newest = said;
    mark();
    const typing = [...body.querySelectorAll("textarea")].some((field) => field.value);
    if (changed && panel.open && !typing && !body.contains(document.activeElement)) load();
  };

  // --- the panel ---

  const open = async (cell) => {
    released();
    [address, from] = [cell, cellAt(cell) ? null : document.activeElement];
    body.replaceChildren();
    if (!panel.open) NARROW.matches ? panel.showModal() : panel.show();
    document.documentElement.classList.add("has-talk");
    cellAt(cell)?.classList.add("is-talked");
    cellAt(cell)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (await load()) body.querySelector("textarea")?.focus();
  };

  const released = () => {
    sheet.querySelector(".is-talked")?.classList.remove("is-talked");
    document.documentElement.classList.remove("has-talk");
  };

  const shut = () => panel.close();

  // The panel may be about another cell when the answer comes. Then the answer is not for it.
  const load = async () => {
    const about = address;
    try {
      const answer = await ask(addressOf(about), PART);
      const html = await answer.text();
      if (answer.ok && about === address) put(html);
      return answer.ok && about === address;
    } catch (problem) {
      if (about === address && !(problem instanceof Over)) body.replaceChildren(made("p", { textContent: words.offline_rows }));
      return false;
    }
  };

  const put = (html) => {
    body.innerHTML = html;
    for (const form of body.querySelectorAll("[data-draft]")) form.elements.tekst.value = saving.kept.get(place(form)) ?? "";
  };

  const place = (form) => `talk/${address}/${form.dataset.draft}`;

  const submitted = async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.ariaBusy) return;
    const [about, draft, solves] = [address, place(form), form.matches("[data-solves]")];
    busy(form, true);
    try {
      const answer = await ask(form.action, { ...PART, method: "POST", body: new FormData(form, event.submitter) });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      const refusal = new DOMParser().parseFromString(html, "text/html").querySelector("[role=alert]");
      if (refusal) return alarm(refusal, about);
      if (!solves) saving.kept.remove(draft);
      if (about !== address) return;
      put(html);
      spoken.textContent = solves ? words.solved : words.sent;
      body.querySelector("textarea")?.focus();
    } catch (problem) {
      const alert = made("div", { className: "ds-alert", role: "alert" }, made("p", { textContent: problem instanceof Over ? words.out : words.unsent }));
      alert.dataset.color = "danger";
      alarm(alert, about);
    } finally {
      busy(form, false);
    }
  };

  const busy = (form, is) => {
    form.ariaBusy = is ? "true" : null;
    for (const field of form.querySelectorAll("textarea")) field.readOnly = is;
  };

  // Beside the cell it is about; in the bar when the panel has gone on to another.
  const alarm = (alert, about) => {
    if (about !== address) return note(alert.textContent.trim(), "bad");
    body.querySelector("[role=alert]")?.remove();
    body.prepend(alert);
  };

  // --- beginning ---

  panel.addEventListener("close", () => {
    const td = cellAt(address);
    released();
    address = "";
    if (td) keys.go(td);
    else from?.focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit();
    else return;
    event.preventDefault();
  });
  panel.addEventListener("submit", submitted);
  panel.addEventListener("input", (event) => {
    const form = event.target.closest("[data-draft]");
    if (!form) return;
    if (event.target.value.trim()) saving.kept.put(place(form), event.target.value);
    else saving.kept.remove(place(form));
  });
  sheet.addEventListener("focusin", (event) => event.target.closest("td[data-cell]") && mark());
  sheet.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-talk]");
    if (!opener || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    cells.finish();
    const td = cellAt(opener.dataset.talk);
    if (td) keys.go(td);
    open(opener.dataset.talk);
  });

  return { open, shut, mark, heard };
})();
PlanSheet.rows.begin();
