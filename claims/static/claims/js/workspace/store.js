import { Outbox } from "claims/workspace/outbox"
import { inverseOf, requestFor } from "claims/workspace/operations"

const nullable = /^(value_|claim_date_|as_of_|recheck_on|confidence|verdict$|claim$)/

/**
 * The state of the page: tags as the person sees them, what the server last said of each, and suggestions. Each change
 * is an operation, which is done here at once and then goes out. Events: "put" and "gone" (a tag), "suggestion",
 * "evidence", "refused", "stale".
 */
export class Store extends EventTarget {
  items = new Map()
  evidence = new Map()
  suggestions = new Map()
  #own = new Map()
  #sorted
  #open

  /** @param page what the server put on the page: article, person, claims, figures, evidence, suggestions, written */
  constructor(page, article) {
    super()
    this.page = page
    this.article = article
    for (const data of page.claims) this.#hold("claim", data)
    for (const data of page.figures) this.#hold("figure", data)
    for (const one of page.evidence) this.evidence.set(one.id, one)
    for (const one of page.suggestions) this.suggestions.set(one.id, { ...this.#placed(one), state: "open" })
    this.outbox = new Outbox(`annotator.outbox.${page.person.id}.${page.article.id}`, page.person.id, (operation) =>
      requestFor(operation, page.article.id, this.#version(operation)),
    )
    this.outbox.addEventListener("sent", ({ detail }) => this.#confirmed(detail))
    this.outbox.addEventListener("refused", ({ detail }) => this.#refused(detail))
  }

  /** Does again here what an earlier window couldn't send; it goes out with `outbox.send`. */
  async resume() {
    for (const operation of await this.outbox.inherit()) this.#apply(operation)
  }

  item(id) {
    return this.items.get(id)
  }

  /** All tags in the order of the text. */
  get tags() {
    return (this.#sorted ??= [...this.items.values()].sort((a, b) => a.from - b.from || b.to - a.to))
  }

  /** The figures and claims that are suggested, undecided, and not tagged already, in the order of the text. */
  get open() {
    return (this.#open ??= this.#undecided())
  }

  #undecided() {
    const tagged = new Set(this.tags.map(({ from, to }) => `${from}-${to}`))
    return [...this.suggestions.values()].filter(({ decision, kind, from, to }) => !decision && (kind === "figure" || kind === "claim") && !tagged.has(`${from}-${to}`))
  }

  /** Whether the tag is the person's own. */
  own({ data }) {
    return data.annotator?.id === this.page.person.id
  }

  evidenceOf(id) {
    return [...this.evidence.values()].filter((one) => one.claim === id || one.figure === id)
  }

  /** The fields of a tag that a person writes, to make it again. */
  written(id) {
    const { kind, data } = this.item(id)
    const names = ["start", "end", "quote", ...this.page.written[kind]]
    return Object.fromEntries(names.filter((name) => data[name] !== null && data[name] !== "").map((name) => [name, data[name]]))
  }

  /** Does an operation here, sends it, and gives the operations that would take it back. */
  do(operation) {
    const inverse = inverseOf(operation, this)
    const made = { ...operation, version: this.item(operation.id)?.base?.version }
    if (made.fields) made.fields = cleaned(made.fields)
    this.#apply(made)
    this.outbox.push(made)
    return inverse
  }

  /** Takes over what the server says, such as another person's change; one's own unsent work stays on top. */
  receive(kind, data) {
    const old = this.item(data.id)
    if (old?.base && old.base.version >= data.version) return
    this.#put(kind, data, this.outbox.of(data.id))
  }

  receiveEvidence(id, list) {
    if (this.outbox.of(id).length) return
    for (const one of this.evidenceOf(id)) this.evidence.delete(one.id)
    for (const one of list) this.evidence.set(one.id, one)
    this.#tell("evidence", { id })
  }

  /** Forgets a tag that is gone from the server. */
  forget(id) {
    const item = this.item(id)
    if (!item || this.outbox.of(id).some(({ op }) => op === "create" || op === "accept")) return
    this.items.delete(id)
    this.#tell("gone", { item })
  }

  #hold(kind, data) {
    const item = { ...this.#placed(data), id: data.id, kind, data, base: data, state: data.status }
    this.items.set(data.id, item)
    return item
  }

  #placed(data) {
    const { offsets, text } = this.article
    const from = offsets.toUnits(data.start)
    const to = offsets.toUnits(data.end)
    return { ...data, from, to, quote: text.slice(from, to) }
  }

  #put(kind, base, pending = []) {
    const before = this.item(base.id)
    const data = pending.reduce((all, { op, fields }) => (op === "change" ? { ...all, ...fields } : all), base)
    const { from, to } = this.#placed(data)
    const item = { id: base.id, kind, data, base: base.version ? base : before?.base, from, to, state: data.status }
    this.items.set(base.id, item)
    this.#tell("put", { item, before })
  }

  #apply(operation) {
    const { op, kind, id, fields, evidence, suggestion } = operation
    const item = this.item(id)
    if (op === "create") this.#put(kind, this.#draft(id, fields))
    else if (op === "accept") this.#accept(operation)
    else if (op === "change" && item) this.#put(kind, { ...item.data, ...fields, version: undefined })
    else if (op === "delete" && item) this.#remove(item)
    else if (op === "dismiss" || op === "undecide") this.#decide(suggestion, op === "dismiss" ? "dismissed" : null)
    else if (op === "add-evidence") this.evidence.set(evidence.id, { ...evidence, [kind]: id })
    else if (op === "change-evidence") this.evidence.set(evidence.id, { ...this.evidence.get(evidence.id), ...evidence })
    else if (op === "remove-evidence") this.evidence.delete(evidence.id)
    if (op.endsWith("evidence")) this.#tell("evidence", { id })
  }

  #draft(id, fields) {
    return { id, status: "draft", annotator: this.page.person, confidence: null, verdict: null, tags: [], ...fields }
  }

  #accept({ id, kind, suggestion }) {
    const { payload, start, end } = this.suggestions.get(suggestion)
    const known = Object.fromEntries(this.page.written[kind].filter((name) => payload[name] !== undefined).map((name) => [name, payload[name]]))
    this.#decide(suggestion, "accepted")
    this.#put(kind, this.#draft(id, { start, end, quote: this.suggestions.get(suggestion).quote, ...known }))
  }

  #decide(id, decision) {
    const suggestion = this.suggestions.get(id)
    suggestion.decision = decision
    this.#tell("suggestion", { suggestion })
  }

