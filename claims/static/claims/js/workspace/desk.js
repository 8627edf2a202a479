import { announce, toast } from "claims/announce"
import { request } from "claims/request"
import { fill, gettext } from "claims/translate"
import { Handles } from "claims/workspace/handles"
import { Panel } from "claims/workspace/panel"
import { moved, Selecting } from "claims/workspace/selecting"
import { TagDrawing } from "claims/workspace/tag-drawing"

/** What a person can do on the page, each thing once: keys, buttons and the palette all end here. */
export class Desk {
  chosen = null
  sentence
  #root
  #article
  #store
  #undo

  constructor(root, article, store, undo) {
    this.#root = root
    this.#article = article
    this.#store = store
    this.#undo = undo
    this.sentence = article.sentences[0]
    this.drawing = new TagDrawing(article)
    this.selecting = new Selecting(article, root.querySelector("[data-selection-tools]"))
    this.handles = new Handles(article, root.querySelectorAll(".handle"), (tag, span) => this.#move(tag, span.start, span.end))
    this.panel = new Panel(store, undo, (id) => this.choose(id, { scroll: true }))
    this.drawing.begin([...store.tags, ...this.#store.open.filter(({ kind }) => kind === "figure")])
    for (const suggestion of this.#store.open) if (suggestion.kind === "claim") this.#worth(suggestion)
    this.panel.list()
    this.#listen()
  }

  get mayTag() {
    return Boolean(this.#root.dataset.mayTag)
  }

  get tag() {
    return this.chosen && this.#store.item(this.chosen)
  }

  get suggestion() {
    const found = this.#store.suggestions.get(this.chosen)
    return found && !found.decision ? found : null
  }

  /** Chooses a tag or a suggestion by its identifier, or nothing. */
  choose(id, { scroll = false } = {}) {
    this.chosen = id
    const one = this.tag ?? this.suggestion
    this.drawing.choose(one)
    this.panel.show(one)
    this.handles.show(this.tag)
    if (!one) return
    this.#stand(this.#article.sentenceAt(one.from), { scroll })
    this.selecting.empty || this.selecting.clear()
    if (this.tag?.kind === "claim") this.#propose(this.tag)
    announce(this.#words(one))
  }

  letGo() {
    const had = this.chosen
    this.selecting.clear()
    if (had) this.choose(null)
    this.#article.container.focus({ preventScroll: true })
  }

  /** Steps to the next or previous sentence. */
  step(by) {
    const next = this.#article.sentences[this.sentence.index + by]
    if (!next) return announce(gettext("No further sentence."))
    if (this.chosen) this.choose(null)
    this.selecting.empty || this.selecting.clear()
    this.#stand(next, { scroll: true })
    const marks = this.drawing.marksIn(next).length
    announce(this.#article.text.slice(next.start, next.end) + (marks ? ` ${fill(gettext("{count} tags or suggestions"), { count: marks })}` : ""))
  }

  /** Steps to the next or previous tag, or open suggestion. */
  stepThrough(what, by) {
    const all = what === "tags" ? this.#store.tags : this.#store.open
    const here = (this.tag ?? this.suggestion)?.from ?? (by > 0 ? this.sentence.start - 1 : this.sentence.end)
    const next = by > 0 ? all.find(({ from, id }) => from > here || (from === here && id > (this.chosen ?? "~"))) : all.findLast(({ from }) => from < here)
    if (next) this.choose(next.id, { scroll: true })
    else announce(what === "tags" ? gettext("No further tag.") : gettext("No further suggestion."))
  }

  /** Tags the selection, or else the whole sentence, as a claim; figures inside it come to belong to it. */
  tagClaim() {
    const span = this.selecting.words ?? this.#article.snapped(this.sentence.start, this.sentence.end)
    if (!span || !this.#mayTag()) return
    const id = crypto.randomUUID()
    const sentence = this.#article.sentencesIn(span.start, span.end)
    const statement = this.#article.text.slice(sentence[0].start, sentence.at(-1).end).trim()
    const inside = this.#store.tags.filter((tag) => tag.kind === "figure" && tag.from >= span.start && tag.to <= span.end && !tag.data.claim && this.#own(tag))
    this.#undo.do(gettext("tag a claim"), [
      { op: "create", kind: "claim", id, fields: { ...this.#span(span), statement } },
      ...inside.map((figure) => ({ op: "change", kind: "figure", id: figure.id, fields: { claim: id } })),
    ])
    this.choose(id)
  }

  /** Tags the selection, or else the first numeral of the sentence that isn't tagged, as a figure. */
  tagFigure() {
    const span = this.selecting.words ?? this.#numeral()
    if (!span || !this.#mayTag()) return announce(gettext("Select the figure first."))
    const suggestion = this.#store.open.find(({ from, to }) => from === span.start && to === span.end)
    if (suggestion) return this.accept(suggestion)
    const text = this.#article.text.slice(span.start, span.end)
    const numeral = /[\d.,\s]*\d/.exec(text)
    const value = numeral?.[0].trim().replaceAll(/[,\s]/g, "")
    if (!value) return toast(gettext("There is no numeral in it. Select the words with the number."))
    const at = span.start + numeral.index + numeral[0].search(/\S/)
    const id = crypto.randomUUID()
    const fields = {
      ...this.#span(span),
      numeral_start: this.#article.offsets.toCodePoints(at),
      numeral_end: this.#article.offsets.toCodePoints(at + numeral[0].trim().length),
      kind: text.includes("%") ? "percent" : "count",
      measure: text.includes("%") ? "%" : "",
      value_low: value,
      value_high: value,
      ...this.#claimAround(span),
    }
    this.#undo.do(gettext("tag a figure"), [{ op: "create", kind: "figure", id, fields }])
    this.choose(id)
  }

  /** Accepts a suggestion as it is; with `edit` its form takes focus. */
  accept(suggestion = this.suggestion, { edit = false } = {}) {
    if (!suggestion || !this.#mayTag()) return announce(gettext("Go to a suggestion first."))
    const id = crypto.randomUUID()
    const kind = suggestion.kind === "figure" ? "figure" : "claim"
    const around = kind === "figure" ? this.#claimAround({ start: suggestion.from, end: suggestion.to }) : {}
    const link = around.claim ? [{ op: "change", kind, id, fields: around }] : []
    this.#undo.do(gettext("accept a suggestion"), [{ op: "accept", kind, id, suggestion: suggestion.id }, ...link])
    this.choose(id)
    if (edit) this.edit()
  }

  dismiss() {
    const { suggestion } = this
    if (!suggestion) return announce(gettext("Go to a suggestion first."))
    this.#undo.do(gettext("dismiss a suggestion"), [{ op: "dismiss", suggestion: suggestion.id }])
    this.stepThrough("suggestions", 1)
    if (this.chosen === suggestion.id) this.choose(null)
  }

  /** Goes into the form of what is chosen; a suggestion is accepted first. */
  edit() {
    if (this.suggestion) return this.accept(this.suggestion, { edit: true })
    if (this.tag) this.#root.querySelector(`[data-form="${this.tag.kind}"]`).querySelector("textarea, input, select").focus()
  }

  confidence(percent) {
    if (!this.tag) return announce(gettext("Choose a tag first."))
    this.#change({ confidence: percent }, gettext("set the confidence"))
    announce(`${percent} %`)
  }

  /** Goes through the verdicts, one further each time. */
  verdict() {
    if (this.tag?.kind !== "claim") return announce(gettext("Choose a claim first."))
    const { verdicts } = this.#store.page
    const next = verdicts[(verdicts.findIndex(({ key }) => key === this.tag.data.verdict) + 1) % verdicts.length]
    this.#change({ verdict: next.key }, gettext("set the verdict"))
    announce(next.label)
  }

  delete() {
    const { tag } = this
    if (!tag) return
    this.choose(null)
    this.#undo.do(gettext("delete a tag"), [{ op: "delete", kind: tag.kind, id: tag.id }])
    toast(gettext("Tag deleted."), { action: { label: gettext("Undo"), run: () => this.undo() } })
    this.#article.container.focus({ preventScroll: true })
  }

  undo() {
    this.panel.flush()
    this.#undo.undo()
  }

  redo() {
    this.#undo.redo()
  }

  /** Moves the active edge of the selection, or of the chosen tag, by a word or a character. */
  nudge(step, unit) {
    const { tag } = this
    if (!tag) return this.selecting.nudge(step, unit, this.sentence)
    this.#move(tag, ...moved(this.#article, { start: tag.from, end: tag.to }, this.selecting.edge, step, unit))
    announce(this.tag.data.quote)
  }

  word(step) {
    if (this.selecting.word(step, this.sentence)) return announce(this.#article.text.slice(this.selecting.start, this.selecting.end))
    this.step(step)
    this.selecting.word(step, this.sentence)
  }

  otherEdge() {
    this.selecting.edge = this.selecting.edge === "end" ? "start" : "end"
    for (const handle of this.#root.querySelectorAll(".handle")) handle.toggleAttribute("data-active", handle.dataset.edge === this.selecting.edge)
    announce(this.selecting.edge === "end" ? gettext("Moving the end") : gettext("Moving the beginning"))
  }

  /** Splits the sentence before the selected word, or joins it with the next; tags stay where they are. */
  async mend(action) {
    const body = action === "split" ? { at: this.#article.offsets.toCodePoints(this.selecting.start) } : {}
    if (action === "split" && this.selecting.empty) return announce(gettext("Select the word that begins the new sentence."))
    try {
      await request(`/api/v1/articles/${this.#store.page.article.id}/sentences/${this.sentence.index}/${action}`, { method: "POST", body })
      location.reload()
    } catch (error) {
      toast(error.message, { tone: "bad" })
    }
  }

  /** Submits the article and goes on to the next; what is missing is named first. */
  async submit() {
    this.panel.flush()
    await this.#store.outbox.send()
    if (this.#store.outbox.size) return toast(gettext("Some changes aren't saved yet. Submit when they are."), { tone: "bad" })
    this.choose(null)
    if (this.panel.missing(this.#missing())) return announce(gettext("Something is missing; it is listed in the panel."), { urgent: true })
    const { id, project } = this.#store.page.article
    try {
      await request(`/api/v1/articles/${id}/submission`, { method: "POST", body: {} })
      const next = await request(`/api/v1/projects/${project}/next-article`, { method: "POST", body: {} })
      location.assign(next.data ? `/articles/${next.data.id}/` : "/")
    } catch (error) {
      toast(error.message, { tone: "bad" })
    }
  }

  async takeBack() {
    try {
      await request(`/api/v1/articles/${this.#store.page.article.id}/submission`, { method: "DELETE" })
      location.reload()
    } catch (error) {
      toast(error.message, { tone: "bad" })
    }
  }

  #listen() {
    const store = this.#store
    store.addEventListener("put", ({ detail: { item, before } }) => this.#put(item, before))
    store.addEventListener("gone", ({ detail: { item } }) => this.#gone(item))
    store.addEventListener("suggestion", ({ detail: { suggestion } }) => {
      if (suggestion.kind === "claim") this.#worth(suggestion)
      else if (suggestion.decision) this.drawing.remove(suggestion)
      else this.drawing.put(suggestion)
      this.panel.list()
    })
    this.#article.container.addEventListener("click", (event) => this.#clicked(event))
  }

  // A sentence worth checking is marked as a whole, at its side.
  #worth({ from, decision }) {
    this.#article.sentenceAt(from).node.toggleAttribute("data-worth", !decision)
  }

  #put(item, before) {
    const same = before && before.from === item.from && before.to === item.to && before.state === item.state
    if (!same) this.drawing.put(item, before)
    if (item.id === this.chosen) this.handles.show(item)
    this.panel.redraw(item)
    this.panel.list()
  }

  #gone(item) {
    this.drawing.remove(item)
    if (item.id === this.chosen) this.choose(null)
    this.panel.list()
  }

  #clicked({ target }) {
    if (!this.selecting.empty) return
    const sentence = target.closest(".sentence")
    const ids = []
    for (let piece = target.closest(".tag"); piece; piece = piece.parentElement.closest(".tag")) ids.push(piece.dataset.tag)
    // Clicking again goes from the innermost tag outwards.
    if (ids.length) return this.choose(ids[(ids.indexOf(this.chosen) + 1) % ids.length])
    if (sentence) this.#stand(this.#article.sentences.find(({ node }) => node === sentence), {})
    if (this.chosen) this.choose(null)
  }

  #stand(sentence, { scroll }) {
    delete this.sentence.node.dataset.current
    this.sentence = sentence
    sentence.node.dataset.current = ""
    if (scroll) sentence.node.scrollIntoView({ block: "center", behavior: "instant" })
  }

  #change(fields, label) {
    this.#undo.do(label, [{ op: "change", kind: this.tag.kind, id: this.tag.id, fields }])
  }

  #move(tag, start, end) {
    if (start === tag.from && end === tag.to) return
    const span = this.#span({ start, end })
    const numeral = tag.kind === "figure" ? this.#numeralIn(tag, span) : {}
    if (numeral) this.#undo.do(gettext("move an edge"), [{ op: "change", kind: tag.kind, id: tag.id, fields: { ...span, ...numeral } }])
    else toast(gettext("A figure keeps its numeral."))
  }

  #numeralIn({ data }, { start, end }) {
    const { numeral_start, numeral_end } = data
    return numeral_start === undefined || (numeral_start >= start && numeral_end <= end) ? {} : null
  }

  #span({ start, end }) {
    const { offsets, text } = this.#article
    return { start: offsets.toCodePoints(start), end: offsets.toCodePoints(end), quote: text.slice(start, end) }
  }

  #numeral() {
    const words = this.#article.wordsOf(this.sentence)
    const free = words.find(({ start, end }) => /\d/.test(this.#article.text.slice(start, end)) && !this.#store.tags.some(({ kind, from, to }) => kind === "figure" && from < end && to > start))
    return free ?? null
  }

  #claimAround({ start, end }) {
    const around = this.#store.tags.find((tag) => tag.kind === "claim" && tag.from <= start && tag.to >= end && this.#own(tag))
    return around ? { claim: around.id } : {}
  }

  #own({ data }) {
    return data.annotator?.id === this.#store.page.person.id
  }

  #mayTag() {
    if (!this.mayTag) toast(this.#root.querySelector(".notice p")?.textContent ?? "", { tone: "bad" })
    return this.mayTag
  }

  #missing() {
    const unsubmitted = this.#store.tags.filter((tag) => this.#own(tag) && ["draft", "returned"].includes(tag.data.status))
    const all = unsubmitted.map((tag) => ({ tag, parts: this.#lacking(tag), choose: () => this.choose(tag.id, { scroll: true }) }))
    return all.filter(({ parts }) => parts.length)
  }

  #lacking({ id, kind, data }) {
    const verdict = this.#store.page.verdicts.find(({ key }) => key === data.verdict)
    const proof = this.#store.evidenceOf(id).length > 0 || (verdict?.search_suffices && data.search_record)
    const parts = [
      kind === "claim" && !data.statement?.trim() && gettext("Write the statement."),
      kind === "claim" && !verdict && gettext("Give a verdict."),
      data.confidence === null && gettext("Give your confidence."),
      verdict && !proof && (verdict.search_suffices ? gettext("Add evidence, or record what you searched.") : gettext("Add evidence.")),
    ]
    return parts.filter(Boolean)
  }

  #propose(claim) {
    const speaker = [...this.#store.suggestions.values()].find(({ kind, from, to }) => kind === "claim" && from < claim.to && to > claim.from)
    const proposal = speaker?.payload.statement
    const take = () => this.#change({ statement: proposal }, gettext("take the proposed statement"))
    this.panel.propose(proposal !== claim.data.statement && proposal, take)
  }

  #words(one) {
    const kind = one.decision !== undefined ? gettext("Suggestion") : this.#store.page.kinds[one.kind]
    return `${kind}: ${this.#article.text.slice(one.from, one.to)}`
  }
}
