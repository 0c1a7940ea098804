/*
 * Keeps what is typed into a long form as a draft on the server, and says when it last did.
 *
 * form[data-draft] is sent to the address in data-draft two seconds after a pause, and at least
 * every eight seconds of typing. Ctrl and Enter send the form itself.
 */
(function () {
  "use strict";

  var PAUSE = 2000;
  var MOST = 8000;
  var form = document.querySelector("form[data-draft], form[data-quick]");
  if (!form) {
    return;
  }
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  var address = form.getAttribute("data-draft");
  if (!address) {
    return;
  }
  var said = form.querySelector("[data-draft-said]");
  var waiting = 0;
  var since = 0;
  var sending = false;
  var leaving = false;

  function say(name, time) {
    said.textContent = said.getAttribute(name).replace("%t", time || "");
  }

  function keep() {
    if (sending || leaving) {
      return;
    }
    sending = true;
    since = 0;
    fetch(address, { method: "POST", body: new FormData(form), redirect: "error" })
      .then(function (answer) {
        return answer.ok ? answer.text() : Promise.reject(new Error("not kept"));
      })
      .then(function (time) {
        if (time) {
          say("data-kept", time);
        }
      })
      .catch(function () {
        if (!leaving) {
          say("data-lost");
        }
      })
      .finally(function () {
        sending = false;
        if (since) {
          later();
        }
      });
  }

  function later() {
    window.clearTimeout(waiting);
    since = since || Date.now();
    waiting = window.setTimeout(keep, Date.now() - since > MOST ? 0 : PAUSE);
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", function () {
    leaving = true;
    window.clearTimeout(waiting);
  });
  window.addEventListener("pageshow", function () {
    leaving = false;
  });
})();
