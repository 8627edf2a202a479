import { element } from "claims/element"
import { request } from "claims/request"

/**
 * Two people changed one tag. What doesn't touch the same fields goes together by itself; where it does, both versions
 * stand side by side and the person chooses.
 */
export class Conflict {
  #store
  #dialog
  #labels

  constructor(store, dialog, labels) {
    this.#store = store
    this.#dialog = dialog
    this.#labels = labels
    store.outbox.addEventListener("stale", ({ detail }) => detail.wait(this.#resolve(detail.operation)))
  }

  async #resolve(operation) {
    const { data } = await request(`/api/v1/${operation.kind}s/${operation.id}`).catch((error) => ({ data: error.status === 404 ? null : undefined }))
    if (data === null) return this.#gone(operation)
    if (data === undefined) return false
    const both = this.#differing(operation, data)
    if (!both.length && operation.op !== "delete") return this.#store.settle(operation, data, !this.#arrived(operation, data))
    this.#store.settle(operation, data, await this.#ask(operation, data, both))
  }

  // The answer to our own change was lost: it is there already.
  #arrived({ op, fields }, current) {
    return op === "change" && Object.keys(fields).every((name) => same(fields[name], current[name]))
  }

  #differing({ op, id, fields }, current) {
    const base = this.#store.item(id)?.base ?? {}
    if (op !== "change") return []
    return Object.keys(fields).filter((name) => !same(current[name], base[name]) && !same(current[name], fields[name]))
  }

  #gone(operation) {
    this.#store.outbox.drop(operation)
    this.#store.forget(operation.id)
  }

  #ask({ op, fields }, current, names) {
    const rows = op === "delete" ? [] : names
    const list = (values) => rows.flatMap((name) => [element("dt", {}, this.#labels[name] ?? name), element("dd", {}, shown(values[name]))])
    this.#dialog.querySelector("[data-mine]").replaceChildren(...list(fields ?? {}))
    this.#dialog.querySelector("[data-theirs]").replaceChildren(...list(current))
    this.#dialog.returnValue = ""
    this.#dialog.showModal()
    return new Promise((resolve) => {
      // Escape chooses neither version: it would give one up unseen.
      this.#dialog.onclose = () => (this.#dialog.returnValue ? resolve(this.#dialog.returnValue === "mine") : this.#dialog.showModal())
    })
  }
}

const shown = (value) => (value === null || value === undefined || value === "" ? "–" : String(value))
const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "")
