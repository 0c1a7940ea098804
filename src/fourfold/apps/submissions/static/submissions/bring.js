/*
 * Brings a file in parts, so that a lost connection costs one part and not the file.
 *
 * An office without an account has one address for all: data-carry names the field of the form that goes along with each question.
 *
 * form[data-bring] holds the file's field, a place to drop one on, and what is said meanwhile. The same file, by name, size, day and first
 * bytes, goes on where it stopped: after a lost connection, a reload or another day. Without this script the form sends the file at once.
 */
(function () {
  "use strict";

  var FIRST = 256 * 1024; // small, so that what is wrong in the first rows is said at once
  var PART = 4 * 1024 * 1024;
  var HEAD = 64 * 1024;
  var WAITS = [1000, 2000, 4000, 8000, 15000];
  var GONE = "gone";
  var form = document.querySelector("form[data-bring]");
  if (!form || !window.crypto || !window.crypto.subtle) {
    return;
  }
  var field = form.querySelector("input[type=file]");
  var place = form.querySelector("[data-drop]");
  var shown = form.querySelector("[data-progress]");
  var bar = shown.querySelector("progress");
  var said = shown.querySelector("[data-said]");
  var pause = shown.querySelector("[data-pause]");
  var list = shown.querySelector("[data-look]");
  var wrong = form.querySelector("[data-bring-wrong]");
  var carried = form.querySelector("[name=" + (form.getAttribute("data-carry") || "csrfmiddlewaretoken") + "]");
  var byLink = form.hasAttribute("data-carry");
  var one = null; // the file on its way: its file, where it goes, how much of it is there

  function words(name, values) {
    return Object.keys(values || {}).reduce(function (text, key) {
      return text.replace("%" + key, values[key]);
    }, shown.getAttribute("data-" + name));
  }

  function megabytes(bytes) {
    return (bytes / 1e6).toLocaleString(undefined, { maximumFractionDigits: bytes < 1e7 ? 1 : 0 });
  }

  function say(text) {
    if (said.textContent !== text) {
      said.textContent = text;
    }
  }

  function refuse(text) {
    one = null;
    shown.hidden = true;
    wrong.hidden = false;
    wrong.textContent = text;
    wrong.focus();
  }

  function ask(address, values) {
    var body = new FormData();
    body.append(carried.name, carried.value);
    Object.keys(values).forEach(function (name) {
      body.append(name, values[name]);
    });
    return fetch(address, { method: "POST", body: body, redirect: "error" }).then(
      function (answer) {
        if (answer.status >= 500 || answer.status === 429) {
          return Promise.reject(new Error(GONE));
        }
        return answer.json().catch(function () {
          return { refused: words("stopped") };
        });
      },
      function () {
        return Promise.reject(new Error(GONE));
      }
    );
  }

  // ---------------------------------------------------------------- which file it is
  function known(file) {
    return file
      .slice(0, HEAD)
      .arrayBuffer()
      .then(function (bytes) {
        return window.crypto.subtle.digest("SHA-256", bytes);
      })
      .then(function (digest) {
        var hex = Array.from(new Uint8Array(digest).slice(0, 16), function (byte) {
          return byte.toString(16).padStart(2, "0");
        });
        return hex.join("") + "-" + file.size.toString(36) + "-" + file.lastModified.toString(36);
      });
  }

  function begin(file) {
    wrong.hidden = true;
    shown.hidden = false;
    list.replaceChildren();
    pause.hidden = false;
    pause.textContent = words("pause");
    one = { file: file, at: 0, paused: false, tries: 0, timer: 0 };
    var mine = one;
    show();
    known(file)
      .then(function (once) {
        return ask(form.getAttribute("data-bring"), { do: "begin-file", name: file.name, size: file.size, once: once });
      })
      .then(function (answer) {
        if (mine !== one) {
          return;
        }
        if (answer.refused) {
          refuse(answer.refused);
          return;
        }
        mine.part = answer.part || form.getAttribute("data-bring");
        mine.page = answer.page;
        mine.upload = answer.upload || "";
        mine.at = answer.arrived;
        if (mine.at > 0 && mine.at < file.size) {
          say(words("goes-on", { a: megabytes(mine.at), b: megabytes(file.size) }));
        }
        next(mine);
      })
      .catch(function (problem) {
        lost(mine, problem, function () {
          begin(file);
        });
      });
  }

  // ---------------------------------------------------------------- part after part
  function next(mine) {
    if (mine !== one || mine.paused || mine.busy) {
      return;
    }
    if (mine.at >= mine.file.size) {
      say(words("whole"));
      pause.hidden = true;
      if (byLink) {
        go(mine);
      } else {
        window.location.assign(mine.page);
      }
      return;
    }
    var end = Math.min(mine.at + (mine.at ? PART : FIRST), mine.file.size);
    mine.busy = true;
    ask(mine.part, { do: "file-part", upload: mine.upload, start: mine.at, part: mine.file.slice(mine.at, end) })
      .then(function (answer) {
        mine.busy = false;
        if (mine !== one) {
          return;
        }
        if (answer.refused) {
          refuse(answer.refused);
          return;
        }
        mine.at = answer.arrived;
        mine.tries = 0;
        show();
        if (answer.look && !mine.looked && mine.at < mine.file.size) {
          mine.looked = true;
          look(mine, answer.look);
        }
        next(mine);
      })
      .catch(function (problem) {
        mine.busy = false;
        lost(mine, problem, function () {
          next(mine);
        });
      });
  }

  function go(mine) {
    var way = document.createElement("form");
    way.method = "post";
    way.action = mine.part;
    way.hidden = true;
    [[carried.name, carried.value], ["upload", mine.upload], ["do", "look-file"]].forEach(function (pair) {
      var held = document.createElement("input");
      held.type = "hidden";
      held.name = pair[0];
      held.value = pair[1];
      way.append(held);
    });
    document.body.append(way);
    way.submit();
  }

  function show() {
    bar.max = one.file.size;
    bar.value = one.at;
    if (!one.paused) {
      say(words("arrived", { a: megabytes(one.at), b: megabytes(one.file.size) }));
    }
  }

  function lost(mine, problem, again) {
    if (mine !== one) {
      return;
    }
    if (problem.message !== GONE) {
      refuse(words("unread"));
      return;
    }
    var wait = WAITS[Math.min(mine.tries, WAITS.length - 1)];
    mine.tries += 1;
    say(words("lost"));
    mine.timer = window.setTimeout(again, wait);
  }

  pause.addEventListener("click", function () {
    if (!one) {
      return;
    }
    one.paused = !one.paused;
    pause.textContent = words(one.paused ? "resume" : "pause");
    if (one.paused) {
      window.clearTimeout(one.timer);
      say(words("paused", { a: megabytes(one.at), b: megabytes(one.file.size) }));
    } else if (one.part) {
      show();
      next(one);
    } else {
      begin(one.file);
    }
  });

  // ---------------------------------------------------------------- a first look
  function look(mine, address) {
    var asked = byLink
      ? ask(mine.part, { do: "first-look", upload: mine.upload })
      : fetch(address, { redirect: "error" }).then(function (answer) {
          return answer.ok ? answer.json() : { lines: [] };
        });
    asked
      .then(function (answer) {
        if (mine === one) {
          list.replaceChildren.apply(list, answer.lines.map(line));
        }
      })
      .catch(function () {
        // A first look is a comfort; the whole file is checked when it is there.
      });
  }

  function line(each) {
    var item = document.createElement("li");
    var head = document.createElement("strong");
    head.textContent = each.head;
    item.append(head, " ", each.why);
    if (each.fix) {
      var fix = document.createElement("span");
      fix.className = "ff-rows__sub";
      fix.textContent = each.fix;
      item.append(fix);
    }
    return item;
  }

  // ---------------------------------------------------------------- by hand
  form.addEventListener("submit", function (event) {
    var file = field.files[0];
    var again = event.submitter && event.submitter.value === "again";
    if (file && file.size > 0 && !again) {
      event.preventDefault();
      if (!one || one.file !== file) {
        begin(file);
      }
    }
  });
  ["dragenter", "dragover"].forEach(function (name) {
    place.addEventListener(name, function (event) {
      event.preventDefault();
      place.classList.add("ff-drop--over");
    });
  });
  ["dragleave", "drop"].forEach(function (name) {
    place.addEventListener(name, function () {
      place.classList.remove("ff-drop--over");
    });
  });
  place.addEventListener("drop", function (event) {
    event.preventDefault();
    if (event.dataTransfer.files.length === 1) {
      field.files = event.dataTransfer.files;
      begin(field.files[0]);
    } else if (event.dataTransfer.files.length > 1) {
      refuse(words("one"));
    }
  });
  window.addEventListener("beforeunload", function (event) {
    if (one && !one.paused && one.at < one.file.size) {
      event.preventDefault();
    }
  });
  form.querySelectorAll("[data-with-script]").forEach(function (node) {
    node.hidden = false;
  });
})();
