import { element } from "claims/element"

const seconds = 1000

/** Says `text` to a screen reader; `urgent` interrupts what it is saying. */
export function announce(text, { urgent = false } = {}) {
  const region = document.querySelector(`[data-announcer="${urgent ? "assertive" : "polite"}"]`)
  if (!region) return
  // A region that already holds the same words isn't read again unless it changes.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text
}

/** Shows `text` at the foot of the page and says it. `action` is `{label, run}`; `tone` "bad" stays longer. */
export function toast(text, { action, tone } = {}) {
  const place = document.querySelector("[data-toasts]")
  const made = element("div", { class: "toast", "data-tone": tone }, element("span", {}, text))
  const close = () => made.remove()
  if (action) {
    const run = () => {
      close()
      action.run()
    }
    made.append(element("button", { class: "button button--small", type: "button", click: run }, action.label))
  }
  while (place.children.length > 2) place.firstElementChild.remove()
  place.append(made)
  announce(text, { urgent: tone === "bad" })
  setTimeout(close, (action || tone === "bad" ? 10 : 5) * seconds)
}
