// Tables marked data-tree fold: every row with rows under it gets a button. Without this file all rows are shown.
(() => {
  const MANY = 60; // rows: more than this, and only the top and the level below it are shown at first
  const OPEN_TO = 1;

  const depth = (row) => Number(row.dataset.depth);

  const prepare = (table) => {
    const rows = [...table.querySelectorAll("tbody > tr[data-depth]")];
    const parents = rows.filter((row, index) => rows[index + 1] && depth(rows[index + 1]) > depth(row));
    const foldable = parents.filter((row) => depth(row) >= OPEN_TO);
    if (!foldable.length) return;
    const closed = new Set(rows.length > MANY ? foldable : []);

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
      if (!opening) foldable.forEach((row) => closed.add(row));
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
