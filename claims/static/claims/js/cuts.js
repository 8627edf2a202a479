import { announce } from "claims/announce"
import { shortcuts } from "claims/shortcuts"
import { fill } from "claims/translate"

/** Marks on the lines of `[data-cuts]` where articles begin, by its selects or by keys. */
class Cuts {
  #form
  #lines
  #marks
  #count

  constructor(form) {
    this.#form = form
    this.#lines = Array.from(form.querySelectorAll("[data-cut-line]"))
    this.#marks = form.querySelector("[data-cuts-marks]")
    this.#count = form.querySelector("[data-cuts-count]")
    form.addEventListener("change", (event) => this.#changed(event))
    this.#addKeys()
    this.#tell()
  }

  #addKeys() {
    const marks = { "cut-begin": () => this.#mark("b"), "cut-continue": () => this.#mark("c"), "cut-out": () => this.#mark("o"), "cut-next": () => this.#next() }
    shortcuts.on(marks, () => document.activeElement?.closest("[data-cut-line], body") !== null)
    // The arrows of a select would change it; here they go from line to line.
    this.#form.addEventListener("keydown", (event) => this.#arrow(event), { capture: true })
  }

  #arrow(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!event.target.matches("[data-cut-mark]")) return
    if (step) this.#focus(this.#current() + step)
    else if (!shortcuts.press(event, ["cut-begin", "cut-continue", "cut-out", "cut-next"])) return
    event.preventDefault()
    event.stopPropagation()
  }

  #current() {
    return this.#lines.indexOf(document.activeElement?.closest("[data-cut-line]"))
  }

  #focus(index) {
    const line = this.#lines[Math.min(Math.max(index, 0), this.#lines.length - 1)]
    line?.querySelector("[data-cut-mark]").focus()
  }

  #next() {
    const from = this.#current() + 1
    const found = this.#lines.findIndex((line, index) => index >= from && line.dataset.mark === "b")
    this.#focus(found < 0 ? this.#lines.findIndex((line) => line.dataset.mark === "b") : found)
  }

  #mark(mark) {
    const line = this.#lines[this.#current()]
    if (!line) return this.#focus(0)
    const select = line.querySelector("[data-cut-mark]")
    select.value = mark
    this.#write(line, select)
    announce(select.selectedOptions[0].textContent)
  }

  #changed(event) {
    const line = event.target.closest("[data-cut-line]")
    if (line) this.#write(line, event.target)
  }

  // Lines that were left out and follow a new begin belong to its article, up to the next begin.
  #write(line, select) {
    const was = line.dataset.mark
    line.dataset.mark = select.value
    if (select.value === "b" && was === "o") this.#take(this.#lines.indexOf(line) + 1)
    this.#tell()
  }

  #take(index) {
    for (; index < this.#lines.length && this.#lines[index].dataset.mark === "o"; index++) {
      this.#lines[index].dataset.mark = "c"
      this.#lines[index].querySelector("[data-cut-mark]").value = "c"
    }
  }

  #tell() {
    const marks = this.#lines.map((line) => line.dataset.mark)
    this.#marks.value = marks.join("")
    const count = marks.filter((mark) => mark === "b").length
    const words = count === 1 ? this.#count.dataset.one : this.#count.dataset.many
    this.#count.textContent = fill(words, { count })
  }
}

for (const form of document.querySelectorAll("[data-cuts]")) new Cuts(form)
