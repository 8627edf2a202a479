import { element } from "claims/element"
import { readable, shortcuts } from "claims/shortcuts"
import { gettext } from "claims/translate"

/** Finds every action and every page of the header by name. */
class CommandPalette {
  #dialog = document.querySelector("[data-palette]")
  #input = this.#dialog.querySelector("input")
  #list = this.#dialog.querySelector("[role=listbox]")
  #found = []
  #chosen = 0

  constructor() {
    this.#input.addEventListener("input", () => this.#search())
    this.#input.addEventListener("keydown", (event) => this.#pressed(event))
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) this.#start(Number(option.dataset.index))
    })
  }

  open() {
    for (const menu of document.querySelectorAll("[data-menu][open]")) menu.open = false
    this.#input.value = ""
    this.#dialog.showModal()
    this.#search()
  }

  #search() {
    const words = this.#input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    const all = (text) => words.every((word) => text.toLocaleLowerCase().includes(word))
    const found = [...actions(), ...places()].filter(({ label, group }) => all(`${label} ${group}`))
    // What has the words in its own name comes before what has them in its group's.
    this.#found = found.toSorted((one, other) => all(other.label) - all(one.label))
    this.#choose(0)
  }

  #choose(index) {
    this.#chosen = Math.max(0, Math.min(index, this.#found.length - 1))
    this.#list.replaceChildren(...this.#found.map((entry, at) => this.#option(entry, at)))
    const current = this.#list.children[this.#chosen]
    current?.scrollIntoView({ block: "nearest" })
    if (current) this.#input.setAttribute("aria-activedescendant", current.id)
    else this.#list.append(element("li", { class: "palette__option soft", role: "option", "aria-disabled": "true", "aria-selected": "false" }, gettext("Nothing has that name.")))
  }

  #option({ label, group, key }, index) {
    const chosen = index === this.#chosen
    return element(
      "li",
      { class: "palette__option", role: "option", id: `palette-${index}`, "data-index": index, "aria-selected": String(chosen) },
      element("span", {}, label),
      element("span", { class: "palette__group" }, group),
      key ? element("kbd", {}, readable(key)) : null,
    )
  }

  #pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.#choose(this.#chosen + step)
    else if (event.key === "Enter") this.#start(this.#chosen)
    else return
    event.preventDefault()
  }

  #start(index) {
    const entry = this.#found[index]
    if (!entry) return
    this.#dialog.close()
    entry.run()
  }
}

function actions() {
  return shortcuts.actions.filter((action) => action.id !== "palette" && (!action.available || action.available()))
}

function places() {
  return Array.from(document.querySelectorAll("a[data-action]"), (link) => ({
    label: link.dataset.action,
    group: gettext("Pages"),
    run: () => link.click(),
  }))
}

const palette = new CommandPalette()
shortcuts.on({ palette: () => palette.open() })
for (const button of document.querySelectorAll("[data-opens-palette]")) button.addEventListener("click", () => palette.open())
