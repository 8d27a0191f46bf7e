// Moving between the cells by keys and mouse, and what is done to whole cells, as in a spreadsheet.
PlanSheet.keys = (() => {
  const { sheet, saving, cellAt } = PlanSheet;
  const { options, show, inWords, mark, begin, finish, leave, writing } = PlanSheet.cells;

  const done = []; // steps that Ctrl+Z takes back: each a list of [address, text before, text after]

  // --- whole cells at a time ---

  // `base`: what it is written over. Answers what to do to take it back.
  const write = (td, text, base = td.dataset.text) => {
    const found = [...(options(td)?.options ?? [])].find((one) => one.value === text || one.textContent.toLowerCase() === text.toLowerCase());
    const { cell } = td.dataset;
    const before = saving.text(cell) ?? td.dataset.text;
    const after = found ? found.value : text;
    show(td, text);
    saving.put(cell, after, base);
    mark(cell);
    return [cell, before, after];
  };

  const remember = (step) => step.length && done.push(step);

  const undo = () => {
    const step = (done.pop() ?? []).filter(([address]) => cellAt(address));
    for (const [address, before, after] of step) {
      const td = cellAt(address);
      // Over what was written here, not over what somebody else wrote since. Two texts are chosen between first.
      if (!td.querySelector(".proposal")) write(td, before, after);
    }
    if (step.length) go(cellAt(step[0][0]));
    saving.send();
  };

  // --- moving about ---

  const rowsOf = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.querySelectorAll("td[data-cell]")]);

  const place = (td) => {
    const rows = rowsOf(td.closest("table"));
    const y = rows.findIndex((row) => row.includes(td));
    return { rows, y, x: rows[y].indexOf(td) };
  };

  const go = (td) => {
    for (const other of td.closest("table").querySelectorAll('td[tabindex="0"]')) other.tabIndex = -1;
    td.tabIndex = 0;
    td.focus();
  };

  const move = (td, dx, dy) => {
    const { rows, y, x } = place(td);
    let to = rows[y + dy]?.[x + dx];
    if (!to && dx) to = dx > 0 ? rows[y + 1]?.[0] : rows[y - 1]?.at(-1);
    if (to) go(to);
    return Boolean(to);
  };

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const pressed = (event) => {
    const td = event.target.closest("td[data-cell]");
    if (!td || event.target.closest(".proposal, .cell__talk") || event.isComposing) return;
    const { key } = event;
    const third = event.getModifierState("AltGraph"); // how @ is written on a Norwegian keyboard
    const command = (event.ctrlKey || event.metaKey) && !third;
    if ((event.shiftKey && key === "F2") || (command && event.altKey && event.code === "KeyM")) {
      finish();
      PlanSheet.talk.open(td.dataset.cell);
    } else if (writing()) return pressedInside(event, td);
    else if (command && !event.altKey && key.toLowerCase() === "z") undo();
    else if (command && !["Home", "End"].includes(key)) return;
    else if (ARROWS[key]) move(td, ...ARROWS[key]);
    else if (key === "Home") go(place(td).rows[command ? 0 : place(td).y][0]);
    else if (key === "End") go(place(td).rows.at(command ? -1 : place(td).y).at(-1));
    else if (key === "Enter" || key === "F2") begin(td);
    else if (key === "Delete" || key === "Backspace") remember([write(td, "")]);
    else if (key === "Escape" && td.matches(".is-refused")) letGo(td);
    else if (key === "Escape") PlanSheet.talk.shut();
    else if (key.length === 1 && (third || !event.altKey)) begin(td, key);
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

  // What was refused is given up, and what stands is shown again.
  const letGo = (td) => {
    saving.forget(td.dataset.cell);
    show(td, inWords(td, td.dataset.text));
    saving.report();
  };

  // A block from a spreadsheet fills cells to the right and below.
  const pasted = (event) => {
    const td = event.target.closest?.("td[data-cell]");
    if (!td || writing()) return;
    event.preventDefault();
    const { rows, y, x } = place(td);
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "").split("\n");
    remember(lines.flatMap((line, down) => line.split("\t").flatMap((text, right) => {
      const to = rows[y + down]?.[x + right];
      return to ? [write(to, text.trim())] : [];
    })));
    saving.send();
  };

  const copied = (event) => {
    const td = event.target.closest?.("td[data-cell]");
    if (!td || writing() || String(getSelection())) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", td.querySelector(".cell__text").textContent);
  };

  let once = null; // clicked once: the next click opens it

  const clicked = (event) => {
    const td = event.target.closest("td[data-cell]");
    if (!td || event.target.closest(".proposal, .cell__field, .cell__talk")) return;
    if (once === td && document.activeElement === td) begin(td);
    else go(td);
    once = td;
  };

  for (const [type, heard] of Object.entries({ keydown: pressed, paste: pasted, copy: copied, click: clicked })) sheet.addEventListener(type, heard);

  return { go, remember };
})();
PlanSheet.saving.recover();
