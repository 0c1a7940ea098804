/*
 * Leave this page: by the button, by Escape three times, or by Shift three times.
 * Without this script the button is an ordinary link.
 *
 * The page blanks at once, and the place in the browser's history is replaced. Pages read before
 * it stay in the tab's history, so a mark in sessionStorage (gone with the tab) makes each of them
 * leave again when someone presses Back. Opening the site anew takes the mark away.
 */
(function () {
  "use strict";

  var MARK = "q";
  var TIMES = 3;
  var WITHIN = 5000;
  var pressed = [];
  var root = document.documentElement;

  function blank() {
    root.classList.add("leaving");
    document.title = "\u200b";
    var status = document.querySelector("[data-exit-status]");
    if (status) {
      status.textContent = status.getAttribute("data-leaving");
    }
  }

  function remember() {
    try {
      sessionStorage.setItem(MARK, "1");
    } catch (refused) {
      // Storage is switched off: this page is still replaced.
    }
  }

  function left() {
    try {
      return sessionStorage.getItem(MARK) === "1";
    } catch (refused) {
      return false;
    }
  }

  function forget() {
    try {
      sessionStorage.removeItem(MARK);
    } catch (refused) {
      // There is nothing to forget.
    }
  }

  function leave() {
    blank();
    remember();
    location.replace(root.getAttribute("data-exit-url"));
  }

  function cameBack() {
    var entry = performance.getEntriesByType("navigation")[0];
    return Boolean(entry) && entry.type !== "navigate";
  }

  if (left()) {
    if (cameBack()) {
      leave();
    } else {
      forget();
    }
  }

  window.addEventListener("pageshow", function (event) {
    if (event.persisted && left()) {
      leave();
    }
  });

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("[data-exit]") : null;
    if (link) {
      event.preventDefault();
      leave();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.repeat) {
      return;
    }
    if (event.key !== "Escape" && event.key !== "Shift") {
      pressed = [];
      return;
    }
    pressed = pressed.filter(function (each) {
      return each.key === event.key && event.timeStamp - each.at < WITHIN;
    });
    pressed.push({ key: event.key, at: event.timeStamp });
    if (pressed.length === TIMES) {
      leave();
    }
  });
})();
