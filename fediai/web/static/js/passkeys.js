// Passkeys: the device is asked what the house wants signed, and its answer travels in an ordinary form.
(() => {
  "use strict";
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

  const deeds = {
    get: (asked) => navigator.credentials.get({
      publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) },
    }),
    create: (asked) => navigator.credentials.create({
      publicKey: {
        ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: known(asked.excludeCredentials),
      },
    }),
  };

  const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = (credential) => {
    const said = PARTS.filter((part) => credential.response[part]);
    const response = Object.fromEntries(said.map((part) => [part, text(credential.response[part])]));
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  };

  const ask = async (form) => {
    const says = form.querySelector("[data-passkey-says]");
    says.hidden = true;
    try {
      const body = new URLSearchParams({ csrf: form.elements.csrf.value });
      const question = await fetch(form.dataset.options, { method: "POST", body });
      const asked = (await question.json()).publicKey;
      form.elements.answer.value = told(await deeds[form.dataset.passkey](asked));
      form.submit();
    } catch {
      says.hidden = false;
    }
  };

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(form); });
  }
})();
