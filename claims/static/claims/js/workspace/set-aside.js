import { announce, toast } from "claims/announce"
import { gettext } from "claims/translate"

/** What the server failed to save although it answers: shown, to be tried again, copied or given up. */
export class SetAside {
  #store
  #section
  #labels
  #shown = 0

  /** @param labels the names of the fields */
  constructor(store, section, labels) {
    this.#store = store
    this.#section = section
    this.#labels = labels
    store.outbox.addEventListener("aside", () => this.#draw())
    this.#draw()
  }

  #draw() {
    const { aside } = this.#store.outbox
    this.#section.hidden = !aside.length
    this.#section.querySelector("ul").replaceChildren(...aside.map((operation) => this.#entry(operation)))
    if (aside.length > this.#shown) announce(this.#section.querySelector("h2").textContent, { urgent: true })
    this.#shown = aside.length
  }

  #entry(operation) {
    const entry = this.#section.querySelector("template").content.cloneNode(true).firstElementChild
    const text = this.#text(operation)
    entry.querySelector("[data-what]").textContent = `${doing()[operation.op]}: “${this.#quote(operation)}”`
    entry.querySelector("details").hidden = !text
    entry.querySelector("pre").textContent = text
    const does = { again: () => this.#store.outbox.tryAgain(operation), copy: () => copy(text), discard: () => this.#store.discard(operation) }
    entry.addEventListener("click", ({ target }) => does[target.closest("button")?.value]?.())
    return entry
  }

  #quote({ id, suggestion, fields }) {
    const quote = this.#store.item(id)?.data.quote ?? fields?.quote ?? this.#store.suggestions.get(suggestion)?.quote ?? ""
    return quote.length > 60 ? `${quote.slice(0, 60)} …` : quote
  }

  // What the person wrote, a line a field.
  #text({ fields, evidence }) {
    const written = Object.entries({ ...fields, ...evidence, source: evidence?.source?.title, id: undefined })
    return written.filter(([, value]) => value || value === 0).map(([name, value]) => `${this.#labels[name] ?? name}: ${value}`).join("\n")
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    toast(gettext("Copied."))
  } catch {
    toast(gettext("This browser doesn't let a page copy. Open “What it says” and copy it there."), { tone: "bad" })
  }
}

const doing = () => ({
  create: gettext("New tag"),
  accept: gettext("Accepted suggestion"),
  change: gettext("Change"),
  delete: gettext("Deleted tag"),
  dismiss: gettext("Dismissed suggestion"),
  undecide: gettext("Suggestion offered again"),
  "add-evidence": gettext("New evidence"),
  "change-evidence": gettext("Changed evidence"),
  "remove-evidence": gettext("Removed evidence"),
})
