import { newIdentifier } from "claims/identifier"

/**
 * Where a window keeps what isn't sent yet. Each window has a place of its own, which it holds by a lock for as long as
 * it lives; what a window left that crashed or was closed is taken over by the next one.
 */
export class Drafts {
  #prefix
  #own

  constructor(prefix) {
    this.#prefix = prefix
    this.#own = `${prefix}.${newIdentifier()}`
    navigator.locks?.request(this.#own, () => new Promise(() => {}))
  }

  keep(operations) {
    if (operations.length) localStorage.setItem(this.#own, JSON.stringify(operations))
    else localStorage.removeItem(this.#own)
  }

  /** What windows left that are gone, oldest first; it is this window's from now on. */
  async inherited() {
    const found = []
    for (const place of Object.keys(localStorage).filter((name) => name.startsWith(this.#prefix) && name !== this.#own))
      if (await abandoned(place)) {
        found.push(...JSON.parse(localStorage.getItem(place) ?? "[]"))
        localStorage.removeItem(place)
      }
    return found
  }
}

// Without locks, as on a page without TLS, windows can't be told apart, and all is taken over.
async function abandoned(place) {
  if (!navigator.locks) return true
  return navigator.locks.request(place, { ifAvailable: true }, (lock) => lock !== null)
}
