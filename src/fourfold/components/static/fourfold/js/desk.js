/*
 * Comforts of staff's pages; every page works without them.
 *
 * "/" goes to the search box; j and k go down and up the rows of a list. Time left is counted down. The list of what to mend in a form gets
 * the focus. A menu closes with Escape. Buttons that print appear.
 */
(function () {
  "use strict";

  var SOON = 2;

  function words(node, minutes) {
    if (minutes < 0) {
      return node.getAttribute("data-over");
    }
    if (minutes < 1) {
      return node.getAttribute("data-soon");
    }
    return node.getAttribute("data-minutes").replace("%n", String(Math.floor(minutes)));
  }

  function minutesTo(node, name) {
    return (Date.parse(node.getAttribute(name)) - Date.now()) / 60000;
  }

  function count() {
    document.querySelectorAll("[data-counts-to]").forEach(function (node) {
      node.textContent = words(node, minutesTo(node, "data-counts-to"));
    });
    var ends = document.querySelector("[data-session-ends]");
    if (!ends) {
      return;
    }
    var left = minutesTo(ends, "data-session-ends");
    ends.textContent = words(ends, left);
    ends.parentElement.classList.toggle("ff-top__time--soon", left < SOON);
    var said = document.querySelector("[data-session-said]");
    var soon = left < SOON && left > 0;
    if (said && soon !== Boolean(said.textContent)) {
      said.textContent = soon ? said.getAttribute("data-said") : "";
    }
    stay.hidden = !soon;
  }

  // What was typed is still there afterwards: the page is not loaded anew.
  var stay = document.querySelector("[data-stay]");
  if (stay) {
    stay.addEventListener("submit", function (event) {
      event.preventDefault();
      fetch(stay.action, { method: "POST", body: new FormData(stay), redirect: "error" })
        .then(function (answer) {
          return answer.ok ? answer.text() : Promise.reject(new Error("signed out"));
        })
        .then(function (seconds) {
          var ends = new Date(Date.now() + Number(seconds) * 1000);
          document
            .querySelector("[data-session-ends]")
            .setAttribute("data-session-ends", ends.toISOString());
          count();
        })
        .catch(function () {
          stay.submit();
        });
    });
  }

  document.addEventListener("keydown", function (event) {
    var inField = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      var box = document.querySelector("[data-jump]");
      if (box && box.offsetParent) {
        event.preventDefault();
        box.focus();
      }
    }
    if ((event.key === "j" || event.key === "k") && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      var links = Array.from(document.querySelectorAll("[data-rows] tbody th a"));
      var here = links.indexOf(document.activeElement);
      var next = links[event.key === "j" ? here + 1 : Math.max(here - 1, 0)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
    if (event.key === "Escape") {
      var open = event.target.closest("header details[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    }
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });

  var wrong = document.querySelector("[data-wrong]");
  if (wrong) {
    wrong.focus();
  }
  count();
  window.setInterval(count, 15000);
})();
