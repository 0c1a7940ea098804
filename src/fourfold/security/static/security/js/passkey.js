// Passkeys: turns what the server asks into what the browser understands, and the answer back.
(function () {
  "use strict";

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function text(buffer) {
    const letters = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function ids(list) {
    return (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
  }

  async function make(asked) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: ids(asked.excludeCredentials),
      },
    });
    return {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      made,
    };
  }

  async function use(asked) {
    const made = await navigator.credentials.get({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        allowCredentials: ids(asked.allowCredentials),
      },
    });
    const said = made.response;
    return {
      clientDataJSON: text(said.clientDataJSON),
      authenticatorData: text(said.authenticatorData),
      signature: text(said.signature),
      userHandle: said.userHandle ? text(said.userHandle) : null,
      made,
    };
  }

  async function answer(form) {
    const problem = form.querySelector("[data-passkey-problem]");
    problem.hidden = true;
    try {
      const asks = form.dataset.passkeyMake || form.dataset.passkeyUse;
      const asked = JSON.parse(asks).publicKey;
      const { made, ...response } = await (form.dataset.passkeyMake ? make : use)(asked);
      form.elements.credential.value = JSON.stringify({
        id: made.id,
        rawId: text(made.rawId),
        type: made.type,
        clientExtensionResults: made.getClientExtensionResults(),
        response,
      });
      form.submit();
    } catch (refusal) {
      problem.hidden = false;
    }
  }

  for (const form of document.querySelectorAll("[data-passkey-make], [data-passkey-use]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(form);
    });
    if ("passkeyNow" in form.dataset) answer(form);
  }
})();
