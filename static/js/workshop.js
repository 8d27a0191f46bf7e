// A workshop on a phone: what is typed is kept until it is received, and sent without losing the page.
// Everything works without this file. Forms marked data-draft="name" are kept in localStorage under that name.
(() => {
  const KEPT = ["csrfmiddlewaretoken"]; // of this visit, not of the draft

  const place = (form) => `gevinst-draft-${form.dataset.draft}`;
  const offline = () => document.querySelector("[data-offline]");

  const read = (form) => {
    try {
      return JSON.parse(localStorage.getItem(place(form)) ?? "null");
    } catch {
      return null;
    }
  };

  const write = (form) => {
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => !KEPT.includes(name)));
    try {
      localStorage.setItem(place(form), JSON.stringify(fields));
    } catch {
      // Private windows may refuse; the page still works.
    }
  };

  const forget = (form) => {
    try {
      localStorage.removeItem(place(form));
    } catch {
      // As above.
    }
  };

  // The draft brings its key along, so that what was received after all is not received twice.
  const restore = (form) => {
    const draft = read(form);
    if (!draft) return;
    for (const [name, value] of Object.entries(draft)) {
      const field = form.elements.namedItem(name);
      if (field && "value" in field) field.value = value;
    }
  };

  const send = async (form) => {
    const button = form.querySelector("[type=submit]");
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      offline().hidden = true;
      if (answer.redirected) {
        forget(form);
        history.replaceState(null, "", answer.url);
      }
      show(await answer.text());
    } catch {
      offline().hidden = false;
      offline().scrollIntoView({ block: "center" });
    } finally {
      delete form.dataset.sending;
      button.removeAttribute("aria-busy");
    }
  };

  // An answer with faults takes the place of the page, as it would have without script.
  const show = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
    scrollTo(0, 0);
    (document.querySelector(".error-summary") ?? document.querySelector("main")).focus();
  };

  const drafted = (event) => event.target.closest?.("form[data-draft]");

  document.addEventListener("input", (event) => {
    const form = drafted(event);
    if (form) write(form);
  });

  document.addEventListener("submit", (event) => {
    const form = drafted(event);
    if (!form) return;
    event.preventDefault();
    write(form);
    send(form);
  });

  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (!form.querySelector("[aria-invalid]")) restore(form);
  }
})();
