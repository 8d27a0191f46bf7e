// The projector page can fill the screen, where the browser lets it.
(() => {
  const button = document.querySelector("[data-full-screen]");
  if (!button || !document.documentElement.requestFullscreen) return;
  button.hidden = false;
  button.addEventListener("click", () => document.documentElement.requestFullscreen());
})();
