/*
 * Types a sheet of paper with the keyboard alone: Enter goes on, the up arrow back; a number that is not on the scale is refused at once,
 * beside its cell. Without this script the page does the same with Tab, and says what is wrong when the sheet is sent.
 */
(function () {
  "use strict";

  var form = document.querySelector("form[data-typing]");
  if (!form) {
    return;
  }
  var cells = Array.prototype.slice.call(form.querySelectorAll("[data-cell]"));
  var save = form.querySelector("[data-save]");

  function fits(cell) {
    var codes = cell.getAttribute("data-codes");
    var typed = cell.value.trim().toLowerCase();
    if (!codes || typed === "" || typed === "x") {
      return true;
    }
    var known = codes.split(" ");
    var parts = cell.hasAttribute("data-many") ? typed.split(/[\s,;+]+/).filter(Boolean) : [typed];
    return parts.every(function (each) {
      return known.indexOf(each) >= 0;
    });
  }

  function look(cell) {
    var why = cell.closest("tr") && cell.closest("tr").querySelector("[data-why]");
    var good = fits(cell);
    if (why) {
      var codes = (cell.getAttribute("data-codes") || "").split(" ");
      var said = codes[0] + "–" + codes[codes.length - 1];
      why.textContent = good ? "" : form.getAttribute("data-said-codes").replace("%codes", said);
      cell.closest("tr").classList.toggle("ff-typing__wrong", !good);
    }
    cell.setAttribute("aria-invalid", good ? "false" : "true");
    return good;
  }

  function go(place) {
    if (place >= cells.length) {
      var wrong = cells.filter(function (each) {
        return !look(each);
      })[0];
      if (wrong) {
        wrong.focus();
      } else {
        save.click();
      }
    } else if (place >= 0) {
      cells[place].focus();
      cells[place].select();
    }
  }

  cells.forEach(function (cell, place) {
    cell.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === "ArrowDown") {
        event.preventDefault();
        if (look(cell)) {
          go(place + 1 < cells.length || event.key === "Enter" ? place + 1 : place);
        } else {
          cell.select();
        }
      } else if (event.key === "ArrowUp") {
        event.preventDefault();
        go(place - 1);
      }
    });
    cell.addEventListener("change", function () {
      look(cell);
    });
  });
})();
