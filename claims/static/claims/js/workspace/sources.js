import { element } from "claims/element"
import { request } from "claims/request"
import { newIdentifier } from "claims/identifier"
import { fill, gettext } from "claims/translate"

/**
 * Finds a source as one types, the last used first; an address or a citation that no source has makes a new one.
 * `take` is called with the source.
 */
export class SourceSearch {
  #input
  #list
  #address
  #recent
  #take
  #found = []
  #chosen = 0
  #asked = 0

  constructor(input, list, { address, recent, take }) {
    this.#input = input
    this.#list = list
    this.#address = address
    this.#recent = recent
    this.#take = take
    input.addEventListener("focus", () => this.#search())
    input.addEventListener("input", () => this.#search())
    input.addEventListener("blur", () => setTimeout(() => this.#close(), 150))
    input.addEventListener("keydown", (event) => this.#pressed(event))
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault()
      const option = event.target.closest("[data-index]")
      if (option) this.#pick(Number(option.dataset.index))
    })
  }

  async #search() {
    const words = this.#input.value.trim()
    const turn = ++this.#asked
    let results = this.#recent()
    if (words) results = (await request(`${this.#address}?limit=8&q=${encodeURIComponent(words.slice(0, 200))}`).catch(() => ({ data: { results: [] } }))).data.results
    if (turn !== this.#asked) return
    const exact = results.some(({ url, title }) => url === words || title === words)
    this.#found = words && !exact ? [...results, { make: words }] : results
    this.#draw(0)
  }

  #draw(chosen) {
    this.#chosen = Math.max(0, Math.min(chosen, this.#found.length - 1))
    this.#list.replaceChildren(...this.#found.map((source, index) => this.#option(source, index)))
    this.#list.hidden = !this.#found.length
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden))
    this.#input.setAttribute("aria-activedescendant", this.#found.length ? `source-${this.#chosen}` : "")
    this.#list.children[this.#chosen]?.scrollIntoView({ block: "nearest" })
  }

  #option(source, index) {
    const label = source.make ? fill(gettext("Make a new source: {words}"), { words: source.make }) : source.title
    return element(
      "li",
      { class: "palette__option", role: "option", id: `source-${index}`, "data-index": index, "aria-selected": String(index === this.#chosen) },
      element("span", { class: "isolated" }, label),
      source.make ? null : element("span", { class: "rating", "data-rating": source.reliability }, source.reliability),
    )
  }

  #pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.#draw(this.#chosen + step)
    else if (event.key === "Enter" && this.#found.length) this.#pick(this.#chosen)
    else if (event.key === "Escape") this.#input.blur()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  async #pick(index) {
    const source = this.#found[index]
    this.#input.value = ""
    this.#close()
    this.#input.blur()
    this.#take(source.make ? await this.#make(source.make) : source)
  }

  async #make(words) {
    const url = words.match(/https?:\/\/\S+/i)?.[0] ?? ""
    const title = words.replace(url, "").trim() || url.replace(/^https?:\/\/(www\.)?/i, "").replace(/[?#].*/, "")
    const body = { id: newIdentifier(), title, url, accessed_on: new Date().toISOString().slice(0, 10) }
    return (await request(this.#address, { method: "POST", key: body.id, body })).data
  }

  #close() {
    this.#list.hidden = true
    this.#input.setAttribute("aria-expanded", "false")
  }
}
