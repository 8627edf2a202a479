import { element } from "claims/element"
import { keyOf, readable, shortcuts } from "claims/shortcuts"
import { fill, gettext } from "claims/translate"

/** The page of shortcuts (`?`): every action with its key, which can be changed there. */
class ShortcutsPage {
  #dialog = document.querySelector("[data-shortcuts]")
  #list = this.#dialog.querySelector("[data-shortcut-list]")
  #error = this.#dialog.querySelector("[data-shortcut-error]")

  constructor() {
    const letters = this.#dialog.querySelector("[data-letters-on]")
    letters.checked = shortcuts.lettersOn
    letters.addEventListener("change", () => shortcuts.turnLetters(letters.checked))
    this.#dialog.querySelector("[data-shortcut-reset]").addEventListener("click", () => {
      shortcuts.reset()
      this.#draw()
    })
    this.#dialog.addEventListener("keydown", (event) => this.#pressed(event))
  }

  open() {
    this.#draw()
    this.#dialog.showModal()
    this.#dialog.querySelector("h2").focus()
  }

  #draw() {
    this.#error.textContent = ""
    const groups = Map.groupBy
      ? Map.groupBy(shortcuts.actions, (action) => action.group)
      : shortcuts.actions.reduce((all, action) => all.set(action.group, [...(all.get(action.group) ?? []), action]), new Map())
    this.#list.replaceChildren(...[...groups].map(([name, actions]) => this.#group(name, actions)))
  }

  #group(name, actions) {
    const rows = actions.map((action) =>
      element("tr", {}, element("th", { scope: "row" }, action.label), element("td", {}, this.#button(action))),
    )
    return element("section", {}, element("h3", {}, name), element("table", { class: "shortcut-table" }, element("tbody", {}, rows)))
  }

  #button(action) {
    const keys = shortcuts.keysOf(action.id).map(readable).join(", ")
    const label = fill(gettext("{action}: {keys}. Change"), { action: action.label, keys: keys || gettext("no key") })
    return element(
      "button",
      { class: "button button--small", type: "button", "data-changes": action.id, "aria-label": label },
      element("kbd", {}, keys || "–"),
    )
  }

  #pressed(event) {
    const button = event.target.closest("[data-changes]")
    if (!button || ["Tab", "Escape", "Enter", " ", "Shift", "Control", "Alt", "Meta"].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    try {
      shortcuts.change(button.dataset.changes, event.key === "Backspace" ? "" : keyOf(event))
      this.#draw()
      this.#list.querySelector(`[data-changes="${button.dataset.changes}"]`).focus()
    } catch (error) {
      this.#error.textContent = error.message
    }
  }
}

const page = new ShortcutsPage()
shortcuts.add({
  id: "shortcuts",
  label: gettext("Show the keyboard shortcuts"),
  group: gettext("Everywhere"),
  keys: ["?"],
  run: () => page.open(),
})
for (const button of document.querySelectorAll("[data-opens-shortcuts]"))
  button.addEventListener("click", () => page.open())
