import { shortcuts } from "claims/shortcuts"
import { gettext } from "claims/translate"

/** Keys of the queue: N takes the next item, J and K walk through the list. */
const links = [...document.querySelectorAll(".card__link")]

function step(by) {
  const now = links.indexOf(document.activeElement)
  const next = links[Math.max(0, Math.min(links.length - 1, now + by))]
  next?.focus()
}

shortcuts.add(
  { id: "queue-next", label: gettext("Take the next item"), group: gettext("Review"), keys: ["n"], run: () => document.querySelector("[data-takes-next]").click() },
  { id: "queue-down", label: gettext("Down the list"), group: gettext("Review"), keys: ["j"], run: () => step(1) },
  { id: "queue-up", label: gettext("Up the list"), group: gettext("Review"), keys: ["k"], run: () => step(-1) },
)

// From here on the keys answer.
document.querySelector("main").dataset.ready = ""
