/*
 * Says how far a study is while it is worked on, and loads the page anew when it is over.
 * Without this script the page offers a link that does the same by hand.
 */
(function () {
  "use strict";

  var EVERY = 2000;
  var place = document.querySelector("[data-progress]");
  if (!place) {
    return;
  }
  var bar = place.querySelector("progress");
  var said = place.querySelector("[data-said]");

  function look() {
    fetch(place.getAttribute("data-progress"), { redirect: "error" })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (now) {
        bar.value = now.share;
        if (said.textContent !== now.said) {
          said.textContent = now.said;
        }
        if (now.over) {
          window.location.reload();
        } else {
          window.setTimeout(look, EVERY);
        }
      })
      .catch(function () {
        window.setTimeout(look, EVERY * 5);
      });
  }

  window.setTimeout(look, EVERY);
})();
