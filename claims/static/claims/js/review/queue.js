import { shortcuts } from "claims/shortcuts"

/** Keys of the queue: N takes the next item, J and K walk through the list. */
const links = [...document.querySelectorAll(".card__link")]

function step(by) {
  const now = links.indexOf(document.activeElement)
  const next = links[Math.max(0, Math.min(links.length - 1, now + by))]
  next?.focus()
}

shortcuts.on({ "queue-next": () => document.querySelector("[data-takes-next]").click(), "queue-down": () => step(1), "queue-up": () => step(-1) })

// From here on the keys answer.
document.querySelector("main").dataset.ready = ""
