// What others do meanwhile: texts, rows that come and go, who is here. Nothing is taken from whoever writes.
PlanSheet.rows = (() => {
  const NEWS = 4000; // ms between questions, while the page is looked at
  const { sheet, bar, words, saving, cells, keys, cellAt, made, ask, askOfPlan, note, Over } = PlanSheet;
  const people = bar.querySelector(".plan-sheet__people");

  let last = sheet.dataset.last;
  let known = 0; // the last row that came or went, as far as the page shows

  // --- rows put in place ---

  const focusIn = (element) => element.contains(document.activeElement);
  const unsavedIn = (element) => Boolean(element.querySelector(".is-waiting, .is-writing, .is-refused"));

  // Puts what the server shows now in the place of what the page shows.
  const place = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const mine = sheet.querySelector(`[data-part="${part.dataset.part}"]`);
      mine.hidden = part.hidden;
      if (mine.matches("section") && mine.querySelector("[data-part]")) continue;
      const [body, coming] = [mine, part].map((one) => one.querySelector("tbody"));
      if (body) merged(body, coming, mine, part);
      if (!body || !body.rows.length) swap(mine, part);
    }
    cells.ready(sheet);
    PlanSheet.talk.mark();
  };

  const swap = (mine, part) => {
    if (mine.textContent === part.textContent) return;
    const [select, theirs] = [mine, part].map((one) => one.querySelector("select"));
    if (select && theirs && focusIn(mine)) return chosenFrom(select, theirs);
    const reached = (of) => [...of.querySelectorAll("a, button, select")];
    const at = reached(mine).indexOf(document.activeElement);
    mine.replaceChildren(...part.childNodes);
    if (at >= 0) (reached(mine)[at] ?? reached(mine).at(-1))?.focus();
  };

  const chosenFrom = (select, theirs) => {
    const { value } = select;
    select.replaceChildren(...theirs.cloneNode(true).childNodes);
    if ([...select.options].some((one) => one.value === value)) select.value = value;
  };

  const merged = (body, coming, mine, part) => {
    const came = [];
    let before = null;
    for (const row of [...(coming?.rows ?? [])]) {
      const here = body.querySelector(`[data-row="${row.dataset.row}"]`);
      if (here) update(here, row);
      else if (before) before.after(row);
      else body.prepend(row);
      if (!here) came.push(row);
      before = here ?? row;
    }
    const stay = new Set([...(coming?.rows ?? []), ...came].map((row) => row.dataset.row));
    for (const row of [...body.rows]) if (!stay.has(row.dataset.row) && !came.includes(row)) goes(row);
    for (const theirs of part.querySelectorAll("thead select")) {
      const column = theirs.closest("th").dataset.column;
      chosenFrom(mine.querySelector(`th[data-column="${column}"] select`), theirs);
    }
  };

  const update = (row, fresh) => {
    const [title, now] = [row, fresh].map((one) => one.querySelector("th"));
    if (title && title.textContent !== now.textContent) title.replaceChildren(...now.childNodes);
    const tds = row.querySelectorAll("td[data-cell]");
    fresh.querySelectorAll("td[data-cell]").forEach((theirs, number) => {
      const td = tds[number];
      const busy = td.matches(".is-writing, .is-waiting");
      if (!busy) td.dataset.cell = theirs.dataset.cell;
      cells.hear({ cell: theirs.dataset.cell, text: theirs.dataset.text, shown: theirs.querySelector(".cell__text").textContent });
      if (!busy) proposals(td, theirs);
    });
  };

  const proposals = (td, theirs) => {
    const urls = (of) => [...of.querySelectorAll(".proposal")].map((form) => form.getAttribute("action"));
    const [here, there] = [urls(td), urls(theirs)];
    for (const form of td.querySelectorAll(".proposal")) if (!there.includes(form.getAttribute("action"))) form.remove();
    for (const form of theirs.querySelectorAll(".proposal")) if (!here.includes(form.getAttribute("action"))) td.append(form);
  };

  // A row somebody else removed stays while there is something in it that is not saved; the answer will tell.
  const goes = (row) => {
    if (unsavedIn(row)) return void row.classList.add("is-gone");
    if (focusIn(row)) {
      const at = [...row.cells].indexOf(document.activeElement.closest("td"));
      const next = (row.nextElementSibling ?? row.previousElementSibling)?.cells[at];
      row.remove();
      if (next?.matches("[data-cell]")) keys.go(next);
      else (next?.querySelector("a, button") ?? sheet.querySelector('td[tabindex="0"]'))?.focus();
    } else row.remove();
  };

  const fetched = async () => {
    const answer = await askOfPlan(location.pathname + location.search, { headers: { "X-Gevinst-Part": "tables" } });
    if (!answer.ok) throw new Error(String(answer.status)); // asked for again by the next news
    place(await answer.text());
  };

  // --- rows added and removed here, without loading the page again ---

  const rowNamed = (name) => name && sheet.querySelector(`[data-row="${CSS.escape(name)}"]`);

  const submitted = async (event) => {
    const form = event.target.closest("[data-in-place], .proposal");
    if (!form) return;
    event.preventDefault();
    cells.finish();
    const body = new FormData(form, event.submitter);
    const td = form.closest("td");
    const address = new URL(form.action);
    address.search = location.search;
    try {
      const answer = await ask(address, { method: "POST", body, headers: { "X-Gevinst-Part": "tables" } });
      if (!answer.ok) return void (await fetched());
      const html = await answer.text();
      place(html);
      told(html, body.get("rad"));
      if (cells.writing()) return; // somewhere else, while this was asked
      const came = rowNamed(new URL(answer.url).searchParams.get("rad"))?.querySelector("td[data-cell]");
      if (came && body.get("slag")) cells.begin(came);
      else if (td ?? came) keys.go(td ?? came);
    } catch (problem) {
      if (!(problem instanceof Over)) note(words.offline_rows, "bad");
    }
  };

  // What the server says of it, with a way back for what was thrown away.
  const told = (html, row) => {
    const message = new DOMParser().parseFromString(html, "text/html").querySelector("[data-message]");
    if (!message) return note("");
    const back = row && sheet.querySelector(`[data-part="papirkurv"] input[value="${CSS.escape(row)}"]`)?.form;
    const undo = back && made("button", { type: "button", className: "link", textContent: words.undo });
    if (undo) undo.addEventListener("click", () => back.requestSubmit());
    note(message.textContent, message.dataset.message === "error" ? "bad" : "", ...(undo ? [undo] : []));
  };

  // --- news ---

  const news = async () => {
    if (document.visibilityState === "visible") {
      try {
        const times = saving.times();
        const query = new URLSearchParams({ siden: last, celle: cells.focused()?.dataset.cell ?? "" });
        const answer = await askOfPlan(`${sheet.dataset.news}?${query}`);
        // What was asked before something was saved here may already be old.
        if (answer.ok && times === saving.times()) await heard(await answer.json());
      } catch (problem) {
        if (problem instanceof Over) return;
      }
    }
    setTimeout(news, NEWS);
  };

  const heard = async ({ last: newest, cells: texts, rows, people: here, comments, said }) => {
    for (const one of texts) cells.hear(one);
    if (rows && rows !== known) await fetched();
    if (rows) known = rows;
    last = newest;
    present(here);
    PlanSheet.talk.heard(comments, said);
  };

  // Told calmly: the list changes only when somebody comes, goes or moves.
  const present = (here) => {
    const now = JSON.stringify(here);
    if (people.dataset.now === now) return;
    people.dataset.now = now;
    for (const td of sheet.querySelectorAll("[data-here]")) delete td.dataset.here;
    people.hidden = !here.length;
    people.querySelector("ul").replaceChildren(...here.map(({ id, name, cell }) => {
      const td = cell && cellAt(cell);
      if (td) Object.assign(td.dataset, { here: name, who: id % 4 });
      const person = made(td ? "button" : "span", { className: "person", textContent: name });
      person.dataset.who = id % 4;
      if (td) person.addEventListener("click", () => keys.go(td));
      return made("li", {}, person);
    }));
  };

  sheet.addEventListener("submit", submitted);
  return { begin: news };
})();
