// What is typed and not saved yet. It is put in localStorage at once, sent within five seconds, and stays there
// until the server has it. Each person has a place of their own: nobody's text is sent as somebody else's.
PlanSheet.saving = (() => {
  const IDLE = 1000; // ms after the last key
  const LONGEST = 3000; // ms that a text may wait while somebody goes on typing
  const AGAIN = 3000; // ms between attempts without a connection
  const AT_ONCE = 400; // cells a request
  const MOST = 500_000; // bytes a request
  const MOST_LAST = 60_000; // and of the one that outlives the page
  const { sheet, words, cellAt, made, askOfPlan, tell, note, Over } = PlanSheet;
  const MINE = `gevinst-plan-${sheet.dataset.plan}-${sheet.dataset.user}`;

  // Address -> {text, base, began, sent, refused, nowhere}. `base`: what it was written over. `sent`: some of it may have
  // reached the server. `refused`: the text the server said no to, which is not sent again. `nowhere`: it has no cell.
  const waiting = new Map();
  let sending = false;
  let failing = false;
  let times = 0; // answers received, so that what was asked meanwhile is known to be old
  let timer = 0;

  // --- kept in the browser ---

  const kept = {
    put(name, value) {
      try {
        localStorage.setItem(`${MINE}/${name}`, JSON.stringify(value));
      } catch { /* a private window: the server is asked soon anyway */ }
    },
    remove(name) {
      try {
        localStorage.removeItem(`${MINE}/${name}`);
      } catch { /* as above */ }
    },
    get(name) {
      try {
        return JSON.parse(localStorage.getItem(`${MINE}/${name}`));
      } catch {
        return null;
      }
    },
    names() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(`${MINE}/`)).map((key) => key.slice(MINE.length + 1));
      } catch {
        return [];
      }
    },
  };

  const hold = (address, one) => {
    waiting.set(address, one);
    kept.put(address, one);
  };

  const forget = (address) => {
    waiting.delete(address);
    kept.remove(address);
  };

  // --- from the cells ---

  // `base`: what stands in the cell, or stood there when somebody began to write in it.
  const put = (address, text, base) => {
    const earlier = waiting.get(address);
    const under = earlier?.base ?? base;
    if (text === under && !earlier?.sent) forget(address);
    else hold(address, { text, base: under, began: unsent(earlier) ? earlier.began : Date.now(), sent: earlier?.sent ?? false });
    note("");
    report();
    later();
  };

  const unsent = (one) => Boolean(one) && one.refused !== one.text;
  const unsaved = () => [...waiting].filter(([, one]) => unsent(one));

  const report = () => {
    const fault = sheet.querySelector(".cell__fault");
    if (failing) tell(words.offline, "bad");
    else if (unsaved().length) tell(words.saving);
    else if (nowhere().length) tell(words.refused, "bad");
    else if (fault) tell(`${fault.closest("td").dataset.label}: ${fault.textContent}`, "bad");
    else tell(words.saved);
  };

  // --- what has no cell to be in ---

  const nowhere = () => [...waiting].filter(([address, one]) => one.nowhere && !unsent(one) && !cellAt(address));

  // Shown until the person has taken care of it.
  const show = () => {
    const found = nowhere();
    if (found.length) note(words.nowhere, "bad", ...found.flatMap(([address, { text }]) => [made("q", { textContent: text }), " ", drop(address), " "]));
  };

  const drop = (address) => {
    const button = made("button", { type: "button", className: "link", textContent: words.drop });
    button.addEventListener("click", () => {
      forget(address);
      note("");
      show();
      report();
    });
    return button;
  };

  // --- to the server ---

  const later = () => {
    const oldest = Math.min(...unsaved().map(([, one]) => one.began));
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, Math.min(IDLE, oldest + LONGEST - Date.now())));
  };

  const post = (some, keepalive = false) =>
    askOfPlan(sheet.dataset.write, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ cells: some.map(([cell, { text, base }]) => ({ cell, text, base })) }),
      keepalive,
    });

  const encoder = new TextEncoder();
  const bytes = ([cell, { text, base }]) => encoder.encode(JSON.stringify({ cell, text, base })).length + 1;

  // The first of what is not saved, as much as goes in one request: always one.
  const batch = (most) => {
    let left = most;
    const some = unsaved().slice(0, AT_ONCE);
    const end = some.findIndex((one) => (left -= bytes(one)) < 0);
    return end < 0 ? some : some.slice(0, Math.max(1, end));
  };

  // Of what the server cannot take together, each half by itself: one bad text keeps no other from being saved.
  const apart = async (some) => {
    if (some.length === 1) return [{ cell: some[0][0], outcome: "refused", message: words.unfit }];
    const middle = Math.ceil(some.length / 2);
    const told = [await answered(some.slice(0, middle)), await answered(some.slice(middle))];
    return told.flatMap((one) => one ?? []);
  };

  const answered = async (some) => {
    try {
      const answer = await post(some);
      if (answer.ok) return (await answer.json()).cells;
      if ([400, 413].includes(answer.status)) return await apart(some);
    } catch (problem) {
      if (problem instanceof Over) return [];
    }
    return null;
  };

  const send = async () => {
    clearTimeout(timer);
    const some = batch(MOST);
    if (sending || !some.length || PlanSheet.over()) return;
    for (const [address, one] of some) hold(address, Object.assign(one, { sent: true }));
    sending = true;
    const told = await answered(some);
    sending = false;
    times += 1;
    failing = told === null;
    const sent = new Map(some);
    for (const one of told ?? []) if (sent.has(one.cell)) took(one, sent.get(one.cell));
    report();
    show();
    if (failing) timer = setTimeout(send, AGAIN);
    else if (unsaved().length) later();
  };

  // What became of a cell that was sent. Somebody may have typed on meanwhile.
  const took = (told, sent) => {
    const { cell, outcome, text } = told;
    const { cells } = PlanSheet;
    const now = waiting.get(cell);
    const more = Boolean(now) && now.text !== sent.text;
    const typing = cells.typing(cell);
    if (outcome === "refused") {
      if (now) hold(cell, Object.assign(now, { refused: sent.text, nowhere: Boolean(told.nowhere) }));
      // Half a date is no fault while somebody is still writing it.
      if (!more && typing === undefined) cells.refuse(told, sent.text);
    } else if (outcome === "conflict" || outcome === "gone") {
      // Theirs stands. What is typed on top of mine belongs to mine, and is kept with it.
      if (more) hold(cell, { text: now.text, base: sent.base, began: Date.now(), sent: false });
      else forget(cell);
      cells.stand(told);
      if (outcome === "gone" && !cellAt(cell)) note(words.gone, "bad");
    } else {
      if (more) hold(cell, { text: now.text, base: text, began: Date.now(), sent: false });
      else forget(cell);
      cells.stand(told);
    }
    cells.mark(cell);
  };

  // --- beginning and end ---

  // What was typed last time and did not get through. Some may belong to another page of the sheet.
  const recover = () => {
    const found = kept.names().filter((name) => !name.startsWith("talk/")).map((name) => [name, kept.get(name)]);
    for (const [address, one] of found) {
      if (typeof one?.text !== "string" || typeof one.base !== "string") kept.remove(address);
      else hold(address, { text: one.text, base: one.base, began: Date.now(), sent: true });
    }
    if (!waiting.size) return;
    for (const address of waiting.keys()) PlanSheet.cells.mark(address);
    report();
    note(words.recovered);
    send();
  };

  addEventListener("pagehide", () => {
    PlanSheet.cells.keep();
    const some = batch(MOST_LAST);
    if (some.length) post(some, true).catch(() => {});
  });
  addEventListener("online", send);

  return {
    put, send, forget, report, recover, kept,
    has: (address) => waiting.has(address),
    unsent: (address) => unsent(waiting.get(address)),
    text: (address) => waiting.get(address)?.text,
    times: () => times + sending,
  };
})();
