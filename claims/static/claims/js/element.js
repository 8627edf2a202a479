/**
 * Makes an element: `element("a", {class: "button", href: "/"}, "Home")`.
 * A property set to false, null or undefined is left out; functions become listeners by their event's name.
 * Children are nodes or plain text: markup can't be injected.
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue
    if (typeof value === "function") made.addEventListener(key, value)
    else made.setAttribute(key, value === true ? "" : value)
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  return made
}

/** A drawing from our sheet of icons, named as in icons.svg; it says nothing to a screen reader. */
export function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  drawing.setAttribute("class", "icon")
  drawing.setAttribute("aria-hidden", "true")
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use")
  use.setAttribute("href", `${document.documentElement.dataset.icons}#${name}`)
  drawing.append(use)
  return drawing
}
