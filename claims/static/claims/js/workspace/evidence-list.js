import { request } from "claims/request"
import { toast } from "claims/announce"
import { newIdentifier } from "claims/identifier"
import { fill, gettext } from "claims/translate"
import { fillForm, readField } from "claims/workspace/fields"
import { SourceSearch } from "claims/workspace/sources"

/** The evidence on the chosen tag, and the search that adds to it. */
export class EvidenceList {
  #store
  #undo
  #section = document.querySelector("[data-evidence]")
  #list = this.#section.querySelector("[data-evidence-list]")
  #template = document.querySelector("[data-evidence-template]")
  #item

  constructor(store, undo) {
    this.#store = store
    this.#undo = undo
    const { project } = store.page.article
    new SourceSearch(this.#section.querySelector("#source-search"), this.#section.querySelector("#source-list"), {
      address: `/api/v1/projects/${project}/sources`,
      recent: () => store.page.sources,
      take: (source) => this.add(source),
    })
    store.addEventListener("evidence", ({ detail }) => detail.id === this.#item?.id && this.#draw())
  }

  show(item) {
    this.#section.hidden = !item
    const same = item?.id === this.#item?.id
    this.#item = item
    if (item && !same) this.#draw()
  }

  search() {
    this.#section.querySelector("#source-search").focus()
  }

  /** Adds a source as supporting evidence: the stance is the first thing shown, to be changed. */
  add(source) {
    const { sources } = this.#store.page
    this.#store.page.sources = [source, ...sources.filter(({ id }) => id !== source.id)].slice(0, 8)
    const evidence = { id: newIdentifier(), source, stance: "supports" }
    this.#do(fill(gettext("add {title}"), { title: source.title }), "add-evidence", evidence)
  }

  /** Adds the source that was used last, in one step. */
  addLast() {
    const [source] = this.#store.page.sources
    if (source && this.#item) this.add(source)
  }

  #do(label, op, evidence) {
    this.#undo.do(label, [{ op, kind: this.#item.kind, id: this.#item.id, evidence }])
  }

  #draw() {
    const all = this.#store.evidenceOf(this.#item.id)
    const open = this.#list.querySelector("details[open]")?.closest("li").dataset.id
    this.#section.querySelector("[data-evidence-count]").textContent = all.length
    if (this.#list.contains(document.activeElement) && this.#list.children.length === all.length) return all.forEach((one) => this.#title(this.#list.querySelector(`[data-id="${one.id}"]`), one))
    this.#list.replaceChildren(...all.map((one) => this.#row(one, one.id === open)))
  }

  #row(evidence, open) {
    const row = this.#template.content.firstElementChild.cloneNode(true)
    const form = row.querySelector("form")
    row.dataset.id = evidence.id
    row.querySelector("details").open = open
    this.#title(row, evidence)
    fillForm(form, { ...evidence, reliability: evidence.source.reliability })
    form.addEventListener("submit", (event) => event.preventDefault())
    form.addEventListener("change", ({ target }) => this.#changed(target, form, evidence))
    row.querySelector("[data-remove]").addEventListener("click", () => this.#do(gettext("remove evidence"), "remove-evidence", { id: evidence.id }))
    return row
  }

  #title(row, { stance, source }) {
    if (!row) return
    const pill = row.querySelector("[data-stance-pill]")
    pill.dataset.stance = stance
    pill.textContent = row.querySelector(`[value="${stance}"] + span`)?.textContent ?? stance
    row.querySelector("[data-source-title]").textContent = source.title
    const rating = row.querySelector("[data-source-rating]")
    rating.dataset.rating = rating.textContent = source.reliability
    const link = row.querySelector("[data-source-link]")
    link.hidden = !/^https?:\/\//i.test(source.url)
    if (!link.hidden) link.href = source.url
  }

  #changed(control, form, evidence) {
    if (control.name === "reliability") return this.#rate(evidence.source, control.value)
    const fields = readField(control, form)
    if (fields) this.#do(gettext("change evidence"), "change-evidence", { id: evidence.id, ...fields })
  }

  // A source is the project's and not one tag's, so its rating is saved at once and isn't part of undo.
  async #rate(source, reliability) {
    try {
      const { data } = await request(`/api/v1/sources/${source.id}`, { method: "PATCH", etag: `"${source.version}"`, body: { reliability } })
      for (const one of this.#store.evidence.values()) if (one.source.id === source.id) one.source = data
      this.#draw()
    } catch (error) {
      toast(error.message, { tone: "bad" })
    }
  }
}
