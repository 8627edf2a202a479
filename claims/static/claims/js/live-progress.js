import { announce } from "claims/announce"
import { request, Unreachable } from "claims/request"
import { gettext } from "claims/translate"

/**
 * Keeps `[data-live-progress="address"]` up to date until the work is finished. The address answers:
 *   { finished, done, total, message, counts: {name: number}, notice,
 *     rows: [{ id, state, state_label, cells: {name: text}, href }], next }
 * `next` is sent back as ?since= so that only rows that changed come again. In the section:
 *   progress[data-progress-bar], [data-progress-message], [data-count="name"], [data-progress-notice],
 *   tbody[data-progress-rows] with template[data-progress-row] beside it, whose cells are [data-cell="name"],
 *   [data-cell-state] and a[data-cell-link].
 */
class LiveProgress {
  #section
  #since = ""
  #wait
  #said = ""

  constructor(section) {
    this.#section = section
    this.#wait = Number(section.dataset.interval ?? 1500)
    this.#poll()
  }

  async #poll() {
    try {
      const { data } = await request(this.#address())
      this.#show(data)
      if (data.finished) return this.#end(data)
    } catch (error) {
      if (!(error instanceof Unreachable)) return this.#notice(error.message)
      this.#notice(gettext("The server can't be reached. Trying again …"))
    }
    setTimeout(() => this.#poll(), document.hidden ? this.#wait * 4 : this.#wait)
  }

  #address() {
    const address = new URL(this.#section.dataset.liveProgress, location.href)
    if (this.#since) address.searchParams.set("since", this.#since)
    return address
  }

  #show(data) {
    const bar = this.#section.querySelector("[data-progress-bar]")
    if (bar) {
      if (data.total) bar.max = data.total
      bar.value = data.done
    }
    this.#text("[data-progress-message]", data.message)
    this.#notice(data.notice ?? "")
    for (const [name, count] of Object.entries(data.counts ?? {})) this.#text(`[data-count="${name}"]`, count)
    for (const row of data.rows ?? []) this.#row(row)
    this.#since = data.next ?? this.#since
    this.#say(data)
  }

  // A screen reader hears each tenth of the way and not each poll.
  #say({ message, done, total }) {
    const tenth = String(Math.floor((10 * done) / (total || 1)))
    if (tenth !== this.#said) announce(message)
    this.#said = tenth
  }

  #text(selector, text) {
    for (const place of this.#section.querySelectorAll(selector))
      if (place.textContent !== String(text)) place.textContent = text
  }

  #notice(text) {
    const place = this.#section.querySelector("[data-progress-notice]")
    if (!place) return
    place.hidden = !text
    const words = place.querySelector("p") ?? place
    if (words.textContent !== text) words.textContent = text
  }

  #row(row) {
    const line = this.#line(row.id)
    if (!line) return
    for (const [name, text] of Object.entries(row.cells ?? {})) {
      const cell = line.querySelector(`[data-cell="${name}"]`)
      if (cell) cell.textContent = text
    }
    const state = line.querySelector("[data-cell-state]")
    if (state) {
      state.dataset.state = row.state
      state.textContent = row.state_label
    }
    const link = line.querySelector("[data-cell-link]")
    if (link && row.href) link.href = row.href
    if (link) link.hidden = !row.href
  }

  #line(id) {
    const body = this.#section.querySelector("[data-progress-rows]")
    const template = this.#section.querySelector("template[data-progress-row]")
    const found = body?.querySelector(`[data-row="${CSS.escape(id)}"]`)
    if (found || !body || !template) return found
    const made = template.content.firstElementChild.cloneNode(true)
    made.dataset.row = id
    body.append(made)
    return made
  }

  #end(data) {
    announce(data.message)
    // A form that was just sent brings a new page by itself; reloading this one would call it back.
    const sent = document.querySelector("form[data-sent]")
    if (!sent && this.#section.dataset.reloadWhenFinished !== undefined) location.reload()
  }
}

for (const section of document.querySelectorAll("[data-live-progress]")) new LiveProgress(section)
