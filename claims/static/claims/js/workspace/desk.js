import { announce } from "claims/announce"
import { fill, gettext } from "claims/translate"
import { Handles } from "claims/workspace/handles"
import { Panel } from "claims/workspace/panel"
import { Selecting } from "claims/workspace/selecting"
import { TagDrawing } from "claims/workspace/tag-drawing"

/** Where the person is: the sentence, what is selected in it, and the tag or suggestion that is chosen. */
export class Desk {
  chosen = null
  #moved

  /** @param moved called with a tag and the new span of a dragged edge */
  constructor(root, article, store, undo, moved) {
    Object.assign(this, { root, article, store, undo })
    this.#moved = moved
    this.sentence = article.sentences[0]
    this.drawing = new TagDrawing(article)
    this.selecting = new Selecting(article, root.querySelector("[data-selection-tools]"))
    this.handles = new Handles(article, root.querySelectorAll(".handle"), (tag, span) => this.#moved(tag, span))
    this.panel = new Panel(store, undo, (id) => this.choose(id, { scroll: true }))
    this.drawing.begin([...store.tags, ...store.open.filter(({ kind }) => kind === "figure")])
    for (const suggestion of store.open) if (suggestion.kind === "claim") this.#worth(suggestion)
    this.panel.list()
    this.#listen()
  }

  get tag() {
    return this.chosen && this.store.item(this.chosen)
  }

  get suggestion() {
    const found = this.store.suggestions.get(this.chosen)
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
    this.#stand(this.article.sentenceAt(one.from), { scroll })
    if (!this.selecting.empty) this.selecting.clear()
    const kind = this.tag ? this.store.page.kinds[one.kind] : gettext("Suggestion")
    announce(`${kind}: ${this.article.text.slice(one.from, one.to)}`)
  }

  letGo() {
    this.selecting.clear()
    if (this.chosen) this.choose(null)
    this.focusText()
  }

  focusText() {
    this.article.container.focus({ preventScroll: true })
  }

  /** Steps to the next or previous sentence. */
  step(by) {
    const next = this.article.sentences[this.sentence.index + by]
    if (!next) return announce(gettext("No further sentence."))
    if (this.chosen) this.choose(null)
    if (!this.selecting.empty) this.selecting.clear()
    this.#stand(next, { scroll: true })
    const count = this.drawing.marksIn(next).length
    announce(this.article.text.slice(next.start, next.end) + (count ? ` ${fill(gettext("{count} tags or suggestions"), { count })}` : ""))
  }

  /** Steps to the next or previous of some tags or suggestions, in the order of the text and round its end. */
  stepThrough(all, by) {
    const here = this.tag ?? this.suggestion
    const at = here ? all.findIndex(({ id }) => id === here.id) : -1
    const from = here?.from ?? (by > 0 ? this.sentence.start : this.sentence.end)
    const beyond = by > 0 ? all.find((one) => one.from >= from && one.id !== here?.id) : all.findLast((one) => one.from < from)
    const next = (at >= 0 ? all[at + by] : beyond) ?? all.at(by > 0 ? 0 : -1)
    if (next) this.choose(next.id, { scroll: true })
    else announce(gettext("There is none in this article."))
  }

  /** Selects the next or previous word, in the next sentence where this one ends. */
  word(step) {
    if (!this.selecting.word(step, this.sentence)) {
      this.step(step)
      this.selecting.word(step, this.sentence)
    }
    announce(this.article.text.slice(this.selecting.start, this.selecting.end))
  }

  otherEdge() {
    const edge = (this.selecting.edge = this.selecting.edge === "end" ? "start" : "end")
    for (const handle of this.root.querySelectorAll(".handle")) handle.toggleAttribute("data-active", handle.dataset.edge === edge)
    announce(edge === "end" ? gettext("Moving the end") : gettext("Moving the beginning"))
  }

  #listen() {
    const { store } = this
    store.addEventListener("put", ({ detail: { item, before } }) => this.#put(item, before))
    store.addEventListener("gone", ({ detail: { item } }) => this.#gone(item))
    store.addEventListener("suggestion", ({ detail: { suggestion } }) => this.#offer(suggestion))
    this.article.container.addEventListener("click", (event) => this.#clicked(event))
  }

  #offer(suggestion) {
    if (suggestion.kind === "claim") this.#worth(suggestion)
    else if (suggestion.decision) this.drawing.remove(suggestion)
    else this.drawing.put(suggestion)
    this.panel.list()
  }

  // A sentence worth checking is marked as a whole, at its side.
  #worth({ from, decision }) {
    this.article.sentenceAt(from).node.toggleAttribute("data-worth", !decision)
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
    const ids = []
    for (let piece = target.closest(".tag"); piece; piece = piece.parentElement.closest(".tag")) ids.push(piece.dataset.tag)
    // Clicking again goes from the innermost tag outwards.
    if (ids.length) return this.choose(ids[(ids.indexOf(this.chosen) + 1) % ids.length])
    const node = target.closest(".sentence")
    if (node) this.#stand(this.article.sentences.find((sentence) => sentence.node === node), {})
    if (this.chosen) this.choose(null)
  }

  #stand(sentence, { scroll }) {
    delete this.sentence.node.dataset.current
    this.sentence = sentence
    sentence.node.dataset.current = ""
    // Under the sheet of a narrow page the sentence would be out of sight.
    const covered = this.chosen && matchMedia("(max-width: 60rem)").matches
    if (scroll || covered) sentence.node.scrollIntoView({ block: scroll ? "center" : "nearest", behavior: "instant" })
  }
}
