import { announce, toast } from "claims/announce"
import { newIdentifier } from "claims/identifier"
import { gettext } from "claims/translate"
import { moved } from "claims/workspace/selecting"

/** What a person does to tags and suggestions, each thing once: keys, buttons and the palette all end here. */
export class Tagging {
  #desk
  #store
  #article

  constructor(desk) {
    this.#desk = desk
    this.#store = desk.store
    this.#article = desk.article
  }

  /** Tags the selection, or else the whole sentence, as a claim; figures inside it come to belong to it. */
  tagClaim() {
    const { sentence, selecting } = this.#desk
    const suggestion = selecting.empty && this.#suggested("claim", sentence)
    if (suggestion) return this.accept(suggestion)
    const span = selecting.words ?? this.#article.snapped(sentence.start, sentence.end)
    if (!span || !this.#mayTag()) return
    const id = newIdentifier()
    const sentences = this.#article.sentencesIn(span.start, span.end)
    const statement = this.#article.text.slice(sentences[0].start, sentences.at(-1).end).trim()
    const fields = { ...this.#span(span), statement, ...this.#speaker(sentences[0]) }
    this.#do(gettext("tag a claim"), { op: "create", kind: "claim", id, fields }, ...this.#figuresIn(span, id))
    this.#desk.choose(id)
  }

  /** Tags the selection, or else the sentence's first figure that isn't tagged. */
  tagFigure() {
    const { sentence, selecting } = this.#desk
    const span = selecting.words ?? this.#freeNumeral()
    const suggestion = this.#suggested("figure", selecting.empty ? sentence : (span ?? sentence))
    if (suggestion) return this.accept(suggestion)
    if (!span) return announce(gettext("Select the figure first."))
    const text = this.#article.text.slice(span.start, span.end)
    const numeral = /\d[\d.,\s]*\d|\d/.exec(text)
    if (!numeral) return toast(gettext("There is no numeral in it. Select the words with the number."))
    if (!this.#mayTag()) return
    const id = newIdentifier()
    const value = numeral[0].replaceAll(/[,\s]/g, "")
    const percent = text.includes("%")
    const inner = this.#span({ start: span.start + numeral.index, end: span.start + numeral.index + numeral[0].length })
    const parsed = { numeral_start: inner.start, numeral_end: inner.end, value_low: value, value_high: value, kind: percent ? "percent" : "count", measure: percent ? "%" : "" }
    this.#do(gettext("tag a figure"), { op: "create", kind: "figure", id, fields: { ...this.#span(span), ...parsed, ...this.#claimAround(span) } })
    this.#desk.choose(id)
  }

  /** Accepts a suggestion as it is; with `edit` its form takes focus. */
  accept(suggestion = this.#desk.suggestion, { edit = false } = {}) {
    if (!suggestion) return announce(gettext("Go to a suggestion first."))
    if (!this.#mayTag()) return
    const id = newIdentifier()
    const kind = suggestion.kind === "figure" ? "figure" : "claim"
    const span = { start: suggestion.from, end: suggestion.to }
    const claim = kind === "figure" && this.#claimAround(span)
    const links = kind === "claim" ? this.#figuresIn(span, id) : claim.claim ? [changing({ kind, id }, claim)] : []
    this.#do(gettext("accept a suggestion"), { op: "accept", kind, id, suggestion: suggestion.id }, ...links)
    this.#desk.choose(id)
    if (edit) this.edit()
  }

  dismiss() {
    const { suggestion } = this.#desk
    if (!suggestion) return announce(gettext("Go to a suggestion first."))
    const all = this.#store.open
    const next = all[all.indexOf(suggestion) + 1]
    this.#do(gettext("dismiss a suggestion"), { op: "dismiss", suggestion: suggestion.id })
    this.#desk.choose(next?.id ?? null, { scroll: true })
  }

  /** Goes into the form of what is chosen; a suggestion is accepted first. */
  edit() {
    const { suggestion, tag, root } = this.#desk
    if (suggestion) return this.accept(suggestion, { edit: true })
    if (tag) root.querySelector(`[data-form="${tag.kind}"]`).querySelector("textarea, input, select").focus()
  }

  confidence(percent) {
    if (!this.#desk.tag) return announce(gettext("Choose a tag first."))
    this.#do(gettext("set the confidence"), changing(this.#desk.tag, { confidence: percent }))
    announce(`${percent} %`)
  }

  /** Goes through the verdicts, one further each time. */
  verdict() {
    const { tag } = this.#desk
    if (tag?.kind !== "claim") return announce(gettext("Choose a claim first."))
    const { verdicts } = this.#store.page
    const next = verdicts[(verdicts.findIndex(({ key }) => key === tag.data.verdict) + 1) % verdicts.length]
    this.#do(gettext("set the verdict"), changing(tag, { verdict: next.key }))
    announce(next.label)
  }

  delete() {
    const { tag } = this.#desk
    if (!tag) return
    this.#desk.choose(null)
    this.#do(gettext("delete a tag"), { op: "delete", kind: tag.kind, id: tag.id })
    toast(gettext("Tag deleted."), { action: { label: gettext("Undo"), run: () => this.#desk.undo.undo() } })
    this.#desk.focusText()
  }

  /** Moves the active edge of the selection, or of the chosen tag, by a word or a character. */
  nudge(step, unit) {
    const { tag, selecting, sentence } = this.#desk
    if (!tag) return selecting.nudge(step, unit, sentence)
    const [start, end] = moved(this.#article, { start: tag.from, end: tag.to }, selecting.edge, step, unit)
    this.move(tag, { start, end })
    announce(this.#article.text.slice(start, end))
  }

  /** Gives a tag another span. */
  move(tag, { start, end }) {
    if (start === tag.from && end === tag.to) return
    const span = this.#span({ start, end })
    const { numeral_start: first, numeral_end: last } = tag.data
    if (first < span.start || last > span.end) return toast(gettext("A figure keeps its numeral."))
    this.#do(gettext("move an edge"), changing(tag, span))
  }

  #do(label, ...operations) {
    this.#desk.undo.do(label, operations)
  }

  #span({ start, end }) {
    const { offsets, text } = this.#article
    return { start: offsets.toCodePoints(start), end: offsets.toCodePoints(end), quote: text.slice(start, end) }
  }

  // The first open suggestion of a kind inside a sentence or a span.
  #suggested(wanted, { start, end }) {
    return this.#store.open.find(({ kind, from, to }) => kind === wanted && from >= start && to <= end)
  }

  #figuresIn({ start, end }, claim) {
    const inside = ({ kind, from, to, data }) => kind === "figure" && from >= start && to <= end && !data.claim
    return this.#store.tags.filter((tag) => inside(tag) && this.#store.own(tag)).map((figure) => changing(figure, { claim }))
  }

  // Who says the sentence, as far as that is suggested.
  #speaker({ start }) {
    const at = this.#article.offsets.toCodePoints(start)
    const found = [...this.#store.suggestions.values()].find(({ kind, payload }) => kind === "speaker" && payload.sentence_start === at)
    return found ? { claimant: found.payload.claimant, claimant_role: found.payload.claimant_role } : {}
  }

  #freeNumeral() {
    const tagged = ({ start, end }) => this.#store.tags.some(({ kind, from, to }) => kind === "figure" && from < end && to > start)
    return this.#article.wordsOf(this.#desk.sentence).find((word) => /\d/.test(this.#article.text.slice(word.start, word.end)) && !tagged(word))
  }

  #claimAround({ start, end }) {
    const around = this.#store.tags.find((tag) => tag.kind === "claim" && tag.from <= start && tag.to >= end && this.#store.own(tag))
    return around ? { claim: around.id } : {}
  }

  #mayTag() {
    const { dataset } = this.#desk.root
    if (dataset.refusal) toast(dataset.refusal, { tone: "bad" })
    return !dataset.refusal
  }
}

const changing = ({ kind, id }, fields) => ({ op: "change", kind, id, fields })
