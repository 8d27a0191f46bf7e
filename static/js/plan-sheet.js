// The plan as a sheet. Without this file the cells are read only, and each benefit has its own page to edit on.
//
// What is typed is put in localStorage at once, sent within five seconds, and stays there until it is saved.
(() => {
  const sheet = document.querySelector("[data-plan-sheet]");
  if (!sheet) return;

  const IDLE = 1000; // ms after the last key
  const LONGEST = 3000; // ms that a text may wait while somebody goes on typing
  const AGAIN = 3000; // ms between attempts without a connection
  const NEWS = 4000;
  const AT_ONCE = 400; // cells a request
  const KEPT = `gevinst-plan-${sheet.dataset.plan}`;

  const words = Object.fromEntries([...sheet.querySelectorAll("[data-words] dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]));
  const token = sheet.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const bar = sheet.querySelector(".plan-sheet__bar");
  const state = bar.querySelector(".plan-sheet__state");
  const people = bar.querySelector(".plan-sheet__people");
  const cellAt = (address) => sheet.querySelector(`[data-cell="${CSS.escape(address)}"]`);

  const waiting = new Map(); // address -> {text, base, began}
  let writing = null; // {td, field, before}
  let sending = false;
  let timer = 0;
  let last = Number(sheet.dataset.last);

  // --- what is not saved yet ---

  const keep = () => {
    try {
      if (waiting.size) localStorage.setItem(KEPT, JSON.stringify([...waiting]));
      else localStorage.removeItem(KEPT);
    } catch { /* private mode: the server is asked soon anyway */ }
  };

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    } catch {
      return [];
    }
  };

  const put = (td, text) => {
    const address = td.dataset.cell;
    const earlier = waiting.get(address);
    const base = earlier?.base ?? td.dataset.text;
    if (text === base && !earlier?.sent) waiting.delete(address);
    else waiting.set(address, { text, base, began: earlier?.began ?? Date.now(), sent: earlier?.sent ?? false });
    td.classList.toggle("is-waiting", waiting.has(address));
    keep();
    tell();
  };

  const tell = (tone = "", text = "") => {
    state.dataset.tone = tone;
    const wrong = sheet.querySelector(".is-refused .cell__fault");
    const now = text || (waiting.size ? words.saving : wrong ? wrong.textContent : words.saved);
    if (!text && wrong) state.dataset.tone = "bad";
    if (state.textContent !== now) state.textContent = now;
  };

  const later = () => {
    const oldest = Math.min(...[...waiting.values()].map((one) => one.began));
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, Math.min(IDLE, oldest + LONGEST - Date.now())));
  };

  const send = async () => {
    clearTimeout(timer);
    const some = [...waiting].filter(([, one]) => one.refused !== one.text).slice(0, AT_ONCE);
    if (sending || !some.length) return;
    sending = true;
    for (const [, one] of some) one.sent = true;
    try {
      const answer = await post(some);
      if (!answer.ok) throw new Error(String(answer.status));
      for (const told of (await answer.json()).cells) took(told, some.find(([address]) => address === told.cell)[1]);
      sending = false;
      tell();
      if (waiting.size) later();
    } catch {
      sending = false;
      tell("bad", words.offline);
      timer = setTimeout(send, AGAIN);
    }
  };

  const post = (some, keepalive = false) =>
    fetch(sheet.dataset.write, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ cells: some.map(([cell, { text, base }]) => ({ cell, text, base })) }),
      keepalive,
    });

  // What became of a cell that was sent. Somebody may have typed on meanwhile.
  const took = (told, sent) => {
    const td = cellAt(told.cell);
    const now = waiting.get(told.cell);
    const more = now && now.text !== sent.text;
    const open = writing?.td === td;
    if (!td) return waiting.delete(told.cell), keep();
    if (told.outcome === "refused") {
      // Half a date is no fault while somebody is still writing it.
      if (more || open) return void (now && (now.refused = sent.text));
      waiting.delete(told.cell);
      fault(td, `${words.refused} ${told.message}`, sent.text);
    } else if (told.outcome === "conflict" || told.outcome === "gone") {
      // Theirs stands. What is typed on top of mine belongs to mine, and is kept with it.
      const mine = open ? writing.field.value : now?.text ?? sent.text;
      if (open) drop();
      if (mine === sent.text) waiting.delete(told.cell);
      else waiting.set(told.cell, { text: mine, base: sent.base, began: Date.now(), sent: false });
      td.dataset.text = told.text;
      show(td, told.shown);
      beside(td, told);
    } else {
      if (more) Object.assign(now, { base: told.text, began: Date.now(), sent: false });
      else waiting.delete(told.cell);
      td.dataset.text = told.text;
      if (!open) show(td, told.shown);
      for (const other of told.also) {
        const beside_it = cellAt(other.cell);
        if (beside_it && !waiting.has(other.cell)) {
          beside_it.dataset.text = other.text;
          show(beside_it, other.shown);
        }
      }
    }
    td.classList.toggle("is-waiting", waiting.has(told.cell));
    keep();
  };

  const show = (td, shown) => {
    td.classList.remove("is-refused");
    td.querySelector(".cell__fault")?.remove();
    td.querySelector(".cell__text").textContent = shown;
  };

  const fault = (td, text, typed) => {
    show(td, typed);
    td.classList.add("is-refused");
    td.dataset.typed = typed;
    const p = document.createElement("p");
    p.className = "cell__fault";
    p.textContent = text;
    td.append(p);
    tell("bad", text);
  };

  const beside = (td, told) => {
    if (!told.proposal) return;
    const known = td.querySelector(`form[action="${told.proposal.url}"]`);
    if (known) return void (known.querySelector(".proposal__text").textContent = told.proposal.text);
    const form = sheet.querySelector("template[data-proposal]").content.firstElementChild.cloneNode(true);
    form.action = told.proposal.url;
    form.querySelector(".proposal__text").textContent = told.proposal.text;
    form.querySelector("[name=csrfmiddlewaretoken]").value = token;
    const said = document.createElement("p");
    said.className = "small";
    said.textContent = words[told.outcome];
    form.prepend(said);
    td.append(form);
  };

  // --- writing in a cell ---

  const options = (td) => td.closest("table").querySelector(`th[data-column="${td.dataset.of}"] select`);

  const begin = (td, first = null) => {
    if (writing?.td === td) return;
    finish();
    const select = options(td);
    const long = td.matches('[data-of="note"], [data-of="target_text"], [data-of="text"], [data-of="title"]');
    const field = select ? select.cloneNode(true) : document.createElement(long ? "textarea" : "input");
    field.hidden = false;
    field.className = "cell__field";
    if (long) field.rows = 1;
    const label = `${td.closest("tr").querySelector("th").textContent.trim()}, ${td.closest("table").querySelector(`th[data-column="${td.dataset.of}"]`).firstChild.textContent.trim()}`;
    field.setAttribute("aria-label", label);
    const text = td.dataset.typed ?? waiting.get(td.dataset.cell)?.text ?? td.dataset.text;
    field.value = first !== null && !select ? first : text;
    writing = { td, field, before: text };
    td.classList.add("is-writing");
    td.querySelector(".cell__text").hidden = true;
    td.prepend(field);
    field.focus();
    if (first === null && field.select) field.select();
    if (first !== null) typed();
    field.addEventListener("input", typed);
    field.addEventListener("blur", finish);
  };

  const typed = () => {
    put(writing.td, writing.field.value);
    later();
  };

  const drop = () => {
    const { td, field } = writing;
    writing = null;
    field.removeEventListener("blur", finish);
    const focused = document.activeElement === field;
    field.remove();
    td.classList.remove("is-writing");
    td.querySelector(".cell__text").hidden = false;
    if (focused) td.focus();
  };

  const finish = () => {
    if (!writing) return;
    const { td, field } = writing;
    const text = field.value;
    const shown = field.tagName === "SELECT" ? field.selectedOptions[0].textContent : text;
    drop();
    if (text !== td.dataset.text || waiting.has(td.dataset.cell)) {
      delete td.dataset.typed;
      delete waiting.get(td.dataset.cell)?.refused;
      put(td, text);
      show(td, shown);
      send();
    }
  };

  // As it was before somebody began, also if some of it has been sent.
  const leave = () => {
    const { td, before } = writing;
    writing.field.value = before;
    finish();
    td.focus();
  };

  // --- moving about ---

  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.querySelectorAll("td[data-cell]")]);

  const place = (td) => {
    const rows = rowsOf(td.closest("table"));
    const y = rows.findIndex((row) => row.includes(td));
    return { rows, y, x: rows[y].indexOf(td) };
  };

  const move = (td, dx, dy) => {
    const { rows, y, x } = place(td);
    let to = rows[y + dy]?.[x + dx];
    if (!to && dx) to = dx > 0 ? rows[y + 1]?.[0] : rows[y - 1]?.at(-1);
    if (to) go(to);
    return Boolean(to);
  };

  const go = (td) => {
    for (const other of td.closest("table").querySelectorAll('td[tabindex="0"]')) other.tabIndex = -1;
    td.tabIndex = 0;
    td.focus();
  };

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const pressed = (event) => {
    const td = event.target.closest("td[data-cell]");
    if (!td || event.target.closest(".proposal")) return;
    if (writing) return pressedInside(event, td);
    const { key } = event;
    if (ARROWS[key]) move(td, ...ARROWS[key]);
    else if (key === "Home") go(place(td).rows[place(td).y][0]);
    else if (key === "End") go(place(td).rows[place(td).y].at(-1));
    else if (key === "Enter" || key === "F2") begin(td);
    else if (key === "Delete" || key === "Backspace") write(td, "");
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) begin(td, key);
    else return;
    event.preventDefault();
  };

  const pressedInside = (event, td) => {
    const { key } = event;
    if (key === "Escape") leave();
    else if (key === "Enter" && !event.shiftKey && !event.altKey) {
      finish();
      if (!move(td, 0, 1)) td.focus();
    } else if (key === "Tab") {
      finish();
      if (!move(td, event.shiftKey ? -1 : 1, 0)) return void td.focus();
    } else return;
    event.preventDefault();
  };

  const write = (td, text) => {
    const select = options(td);
    let value = text;
    if (select) {
      const found = [...select.options].find((one) => one.value === text || one.textContent.toLowerCase() === text.toLowerCase());
      value = found ? found.value : text;
    }
    put(td, value);
    show(td, text);
    later();
  };

  // A block from a spreadsheet fills cells to the right and below.
  const pasted = (event) => {
    const td = event.target.closest?.("td[data-cell]");
    if (!td || writing) return;
    event.preventDefault();
    const { rows, y, x } = place(td);
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "").split("\n");
    lines.forEach((line, down) => line.split("\t").forEach((text, right) => {
      const to = rows[y + down]?.[x + right];
      if (to) write(to, text.trim());
    }));
    send();
  };

  const copied = (event) => {
    const td = event.target.closest?.("td[data-cell]");
    if (!td || writing || String(getSelection())) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", td.querySelector(".cell__text").textContent);
  };

  // --- what others do ---

  const news = async () => {
    if (document.visibilityState === "visible") {
      try {
        const at = document.activeElement?.closest?.("td[data-cell]")?.dataset.cell ?? "";
        const answer = await fetch(`${sheet.dataset.news}?${new URLSearchParams({ siden: last, celle: at })}`);
        if (answer.ok) heard(await answer.json());
      } catch { /* asked again soon */ }
    }
    setTimeout(news, NEWS);
  };

  const heard = ({ last: newest, cells, rows, people: here, comments }) => {
    last = newest;
    for (const { cell, text, shown } of cells) {
      const td = cellAt(cell);
      if (!td || waiting.has(cell) || writing?.td === td || td.dataset.text === text) continue;
      td.dataset.text = text;
      show(td, shown);
      td.classList.remove("is-new");
      void td.offsetWidth;
      td.classList.add("is-new");
    }
    for (const td of sheet.querySelectorAll("[data-here]")) delete td.dataset.here;
    for (const one of here) {
      const td = one.cell && cellAt(one.cell);
      if (td) td.dataset.here = one.name;
    }
    people.textContent = here.length ? `${words.here} ${here.map((one) => one.name).join(", ")}` : "";
    for (const td of sheet.querySelectorAll("[data-comments][data-cell]")) if (!comments[td.dataset.cell]) delete td.dataset.comments;
    for (const [cell, many] of Object.entries(comments)) {
      const td = cellAt(cell);
      if (td) td.dataset.comments = many;
    }
    if (rows && !waiting.size) tell("", words.rows);
  };

  // --- beginning ---

  bar.hidden = false;
  for (const table of sheet.querySelectorAll("table[data-cells]")) {
    table.setAttribute("role", "grid");
    const tds = table.querySelectorAll("td[data-cell]");
    tds.forEach((td, number) => {
      td.setAttribute("role", "gridcell");
      td.tabIndex = number ? -1 : 0;
    });
    table.addEventListener("dblclick", (event) => event.target.closest("td[data-cell]") && begin(event.target.closest("td[data-cell]")));
    table.addEventListener("click", (event) => {
      const td = event.target.closest("td[data-cell]");
      if (!td || event.target.closest(".proposal, .cell__field")) return;
      if (document.activeElement === td && td.dataset.once) begin(td);
      else go(td);
      for (const other of sheet.querySelectorAll("[data-once]")) delete other.dataset.once;
      td.dataset.once = "1";
    });
    table.addEventListener("keydown", pressed);
    table.addEventListener("paste", pasted);
    table.addEventListener("copy", copied);
  }
  sheet.querySelector("[data-comment]").addEventListener("mousedown", (event) => event.preventDefault());
  sheet.querySelector("[data-comment]").addEventListener("click", () => {
    const td = document.activeElement?.closest?.("td[data-cell]") ?? sheet.querySelector("[data-once]");
    location.href = td ? `${sheet.dataset.comments}?${new URLSearchParams({ celle: td.dataset.cell })}` : sheet.dataset.comments;
  });
  addEventListener("pagehide", () => {
    if (writing) put(writing.td, writing.field.value);
    if (waiting.size) post([...waiting].slice(0, AT_ONCE), true).catch(() => {});
  });
  addEventListener("online", send);

  const found = kept().filter(([address]) => cellAt(address));
  if (found.length) {
    for (const [address, one] of found) {
      waiting.set(address, { ...one, began: Date.now(), sent: true });
      show(cellAt(address), one.text);
    }
    tell("", words.recovered);
    send();
  }
  news();
})();
