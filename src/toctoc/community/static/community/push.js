/* The button that has this device told: asks the browser for an address, and sends it with the form around it. */
(() => {
  "use strict";
  const form = document.getElementById("appareil");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const told = form.querySelector("[role=status]");
  form.hidden = false;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  form.addEventListener("submit", async (event) => {
    if (form.adresse.value) return;
    event.preventDefault();
    try {
      const worker = await navigator.serviceWorker.register("/sw.js");
      const key = bytes(form.dataset.key);
      const found = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
      form.adresse.value = found.endpoint;
      form.cle.value = text(found.getKey("p256dh"));
      form.secret.value = text(found.getKey("auth"));
      form.submit();
    } catch {
      told.textContent = form.dataset.refused;
    }
  });
})();
