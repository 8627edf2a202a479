import { fill, gettext } from "claims/translate"
import { announce } from "claims/announce"

/** Lets files be dropped on `[data-dropzone]`, into the file input inside it, and lists their names. */
class Dropzone {
  #zone
  #input
  #list

  constructor(zone) {
    this.#zone = zone
    this.#input = zone.querySelector("input[type=file]")
    this.#list = zone.querySelector("[data-dropzone-names]")
    zone.addEventListener("dragover", (event) => this.#over(event))
    zone.addEventListener("dragleave", () => delete zone.dataset.over)
    zone.addEventListener("drop", (event) => this.#drop(event))
    this.#input.addEventListener("change", () => this.#name())
  }

  #over(event) {
    event.preventDefault()
    this.#zone.dataset.over = ""
  }

  #drop(event) {
    event.preventDefault()
    delete this.#zone.dataset.over
    this.#input.files = event.dataTransfer.files
    this.#input.dispatchEvent(new Event("change", { bubbles: true }))
  }

  #name() {
    const names = Array.from(this.#input.files, (file) => file.name)
    if (this.#list) this.#list.textContent = names.join(", ")
    announce(fill(gettext("{count} files chosen"), { count: names.length }))
  }
}

for (const zone of document.querySelectorAll("[data-dropzone]")) new Dropzone(zone)
