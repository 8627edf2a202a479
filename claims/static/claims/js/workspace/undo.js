import { announce } from "claims/announce"
import { fill, gettext } from "claims/translate"

const kept = 100

/** What the person did here, to take back and do again; it is theirs alone and outlives a reload. */
export class Undo extends EventTarget {
  #store
  #place
  #done
  #undone

  constructor(store, place) {
    super()
    this.#store = store
    this.#place = place
    const { done = [], undone = [] } = JSON.parse(localStorage.getItem(place) ?? "{}")
    this.#done = done
    this.#undone = undone
  }

  get canUndo() {
    return this.#done.length > 0
  }

  get canRedo() {
    return this.#undone.length > 0
  }

  /** Does some operations as one step. Changes of the same fields in a row are one step, as typing is. */
  do(label, operations) {
    const inverse = operations.map((operation) => this.#store.do(operation)).reverse().flat()
    const last = this.#done.at(-1)
    const [change] = operations
    const same = operations.length === 1 && change.op === "change" && last?.typing === `${change.id} ${Object.keys(change.fields)}`
    if (!same) this.#done.push({ label, inverse, typing: change.op === "change" && operations.length === 1 ? `${change.id} ${Object.keys(change.fields)}` : "" })
    this.#done.splice(0, this.#done.length - kept)
    this.#undone = []
    this.#keep()
  }

  undo() {
    this.#step(this.#done, this.#undone, gettext("Undone: {label}"))
  }

  redo() {
    this.#step(this.#undone, this.#done, gettext("Done again: {label}"))
  }

  #step(from, to, words) {
    const step = from.pop()
    if (!step) return announce(gettext("There is nothing more to undo or redo."))
    const possible = step.inverse.filter(({ op, id }) => op === "create" || !id || op === "accept" || this.#store.item(id) || op === "add-evidence")
    to.push({ label: step.label, inverse: possible.map((operation) => this.#store.do(operation)).reverse().flat(), typing: "" })
    this.#keep()
    announce(fill(words, { label: step.label }))
  }

  #keep() {
    localStorage.setItem(this.#place, JSON.stringify({ done: this.#done, undone: this.#undone }))
    this.dispatchEvent(new Event("change"))
  }
}
