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
    letters.addEventListener("change", () => this.#try(() => shortcuts.turnLetters(letters.checked)))
    this.#dialog.querySelector("[data-shortcut-reset]").addEventListener("click", () => this.#try(() => shortcuts.reset()))
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
    const key = readable(action.key)
    const label = fill(gettext("{action}: {keys}. Change"), { action: action.label, keys: key || gettext("no key") })
    return element(
      "button",
      { class: "button button--small", type: "button", "data-changes": action.id, "aria-label": label },
      element("kbd", {}, key || "–"),
    )
  }

  #pressed(event) {
    const button = event.target.closest("[data-changes]")
    if (!button || ["Tab", "Escape", "Enter", " ", "Shift", "Control", "Alt", "Meta"].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    const id = button.dataset.changes
    this.#try(() => shortcuts.change(id, event.key === "Backspace" ? "" : keyOf(event)), id)
  }

  // The list shows at once what was changed; where it is refused it goes back, and the reason stands above.
  async #try(change, id) {
    const changing = change()
    this.#draw()
    this.#list.querySelector(`[data-changes="${id}"]`)?.focus()
    await changing.catch((error) => {
      this.#draw()
      this.#list.querySelector(`[data-changes="${id}"]`)?.focus()
      this.#error.textContent = error.message
    })
  }
}

const page = new ShortcutsPage()
shortcuts.on({ shortcuts: () => page.open() })
for (const button of document.querySelectorAll("[data-opens-shortcuts]"))
  button.addEventListener("click", () => page.open())
