/* What is typed and not yet kept is held in this tab, so that a reload, an ended session or a crash loses nothing. */
(() => {
  const find = (field) => `draft ${location.pathname} ${field.id}`;
  const hold = (event) => {
    const field = event.target.closest("[data-draft]");
    if (field) localStorage.setItem(find(field), field.value);
  };
  document.addEventListener("input", hold);
  document.addEventListener("htmx:afterRequest", (event) => {
    const field = event.target.closest?.("[data-draft]");
    if (field && event.detail.successful) localStorage.removeItem(find(field));
  });
  const bring = () => {
    for (const field of document.querySelectorAll("[data-draft]")) {
      const held = localStorage.getItem(find(field));
      if (held !== null && held !== field.value) {
        field.value = held;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", bring);
  else bring();
})();
