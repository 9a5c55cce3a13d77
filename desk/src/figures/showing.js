// The figure of a page: where it is, and another view of it fetched into its place and named in the address.

export const plate = () => document.getElementById("plate");

export async function show(address) {
  const url = new URL(address, location.href);
  await window.htmx.ajax("GET", url.pathname + url.search, { target: "#plate", select: "#plate", swap: "outerHTML" });
  history.replaceState(null, "", url);
}

export function withParameters(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  url.searchParams.delete("offset");
  return url;
}

export function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in made && key !== "list" && key !== "form") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
}

export function svgElement(name, attributes = {}, words) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words !== undefined) made.textContent = words;
  return made;
}

// Dragging moves and a pinch brings closer, everywhere; a wheel alone scrolls the page as it does elsewhere.
export function isMeant(event) {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey;
  if (event.type.startsWith("touch")) return event.touches.length > 1;
  return !event.button && !event.ctrlKey;
}
