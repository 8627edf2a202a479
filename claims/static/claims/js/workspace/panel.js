import { element } from "claims/element"
import { fill, gettext } from "claims/translate"
import { EvidenceList } from "claims/workspace/evidence-list"
import { fillForm, readField } from "claims/workspace/fields"
import { figureSentence } from "claims/workspace/figure-sentence"
import { Talk } from "claims/workspace/talk"

const typing = 700
const near = 4000

/** The column beside the text: the form of what is chosen, or the overview of all tags. */
export class Panel {
  #store
  #undo
  #root = document.querySelector("[data-panel]")
  #overview = this.#root.querySelector("[data-overview]")
  #forms = Object.fromEntries(Array.from(this.#root.querySelectorAll("[data-form]"), (form) => [form.dataset.form, form]))
  #chosen
  #timer
  #listing
  #shown = 200
  #unsaved = new Map()

  constructor(store, undo, choose) {
    this.#store = store
    this.#undo = undo
    this.evidence = new EvidenceList(store, undo)
    this.talk = new Talk(store.page.decisions)
    for (const kind of ["claim", "figure"]) this.#listen(this.#forms[kind])
    this.#overview.querySelector("[data-tag-list]").addEventListener("click", ({ target }) => {
      const button = target.closest("[data-id]")
      if (button) choose(button.dataset.id)
    })
    addEventListener("pagehide", () => this.flush())
  }

  /** Shows a tag or a suggestion, or with nothing the overview. */
  show(chosen) {
    this.flush()
    this.#chosen = chosen
    const name = chosen && (chosen.decision === undefined ? chosen.kind : "suggestion")
    this.#overview.hidden = Boolean(chosen)
    for (const [kind, form] of Object.entries(this.#forms)) form.hidden = kind !== name
    const tag = name === "suggestion" ? null : chosen
    this.evidence.show(tag)
    this.talk.show(tag)
    if (chosen) this.redraw(chosen)
    else this.list()
  }

  redraw(item) {
    if (item.id !== this.#chosen?.id) return
    this.#chosen = item
    if (item.decision !== undefined) return this.#suggestion(item)
    const form = this.#forms[item.kind]
    const data = { ...item.data, ...this.#unsaved.get(item.id) }
    if (item.kind === "figure") this.#claims(form, item)
    else this.#propose(form, item)
    fillForm(form, data)
    this.#common(form, item, data)
  }

  /** Puts the overview's list and counts right, once the frame is drawn: a key doesn't wait for it. */
  list() {
    clearTimeout(this.#listing)
    this.#listing = setTimeout(() => this.#list(), 50)
  }

  #list() {
    const { tags, open } = this.#store
    this.#root.querySelector("[data-open-suggestions]").textContent = open.length
    this.#root.querySelector("[data-tag-count]").textContent = tags.length
    this.#root.querySelector("[data-no-tags]").hidden = tags.length > 0
    if (!this.#overview.hidden) this.#root.querySelector("[data-tag-list]").replaceChildren(...tags.slice(0, this.#shown).map((tag) => this.#entry(tag)), ...this.#more(tags.length))
  }

  /** Names what is missing, tag by tag; gives whether anything is. */
  missing(lacking) {
    const place = this.#root.querySelector("[data-missing]")
    place.hidden = !lacking.length
    place.querySelector("[data-missing-list]").replaceChildren(
      ...lacking.map(({ tag, parts, choose }) => element("li", {}, element("button", { class: "button button--quiet button--small", type: "button", click: choose }, `“${tag.data.quote.slice(0, 40)}”`), " ", parts.join(" "))),
    )
    return lacking.length > 0
  }

  /** Saves what is being typed, now. */
  flush() {
    clearTimeout(this.#timer)
    for (const [id, fields] of this.#unsaved) this.#save(id, fields)
    this.#unsaved.clear()
  }

  #listen(form) {
    form.addEventListener("submit", (event) => event.preventDefault())
    form.addEventListener("input", ({ target }) => this.#written(target, form, target.matches("input:not([type]), textarea, [type=range]")))
    form.addEventListener("change", () => this.flush())
  }

  #written(control, form, wait) {
    const fields = readField(control, form)
    control.toggleAttribute("aria-invalid", !fields)
    if (!fields) return
    const { id } = this.#chosen
    this.#unsaved.set(id, { ...this.#unsaved.get(id), ...fields })
    this.#common(form, this.#chosen, { ...this.#chosen.data, ...this.#unsaved.get(id) })
    clearTimeout(this.#timer)
    if (wait) this.#timer = setTimeout(() => this.flush(), typing)
    else this.flush()
  }

  #save(id, fields) {
    const item = this.#store.item(id)
    if (!item) return
    const differing = Object.entries(fields).filter(([name, value]) => JSON.stringify(value ?? "") !== JSON.stringify(item.data[name] ?? ""))
    if (!differing.length) return
    this.#undo.do(fill(gettext("change “{quote}”"), { quote: item.data.quote.slice(0, 40) }), [{ op: "change", kind: item.kind, id, fields: Object.fromEntries(differing) }])
  }

  #common(form, item, data) {
    const own = this.#store.own(item)
    form.querySelector("[data-quote]").textContent = data.quote
    form.querySelector("[data-whose]").textContent = own ? "" : fill(gettext("Tagged by {name}"), { name: data.annotator?.name })
    const pill = form.querySelector("[data-status-pill]")
    pill.dataset.status = data.status
    pill.textContent = this.#store.page.statuses[data.status]
    form.querySelector("[data-confidence-words]").textContent = data.confidence === null ? gettext("none given") : `${data.confidence} % · ${level(data.confidence)}`
    const reading = form.querySelector("[data-reading]")
    if (reading) reading.textContent = figureSentence(data, this.#store.page.modifiers)
    const locked = !own || !["draft", "returned", "submitted", "verified"].includes(data.status)
    for (const control of form.elements) if (control.name || control.dataset.date) control.disabled = locked
  }

  // The sentence as a statement that stands by itself, where one is suggested and isn't taken yet.
  #propose(form, claim) {
    const suggested = [...this.#store.suggestions.values()].find(({ kind, from, to }) => kind === "claim" && from < claim.to && to > claim.from)
    const text = suggested?.payload.statement
    const place = form.querySelector("[data-proposal]")
    place.hidden = !text || text === claim.data.statement || !["draft", "returned"].includes(claim.data.status)
    if (place.hidden) return
    const take = () => this.#save(claim.id, { statement: text })
    place.replaceChildren(gettext("Proposal:"), " ", element("span", { class: "isolated" }, text), " ", element("button", { class: "button button--small", type: "button", click: take }, gettext("Take it")))
  }

  // The claims near a figure are those it can belong to: a thousand options would take longer than a key may.
  #claims(form, figure) {
    const select = form.querySelector("[data-claims]")
    const close = ({ id, kind, from }) => kind === "claim" && (Math.abs(from - figure.from) < near || id === figure.data.claim)
    const options = this.#store.tags.filter(close).map(({ id, data }) => element("option", { value: id }, (data.statement || data.quote).slice(0, 80)))
    select.replaceChildren(select.options[0], ...options)
  }

  #suggestion({ payload, reasons, quote, kind }) {
    const form = this.#forms.suggestion
    form.querySelector("[data-quote]").textContent = quote
    form.querySelector("[data-reading]").textContent = kind === "figure" ? figureSentence(payload, this.#store.page.modifiers) : payload.statement ?? ""
    form.querySelector("[data-reasons]").replaceChildren(...reasons.map((reason) => element("li", {}, reason.words ?? reason)))
  }

  // A list of thousands would hold up what comes after it.
  #more(count) {
    if (count <= this.#shown) return []
    const all = () => {
      this.#shown = count
      this.#list()
    }
    return [element("li", {}, element("button", { type: "button", click: all }, fill(gettext("Show all {count}"), { count })))]
  }

  #entry({ id, kind, data }) {
    const sign = element("span", { class: "pill", "data-kind": kind }, this.#store.page.kinds[kind])
    const status = element("span", { class: "pill", "data-status": data.status }, this.#store.page.statuses[data.status])
    return element("li", {}, element("button", { type: "button", "data-id": id }, sign, element("span", { class: "quote" }, data.quote), status))
  }
}

const level = (percent) => (percent < 50 ? gettext("low") : percent < 80 ? gettext("moderate") : gettext("high"))
