// Runs before the first paint: light or dark as chosen here earlier, else as the system says.
(() => {
  const KEY = "gevinst-visning";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const now = () => stored() ?? (system.matches ? "dark" : "light");

  const tell = () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.dataset.themeNow = now();
      const label = now() === "dark" ? button.dataset.toLight : button.dataset.toDark;
      button.setAttribute("aria-label", label);
      button.title = label;
    }
  };

  const apply = () => {
    root.dataset.colorScheme = stored() ?? "auto";
    tell();
    document.dispatchEvent(new CustomEvent("gevinst:theme"));
  };

  const toggle = () => {
    const wanted = now() === "dark" ? "light" : "dark";
    try {
      // Back to what the system says is back to following the system.
      if ((wanted === "dark") === system.matches) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, wanted);
    } catch {
      root.dataset.colorScheme = wanted;
      return;
    }
    // The button answers at once; a slow machine takes a while to go through all of a long page.
    tell();
    requestAnimationFrame(() => setTimeout(apply));
  };

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-toggle]")) toggle();
  });
})();
