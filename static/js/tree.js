// Tables marked data-tree fold: every row with rows under it gets a button. Without this file all rows are shown.
(() => {
  const OPEN_TO = 1; // what is shown at first: the top and the level below it

  const depth = (row) => Number(row.dataset.depth);

  const prepare = (table) => {
    const rows = [...table.querySelectorAll("tbody > tr[data-depth]")];
    const parents = rows.filter((row, index) => rows[index + 1] && depth(rows[index + 1]) > depth(row));
    const closed = new Set(parents.filter((row) => depth(row) >= OPEN_TO));
    if (parents.length < 2) return;

    const show = () => {
      let under = Infinity;
      for (const row of rows) {
        if (depth(row) <= under) under = Infinity;
        row.hidden = depth(row) > under;
        if (!row.hidden && closed.has(row)) under = depth(row);
      }
      for (const row of parents) label(row);
      all.textContent = closed.size ? table.dataset.all : table.dataset.none;
    };

    const label = (row) => {
      const button = row.querySelector("button.fold");
      const open = !closed.has(row);
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute("aria-label", `${open ? table.dataset.close : table.dataset.open} ${row.dataset.name}`);
    };

    for (const row of parents) {
      const head = row.querySelector("th");
      row.dataset.name = head.textContent.trim();
      const button = document.createElement("button");
      button.type = "button";
      button.className = "fold";
      button.addEventListener("click", () => {
        if (!closed.delete(row)) closed.add(row);
        show();
      });
      head.prepend(button);
    }

    const all = document.createElement("button");
    all.type = "button";
    all.className = "link";
    all.addEventListener("click", () => {
      const opening = closed.size > 0;
      closed.clear();
      if (!opening) parents.filter((row) => depth(row) >= OPEN_TO).forEach((row) => closed.add(row));
      show();
    });
    const place = document.createElement("p");
    place.className = "tree-tools";
    place.append(all);
    table.parentElement.before(place);
    table.dataset.folding = "";
    show();
    window.addEventListener("beforeprint", () => rows.forEach((row) => { row.hidden = false; }));
    window.addEventListener("afterprint", show);
  };

  document.querySelectorAll("table[data-tree]").forEach(prepare);
})();
