// One slide at a time. Without this file the page is all of them under each other, and forms are pages of their own.
(() => {
  const slides = [...document.querySelectorAll("[data-slide]")];
  const counter = document.querySelector("[data-counter]");
  const dialog = document.getElementById("beslutning");
  if (!slides.length) return;
  let at = 0;

  const show = (to, { scroll = true } = {}) => {
    at = Math.min(Math.max(to, 0), slides.length - 1);
    slides.forEach((slide, place) => { slide.hidden = place !== at; });
    const words = counter.dataset.counter.replace("{n}", at + 1).replace("{of}", slides.length);
    counter.textContent = words;
    document.querySelector("[data-step='-1']").toggleAttribute("data-end", at === 0);
    document.querySelector("[data-step='1']").toggleAttribute("data-end", at === slides.length - 1);
    history.replaceState(null, "", `#${slides[at].id}`);
    document.getElementById("lagret").textContent = "";
    if (scroll) window.scrollTo(0, 0);
    slides[at].scrollTop = 0;
    // A drawing that was hidden when the window changed has still its old measures.
    window.dispatchEvent(new Event("resize"));
  };

  const fromHash = () => slides.findIndex((slide) => `#${slide.id}` === location.hash);

  document.body.dataset.on = "";
  document.querySelector("[data-deck-controls]").hidden = false;
  show(Math.max(fromHash(), 0));
  window.addEventListener("hashchange", () => {
    if (fromHash() >= 0) show(fromHash());
  });

  const steps = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
    ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
    Home: -Infinity, End: Infinity,
  };
  const writes = (target) => target.closest("input, textarea, select, [contenteditable]");
  const uses = (key, target) => key === " " && target.closest("a, button, summary");
  // A table that scrolls inside itself keeps its own keys.
  const scrolls = (target) => target.closest(".table-region");

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || dialog?.open || writes(event.target)) return;
    if (event.key === "Escape") {
      if (!document.fullscreenElement) document.querySelector("[data-leave]").click();
      return;
    }
    const step = event.key === " " && event.shiftKey ? -1 : steps[event.key];
    if (!step || uses(event.key, event.target) || scrolls(event.target)) return;
    event.preventDefault();
    show(at + step);
  });

  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) show(at + Number(step.dataset.step));
    const decide = event.target.closest("[data-decide]");
    if (decide && dialog) {
      event.preventDefault();
      dialog.querySelector("[name=item]").value = decide.dataset.decide;
      dialog.showModal();
    }
  });

  // A finger across the slide; one that goes up or down scrolls.
  let from = null;
  document.addEventListener("touchstart", (event) => {
    const touch = event.touches.length === 1 && !event.target.closest(".table-region, dialog") ? event.touches[0] : null;
    from = touch && { x: touch.clientX, y: touch.clientY };
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (!from) return;
    const across = event.changedTouches[0].clientX - from.x;
    const along = event.changedTouches[0].clientY - from.y;
    from = null;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(along)) show(at + (across < 0 ? 1 : -1));
  }, { passive: true });

  // The slide stays as it is when a decision is saved, also in full screen.
  document.addEventListener("htmx:afterSettle", () => {
    if (!dialog?.open || !dialog.querySelector("[data-saved]")) return;
    dialog.close();
  });

  const full = document.querySelector("[data-full-screen]");
  if (full && document.documentElement.requestFullscreen) {
    full.hidden = false;
    full.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
  }
})();
