/* Passkeys: asks the device for a credential, then sends the form as any other. Forms that need it are shown only
   where the browser can. webauthnJSON comes with django-allauth. */
(() => {
  "use strict";
  // Browsers make passkeys for names, never for bare addresses such as 127.0.0.1.
  const bare = /^[\d.]+$|^\[/.test(location.hostname);
  if (bare || !window.PublicKeyCredential || !window.webauthnJSON) return;

  const askedOf = async (form) => {
    const here = document.getElementById(form.dataset.options || "");
    if (here) return JSON.parse(here.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  };

  const credentialFor = async (form) => {
    const asked = await askedOf(form);
    if (form.dataset.passkey === "get") return window.webauthnJSON.get(asked.request_options);
    const choice = asked.creation_options.publicKey.authenticatorSelection;
    Object.assign(choice, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    return window.webauthnJSON.create(asked.creation_options);
  };

  for (const excuse of document.querySelectorAll("[data-passkey-none]")) excuse.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[data-passkey-error]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        form.elements.namedItem("credential").value = JSON.stringify(await credentialFor(form));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
