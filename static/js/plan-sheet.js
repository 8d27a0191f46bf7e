// The plan as a sheet. Without script its cells are read only, and each benefit has a page of its own to edit on.
//
// Seven files share PlanSheet, in this order: this one (what stands on the page, and how the server is asked), saving
// (what is typed and not saved yet), cells (writing in one), keys (moving between them), rows (what others do),
// talk (comments) and mention (names in them).
const PlanSheet = (() => {
  const sheet = document.querySelector("[data-plan-sheet]");
  const bar = sheet.querySelector(".plan-sheet__bar");
  const state = bar.querySelector(".plan-sheet__state");
  const aside = bar.querySelector(".plan-sheet__note");
  const token = sheet.querySelector("[name=csrfmiddlewaretoken]").value;
  const words = Object.fromEntries([...sheet.querySelectorAll("[data-words] dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]));

  const cellAt = (address) => sheet.querySelector(`[data-cell="${CSS.escape(address)}"]`);
  const headOf = (td) => td.closest("table").querySelector(`th[data-column="${td.dataset.of}"]`);

  const made = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // --- what the page says of itself ---

  let over = false; // this person may write no more here; what is typed is still kept in the browser

  const tell = (text, tone = "") => {
    if (over || state.textContent === text) return;
    state.textContent = text;
    state.dataset.tone = tone;
  };

  // Said beside the state until something is written. `more` is a link or a button after it.
  const note = (text, tone = "", ...more) => {
    aside.replaceChildren(text, " ", ...more);
    aside.dataset.tone = tone;
    aside.hidden = !text;
  };

  const end = (text) => {
    const back = new URLSearchParams({ next: location.pathname + location.search });
    tell(text, "bad");
    if (!over && text === words.out) state.append(" ", made("a", { href: `${sheet.dataset.login}?${back}`, textContent: words.login }));
    over = true;
  };

  // --- asking the server ---

  // It is of no use to ask again.
  class Over extends Error {}

  // As fetch, in the name of whoever opened the page. Throws Over when that person is logged out.
  const ask = async (url, options = {}) => {
    if (over) throw new Over();
    const headers = { "X-CSRFToken": token, "X-Gevinst-User": sheet.dataset.user, ...options.headers };
    const answer = await fetch(url, { ...options, headers });
    const out = answer.redirected && new URL(answer.url).pathname === sheet.dataset.login;
    if (out || answer.status === 403) {
      end(words.out);
      throw new Over();
    }
    return answer;
  };

  // The same where 404 can only mean that the plan is no longer this person's to edit.
  const askOfPlan = async (url, options) => {
    const answer = await ask(url, options);
    if (answer.status === 404) {
      end(words.closed);
      throw new Over();
    }
    return answer;
  };

  bar.hidden = false;
  note("");
  return { sheet, bar, words, token, cellAt, headOf, made, tell, note, Over, ask, askOfPlan, over: () => over };
})();
