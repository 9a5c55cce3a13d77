// The figure as a PNG file: what stands on the page, with its own layer and window, on white, three points to one.

import { element, plate } from "./showing.js";

const SHARPNESS = 3;

async function alone(svg) {
  const copy = svg.cloneNode(true);
  copy.classList.add("alone");
  copy.classList.remove("fading");
  for (const passing of copy.querySelectorAll(".brush, .passing")) passing.remove();
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("width", width * SHARPNESS);
  copy.setAttribute("height", height * SHARPNESS);
  const style = document.createElementNS(svg.namespaceURI, "style");
  style.textContent = await (await fetch("/static/figure.css")).text();
  copy.prepend(style);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

async function drawn(svg) {
  const address = URL.createObjectURL(await alone(svg));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = element("canvas", { width: image.naturalWidth, height: image.naturalHeight });
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function start() {
  const downloads = plate().querySelector(".downloads");
  if (!downloads || !plate().querySelector("svg.figure")) return;
  const button = element("button", { type: "button", className: "as-link" }, "PNG");
  button.addEventListener("click", async () => {
    const address = URL.createObjectURL(await drawn(plate().querySelector("svg.figure")));
    const link = element("a", { href: address, download: `${plate().dataset.figure}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });
  downloads.prepend(button, " ");
}
