import { announce, toast } from "claims/announce"
import { request, Unreachable } from "claims/request"
import { shortcuts } from "claims/shortcuts"
import { fill, gettext } from "claims/translate"

const minute = 60_000

/** Keeps the lease while the reviewer is at work on the page, and says so when it is lost. */
class Lease {
  #place
  #until
  #worked = true

  constructor(place) {
    this.#place = place
    this.#until = place.querySelector("[data-lease-until]")
    for (const kind of ["keydown", "pointermove", "scroll", "input"])
      addEventListener(kind, () => (this.#worked = true), { passive: true })
    setInterval(() => this.#renew(), 4 * minute)
  }

  async #renew() {
    // Who has left the page open and gone gets no more time.
    if (!this.#worked || document.hidden) return
    this.#worked = false
    try {
      const { data } = await request(this.#place.dataset.lease, { method: "POST" })
      this.#until.dateTime = data.until
      this.#until.textContent = `${new Date(data.until).toISOString().slice(11, 16)} UTC`
    } catch (error) {
      if (error instanceof Unreachable) return
      toast(fill(gettext("It is no longer yours: {reason}"), { reason: error.message }), { tone: "bad" })
    }
  }
}

/** A key presses its button; where a reason is still missing, it asks for the reason first. */
function decide(button) {
  const reason = document.querySelector("#comment")
  if (button.value !== "verify" && !reason.value.trim()) {
    reason.focus()
    announce(fill(gettext("Write the reason, then press {action}."), { action: button.textContent.trim() }))
    return
  }
  button.click()
}

const leased = document.querySelector("[data-lease]")
if (leased) new Lease(leased)

const parts = {
  "decide-verify": ['[data-decides="verify"]', decide],
  "decide-return": ['[data-decides="return"]', decide],
  "decide-dispute": ['[data-decides="dispute"]', decide],
  "decide-reject": ['[data-decides="reject"]', decide],
  "decide-take": ["[data-takes]", (button) => button.click()],
  "decide-release": ["[data-releases]", (button) => button.click()],
  "decide-confidence": ["#confidence", (field) => field.focus()],
  "decide-reason": ["#comment", (field) => field.focus()],
  "decide-fix": ["[data-fix]", open],
}
for (const [id, [place, run]] of Object.entries(parts)) {
  const found = document.querySelector(place)
  if (found) shortcuts.on({ [id]: () => run(found) })
}

function open(fix) {
  fix.open = true
  fix.querySelector("input, select, textarea").focus()
}

// From here on the keys answer.
document.querySelector("main").dataset.ready = ""
