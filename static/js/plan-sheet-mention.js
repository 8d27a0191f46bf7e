// Names after @ in a comment: those who may read the plan are suggested. The server finds them in the text.
(() => {
  const MOST = 6;
  const { sheet, words, made } = PlanSheet;
  const panel = sheet.querySelector("dialog.talk");
  const list = made("ul", { className: "mention", id: "mention", role: "listbox", hidden: true });
  list.setAttribute("aria-label", words.names);

  let field = null; // the textarea the list belongs to while it is shown

  const names = () => [...panel.querySelectorAll("[data-people] li")].map((one) => one.textContent);
  const chosen = () => list.querySelector('[aria-selected="true"]');

  // What has been written after the @ before the caret; undefined where there is none.
  const begun = (area) => area.value.slice(0, area.selectionStart).match(/(?:^|\s)@([^@\n]{0,40})$/)?.[1].toLowerCase();

  const fits = (name, start) => [name, ...name.split(" ").slice(1)].some((part) => part.toLowerCase().startsWith(start));

  const suggest = (area) => {
    const start = begun(area);
    const found = start === undefined ? [] : names().filter((name) => fits(name, start)).slice(0, MOST);
    hide();
    if (!found.length) return;
    field = area;
    list.replaceChildren(...found.map((name, number) => made("li", { id: `mention-${number}`, role: "option", textContent: name })));
    list.hidden = false;
    area.after(list);
    area.setAttribute("aria-controls", list.id);
    point(list.firstElementChild);
  };

  const point = (option) => {
    for (const one of list.children) one.setAttribute("aria-selected", one === option);
    field.setAttribute("aria-activedescendant", option.id);
  };

  const hide = () => {
    list.hidden = true;
    field?.removeAttribute("aria-activedescendant");
    field = null;
  };

  const choose = (option) => {
    const area = field;
    const start = area.selectionStart - begun(area).length;
    area.setRangeText(`${option.textContent} `, start, area.selectionStart, "end");
    hide();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const pressed = (event) => {
    if (!field || event.isComposing) return;
    const { key } = event;
    if (key === "ArrowDown") point(chosen().nextElementSibling ?? list.firstElementChild);
    else if (key === "ArrowUp") point(chosen().previousElementSibling ?? list.lastElementChild);
    else if ((key === "Enter" && !event.ctrlKey && !event.metaKey) || key === "Tab") choose(chosen());
    else if (key === "Escape") hide();
    else return;
    event.preventDefault();
    event.stopPropagation(); // Esc closes the list first, the panel next
  };

  panel.addEventListener("input", (event) => event.target.matches("textarea") && suggest(event.target));
  panel.addEventListener("keydown", pressed, true);
  panel.addEventListener("focusout", hide);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (event.target.matches("li")) choose(event.target);
  });
})();
