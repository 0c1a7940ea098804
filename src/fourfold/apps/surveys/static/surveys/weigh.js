/*
 * Ranks towns again while weights change. The page works without it: the button sends the form.
 *
 * The answer is the same page; only its result is taken. The latest change wins.
 */
(function () {
  "use strict";

  var form = document.querySelector("[data-weigh]");
  if (!form || !window.fetch || !window.DOMParser) {
    return;
  }
  var said = form.querySelector("[data-weigh-said]");
  var waiting = null;
  var latest = 0;

  function rank() {
    var mine = (latest += 1);
    var query = "?" + new URLSearchParams(new FormData(form)).toString();
    fetch(window.location.pathname + query, { redirect: "error" })
      .then(function (answer) {
        return answer.text();
      })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var result = page.querySelector("[data-weigh-result]");
        if (mine !== latest || !result) {
          return;
        }
        document.querySelector("[data-weigh-result]").replaceWith(document.importNode(result, true));
        window.history.replaceState(null, "", query);
        said.textContent = said.getAttribute("data-done");
      })
      .catch(function () {
        said.textContent = "";
      });
  }

  form.addEventListener("input", function () {
    window.clearTimeout(waiting);
    said.textContent = "";
    waiting = window.setTimeout(rank, 400);
  });
})();
