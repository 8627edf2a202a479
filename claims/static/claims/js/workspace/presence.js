import { element } from "claims/element"
import { Problem, request } from "claims/request"

const often = 2000
const seldom = 15_000

/** Asks who else is on the article and what they changed, every two seconds while the page is seen. */
export class Presence {
  #store
  #place
  #address
  #since

  constructor(store, place) {
    this.#store = store
    this.#place = place
    this.#address = `/api/v1/articles/${store.page.article.id}/activity`
    this.#since = store.page.since
    setTimeout(() => this.#ask(), often)
  }

  async #ask() {
    try {
      const { data } = await request(`${this.#address}?since=${encodeURIComponent(this.#since)}`, { method: "POST" })
      this.#since = data.since
      this.#show(data.people)
      for (const claim of data.claims) this.#store.receive("claim", claim)
      for (const figure of data.figures) this.#store.receive("figure", figure)
      for (const [id, list] of Object.entries(data.evidence)) this.#store.receiveEvidence(id, list)
      const there = data.ids && new Set(data.ids)
      if (there) for (const id of this.#store.items.keys()) if (!there.has(id)) this.#store.forget(id)
    } catch (error) {
      // Out of reach or signed out is for the outbox to tell; a page whose article is gone asks no more.
      if (error instanceof Problem && error.status === 404) return
    }
    setTimeout(() => this.#ask(), document.hidden ? seldom : often)
  }

  #show(people) {
    const names = people.map(({ name }) => name)
    if (this.#place.dataset.names === names.join()) return
    this.#place.dataset.names = names.join()
    this.#place.replaceChildren(...people.map(({ name }) => element("li", {}, element("span", { class: "initials", title: name, "aria-hidden": "true" }, initials(name)), element("span", { class: "visually-hidden" }, name))))
  }
}

const initials = (name) => name.split(/\s+/).map((word) => word[0]).filter((_, index, all) => index === 0 || index === all.length - 1).join("")
