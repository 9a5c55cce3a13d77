// Reading in: files dropped anywhere on the page, how much of them is sent, and readings as they go on.

const readings = document.getElementById("readings");
const fault = document.getElementById("intake-fault");
const one = readings.dataset.one; // the page of a single reading shows that one alone
const token = document.querySelector('meta[name="csrf-token"]').content;
let source = null;

// Readings

function isOpen() {
  return readings.querySelector("[data-open]") !== null;
}

function shown(event) {
  const holder = document.createElement("template");
  holder.innerHTML = event.data; // made by the desk's own template, every word in it escaped there
  const card = holder.content.firstElementChild;
  if (one && card.id !== `r-${one}`) return;
  const before = document.getElementById(card.id);
  const wasOpen = before?.hasAttribute("data-open");
  if (before) {
    // Who stands on a button keeps standing there.
    const focused = before.contains(document.activeElement) && document.activeElement.textContent;
    before.replaceWith(card);
    if (focused) [...card.querySelectorAll("a, button, summary")].find((each) => each.textContent === focused)?.focus();
  } else readings.prepend(card);
  document.getElementById("no-readings")?.setAttribute("hidden", "");
  if (one && wasOpen && !card.hasAttribute("data-open")) location.reload(); // what is new is listed now
  if (!isOpen()) quiet();
}

function quiet() {
  source?.close();
  source = null;
}

function listen() {
  if (source) return;
  source = new EventSource("/read/progress");
  source.addEventListener("reading", shown);
}

// Stop, go on, try again: without leaving the page.
readings.addEventListener("submit", async (event) => {
  event.preventDefault();
  for (const button of event.target.querySelectorAll("button")) button.disabled = true;
  const answer = await fetch(event.target.action, { method: "POST", headers: { "x-csrf-token": token } });
  if (!answer.ok) complain(`The desk answers ${answer.status}. Load the page again.`);
  listen();
});

// Sending

function complain(words) {
  if (!fault) return;
  fault.textContent = words;
  fault.hidden = !words;
  if (words) fault.scrollIntoView({ block: "nearest" });
}

function finished(form, request) {
  const button = form.querySelector("button");
  form.querySelector("output").textContent = "";
  button.disabled = false;
  if (request.status === 201) {
    form.reset();
    listen();
    return;
  }
  let words = request.status ? `The desk answers ${request.status}.` : "The desk does not answer. Is it still running?";
  try {
    words = JSON.parse(request.responseText).error;
  } catch {
    if (request.status === 413) words = "That is more than is taken at once; send fewer files.";
  }
  complain(words);
}

function send(form) {
  complain("");
  const request = new XMLHttpRequest();
  const told = form.querySelector("output");
  form.querySelector("button").disabled = true;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable && event.total > 500000) told.textContent = `${Math.round((100 * event.loaded) / event.total)} % sent`;
  });
  request.addEventListener("loadend", () => finished(form, request));
  request.open("POST", form.action);
  request.setRequestHeader("accept", "application/json");
  request.setRequestHeader("x-csrf-token", token);
  const body = new FormData(form);
  // A form without files goes as the plain form that it is.
  request.send(form.enctype === "multipart/form-data" ? body : new URLSearchParams(body));
}

for (const form of document.querySelectorAll("form.way")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

// Dropping: anywhere on the page, so that a file that misses the field does not open in place of the desk.

const byFiles = document.getElementById("by-files");
if (byFiles) {
  const zone = byFiles.querySelector(".zone");
  const field = byFiles.querySelector('input[type="file"]');
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    zone.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) zone.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("over");
    field.files = event.dataTransfer.files;
    if (field.files.length) send(byFiles);
  });
}

if (isOpen()) listen();
window.addEventListener("pagehide", quiet);
