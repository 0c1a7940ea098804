/* Shows a block as it will look while it is typed. Without this file, saving shows it. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-preview]");
  const here = document.querySelector("[data-preview-here]");
  if (!form || !here || !window.fetch || !window.DOMParser) {
    return;
  }
  let waiting = 0;
  let asked = 0;
  const show = function (language) {
    const mine = (asked += 1);
    const words = new FormData(form);
    words.delete("file");
    words.set("language", language);
    fetch(form.dataset.preview, { method: "POST", body: words, credentials: "same-origin" })
      .then(function (answer) {
        return answer.ok ? answer.text() : "";
      })
      .then(function (text) {
        const page = new DOMParser().parseFromString(text, "text/html");
        const drawn = page.querySelector(".doc");
        if (drawn && mine === asked) {
          here.replaceChildren(document.importNode(drawn, true));
        }
      })
      .catch(function () {
        /* The network is away: what was shown stays, and what is typed is still in the form. */
      });
  };
  form.addEventListener("input", function (event) {
    window.clearTimeout(waiting);
    const language = event.target.name === "spanish" ? "es" : "en";
    waiting = window.setTimeout(function () {
      show(language);
    }, 250);
  });
})();