  #remove(item) {
    for (const one of this.evidenceOf(item.id)) this.evidence.delete(one.id)
    this.items.delete(item.id)
    this.#tell("gone", { item })
  }

  // The version that a change was made on, or the newer one that our own earlier change made of it.
  #version({ id, version }) {
    return Math.max(version ?? 0, this.#own.get(id) ?? 0) || this.item(id)?.base?.version || 1
  }

  #confirmed({ operation, answer: { data, etag } }) {
    const { op, kind, id, evidence } = operation
    const version = Number(etag?.replaceAll(/\D/g, "")) || 0
    if (op === "delete") return this.#own.delete(id)
    if (version) this.#own.set(id, version)
    const tag = op === "accept" ? data[data.noun] : data
    if ((op === "create" || op === "accept") && tag.id !== id) return this.#same(operation, tag)
    if (["create", "change", "accept"].includes(op) && this.item(id)) return this.#put(kind, tag, this.outbox.of(id))
    if (evidence && this.item(id)?.base) this.item(id).base = { ...this.item(id).base, version }
  }

  // The same characters were tagged before, from another window: that tag is this one.
  #same({ kind, id }, tag) {
    this.forget(id)
    this.#put(kind, tag)
  }

  /** Gives up what was set aside, and what builds upon it. */
  discard(operation) {
    for (const one of this.outbox.discard(operation)) this.#refused({ operation: one })
  }

  #refused({ operation, error }) {
    const { op, kind, id, evidence, suggestion } = operation
    const item = this.item(id)
    if (op === "add-evidence") this.evidence.delete(evidence.id)
    if (suggestion) this.#decide(suggestion, null)
    if (op === "create" || op === "accept") item && this.#remove(item)
    else if (op === "change" && item?.base) this.#put(kind, item.base, this.outbox.of(id))
    this.#tell("refused", { operation, error })
    if (evidence) this.#tell("evidence", { id })
  }

  /** Settles a conflict: with `mine`, the change goes out again upon `current`; else it is given up. */
  settle(operation, current, mine) {
    if (mine) {
      operation.version = current.version
      this.#own.set(operation.id, current.version)
    } else this.outbox.drop(operation)
    this.#put(operation.kind, current, this.outbox.of(operation.id))
  }

  #tell(name, detail) {
    this.#sorted = this.#open = null
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

// An empty field is nothing where the database tells nothing from an empty text.
function cleaned(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value === "" && nullable.test(name) ? null : value]))
}
