import { fill, gettext } from "claims/translate"

/**
 * Every action that a key, the palette or the page of shortcuts can start. An action is
 *   { id, label, group, keys: ["j", "Mod+Enter"], run(event), available?() }
 * where Mod is Ctrl, or Cmd on a Mac. Two actions can't hold one key: the second is refused.
 * What a person changes is kept by their account in this browser, and a page may keep it elsewhere too.
 */
class Shortcuts {
  #actions = new Map()
  #holders = new Map()
  #changes = {}
  #place = `annotator.shortcuts.${document.body.dataset.person ?? "nobody"}`
  lettersOn = true

  constructor() {
    const kept = JSON.parse(localStorage.getItem(this.#place) ?? "{}")
    this.#changes = kept.keys ?? {}
    this.lettersOn = kept.lettersOn ?? true
    document.addEventListener("keydown", (event) => this.#pressed(event))
  }

  /** Adds actions; throws where one would take a key that another holds by default. */
  add(...actions) {
    for (const action of actions) {
      this.#actions.set(action.id, action)
      for (const key of this.keysOf(action.id)) this.#hold(key, action)
    }
  }

  get actions() {
    return [...this.#actions.values()]
  }

  keysOf(id) {
    return this.#changes[id] ?? this.#actions.get(id)?.keys ?? []
  }

  /** Starts an action by its name, as a button does. */
  run(id) {
    this.#actions.get(id)?.run()
  }

  /** Gives `key` (or none) to the action; throws an Error that names the action which holds it already. */
  change(id, key) {
    const holder = key && this.#holders.get(key)
    if (holder && holder.id !== id)
      throw new Error(fill(gettext("{key} already does: {label}"), { key: readable(key), label: holder.label }))
    for (const old of this.keysOf(id)) this.#holders.delete(old)
    this.#changes[id] = key ? [key] : []
    if (key) this.#holders.set(key, this.#actions.get(id))
    this.#keep()
  }

  turnLetters(on) {
    this.lettersOn = on
    this.#keep()
  }

  reset() {
    this.#changes = {}
    this.#holders.clear()
    for (const action of this.#actions.values()) for (const key of action.keys) this.#hold(key, action)
    this.#keep()
  }

  #hold(key, action) {
    const holder = this.#holders.get(key)
    // A key that a person gave away may meet a new default: theirs stands, and the default goes without.
    if (holder && (this.#changes[holder.id] || this.#changes[action.id])) return
    if (holder && holder.id !== action.id) throw new Error(`${key} is held by ${holder.id} and ${action.id}`)
    this.#holders.set(key, action)
  }

  #keep() {
    localStorage.setItem(this.#place, JSON.stringify({ keys: this.#changes, lettersOn: this.lettersOn }))
  }

  #pressed(event) {
    if (event.defaultPrevented || event.isComposing) return
    const key = keyOf(event)
    const action = this.#holders.get(key)
    if (!action || (action.available && !action.available())) return
    const typed = !key.includes("Mod+") && !key.startsWith("Alt+")
    if (typed && !this.lettersOn && key.replace(/^Shift\+/, "").length === 1) return
    // In a field keys belong to the field, undo too; only what ends the work there passes.
    if (writing(event.target) && !["Escape", "Mod+Enter", "Mod+k"].includes(key)) return
    if (document.querySelector("dialog[open]") && !action.inDialogs) return
    event.preventDefault()
    action.run(event)
  }
}

const mac = /Mac|iPhone|iPad/.test(navigator.platform)

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
