import { Problem, request, Unreachable } from "claims/request"
import { fill, gettext } from "claims/translate"

const address = "/api/v1/me/shortcuts"
const mac = /Mac|iPhone|iPad/.test(navigator.platform)

/**
 * The actions that a key, the palette or the page of shortcuts can start. The server names those of a page, with the
 * person's own keys (claims/shortcuts.py); a module says with `on` what one does. Keys are kept with the account; what
 * couldn't be sent yet waits in this browser.
 */
class Shortcuts {
  #known = new Map()
  #waits = `annotator.unsent-shortcuts.${document.body.dataset.person}`
  lettersOn = true

  constructor() {
    const named = JSON.parse(document.getElementById("shortcuts")?.textContent ?? "null")
    for (const action of named?.actions ?? []) this.#known.set(action.id, action)
    this.lettersOn = named?.letters_on ?? true
    document.addEventListener("keydown", (event) => this.#pressed(event))
    this.#applyWaiting()
    this.#label()
    // What is refused this late is given up in silence: the keys that the server has come with the next page.
    const sendLate = () => this.#send().catch(() => {})
    addEventListener("online", sendLate)
    sendLate()
  }

  /** Says what actions do: `{id: run}`. One that isn't `available` now passes its key on. */
  on(runs, available) {
    for (const [id, run] of Object.entries(runs)) {
      if (!this.#known.has(id)) throw new Error(`claims/shortcuts.py names no action ${id} on this page`)
      Object.assign(this.#known.get(id), { run, available })
    }
  }

  /** What can be started here. */
  get actions() {
    return [...this.#known.values()].filter(({ run }) => run)
  }

  /** Starts an action by its name, as a button does. */
  run(id) {
    this.#known.get(id)?.run?.()
  }

  /** Starts the action that holds a pressed key, where it is one of `ids`; gives whether it did. */
  press(event, ids) {
    const action = this.#holder(keyOf(event))
    if (!ids.includes(action?.id)) return false
    action.run(event)
    return true
  }

  /** Gives `key` (or "" for none) to the action; throws an Error that names the action which holds it already. */
  async change(id, key) {
    const holder = this.#holder(key)
    if (holder && holder.id !== id) throw new Error(fill(gettext("{key} already does: {label}"), { key: readable(key), label: holder.label }))
    const action = this.#known.get(id)
    const before = action.key
    action.key = key
    this.#label()
    await this.#keep({ keys: { [id]: key } }, () => (action.key = before))
  }

  async turnLetters(on) {
    this.lettersOn = on
    await this.#keep({ letters_on: on }, () => (this.lettersOn = !on))
  }

  async reset() {
    localStorage.removeItem(this.#waits)
    const { data } = await request(address, { method: "DELETE" })
    for (const action of this.#known.values()) action.key = data.keys[action.id]
    this.#label()
  }

  // Buttons name the keys that the person has.
  #label() {
    for (const place of document.querySelectorAll("kbd[data-key]")) {
      const key = this.#known.get(place.dataset.key)?.key ?? ""
      place.textContent = readable(key)
      place.hidden = !key
    }
  }

  #holder(key) {
    return key && [...this.#known.values()].find((action) => action.key === key)
  }

  async #keep(change, takeBack) {
    const waiting = this.#waiting()
    localStorage.setItem(this.#waits, JSON.stringify({ ...waiting, ...change, keys: { ...waiting.keys, ...change.keys } }))
    try {
      await this.#send()
    } catch (error) {
      takeBack()
      this.#label()
      throw error
    }
  }

  #waiting() {
    return JSON.parse(localStorage.getItem(this.#waits) ?? "{}")
  }

  #applyWaiting() {
    const { keys = {}, letters_on: on = this.lettersOn } = this.#waiting()
    for (const [id, key] of Object.entries(keys)) if (this.#known.has(id)) this.#known.get(id).key = key
    this.lettersOn = on
  }

  // Out of reach it waits for the next time; what the server refuses is given up.
  async #send() {
    const kept = localStorage.getItem(this.#waits)
    if (!kept) return
    try {
      await request(address, { method: "PATCH", body: JSON.parse(kept) })
    } catch (error) {
      if (error instanceof Unreachable || error.status === 401 || error.status >= 500) return
      localStorage.removeItem(this.#waits)
      if (error instanceof Problem) throw error
    }
    if (localStorage.getItem(this.#waits) === kept) localStorage.removeItem(this.#waits)
  }

  #pressed(event) {
    if (event.defaultPrevented || event.isComposing) return
    const key = keyOf(event)
    const action = this.#holder(key)
    if (!action?.run || (action.available && !action.available())) return
    const typed = !key.includes("Mod+") && !key.startsWith("Alt+")
    if (typed && !this.lettersOn && key.replace(/^Shift\+/, "").length === 1) return
    // In a field keys belong to the field, undo too; only what ends the work there passes.
    if (writing(event.target) && !["Escape", "Mod+Enter", "Mod+k"].includes(key)) return
    if (document.querySelector("dialog[open]") && !action.inDialogs) return
    event.preventDefault()
    action.run(event)
  }
}

/** The name of what was pressed, such as "Mod+Shift+z", "Shift+ArrowLeft", "?" or "j". */
export function keyOf(event) {
  const { key } = event
  if (["Shift", "Control", "Alt", "Meta"].includes(key)) return ""
  const letter = key.length === 1
  const name = key === " " ? "Space" : letter ? key.toLowerCase() : key
  // Shift is part of a sign such as "?" already; of a letter or a named key it isn't.
  const shift = event.shiftKey && (!letter || key.toLowerCase() !== key.toUpperCase())
  const mod = mac ? event.metaKey : event.ctrlKey
  return [mod && "Mod+", event.altKey && !(letter && event.ctrlKey) && "Alt+", shift && "Shift+", name].filter(Boolean).join("")
}

/** A key as a person reads it. */
export function readable(key) {
  const names = { Mod: mac ? "⌘" : "Ctrl", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" }
  return key.split(/\+(?=.)/).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" ")
}

function writing(target) {
  return target.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range])")
}

export const shortcuts = new Shortcuts()
