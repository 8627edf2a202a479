/**
 * What is selected in the text, as UTF-16 offsets: made by mouse or touch and snapped to words, or by keys, a word or a
 * character at a time. The browser draws it. "change" tells when it is another one.
 */
export class Selecting extends EventTarget {
  #article
  #tools
  start = 0
  end = 0
  edge = "end"

  constructor(article, tools) {
    super()
    this.#article = article
    this.#tools = tools
    // A tap on a tool would end the selection that the tool is for.
    tools.addEventListener("pointerdown", (event) => event.preventDefault())
    document.addEventListener("selectionchange", () => this.#selected())
    article.container.addEventListener("pointerup", (event) => event.pointerType === "mouse" && this.#snap())
  }

  get empty() {
    return this.end <= this.start
  }

  /** The selection as whole words, or null. */
  get words() {
    return this.empty ? null : this.#article.snapped(this.start, this.end)
  }

  set(start, end) {
    this.start = start
    this.end = end
    const range = this.#article.rangeOf(start, end)
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)
    this.#changed()
  }

  clear() {
    this.start = this.end = 0
    getSelection().removeAllRanges()
    this.#changed()
  }

  /** Moves the active edge by a word or a character; with nothing selected, selects the first word of the sentence. */
  nudge(step, unit, sentence) {
    if (this.empty) {
      const words = this.#article.wordsOf(sentence)
      const word = step > 0 ? words[0] : words.at(-1)
      return word && this.set(word.start, word.end)
    }
    this.set(...moved(this.#article, this, this.edge, step, unit))
  }

  /** Selects the next or previous word alone. */
  word(step, sentence) {
    const words = this.#article.wordsOf(sentence)
    const at = this.empty ? (step > 0 ? -1 : words.length) : words.findIndex((word) => word.end > this.start)
    const next = words[at + step]
    if (next) this.set(next.start, next.end)
    return Boolean(next)
  }

  #selected() {
    const selection = getSelection()
    if (!selection.rangeCount || selection.isCollapsed) {
      if (!this.empty && !this.#tools.contains(document.activeElement) && this.#article.container.contains(selection.anchorNode)) {
        this.start = this.end = 0
        this.#changed()
      }
      return
    }
    const range = selection.getRangeAt(0)
    const start = this.#article.offsetOf(range.startContainer, range.startOffset)
    const end = this.#article.offsetOf(range.endContainer, range.endOffset)
    if (start === null || end === null || (start === this.start && end === this.end)) return
    this.start = start
    this.end = end
    this.#changed()
  }

  #snap() {
    const words = this.words
    if (words && (words.start !== this.start || words.end !== this.end)) this.set(words.start, words.end)
  }

  #changed() {
    this.dispatchEvent(new Event("change"))
    this.#tools.hidden = this.empty
    if (this.empty) return
    const frame = this.#tools.offsetParent.getBoundingClientRect()
    const box = this.#article.rangeOf(this.start, this.end).getBoundingClientRect()
    this.#tools.style.insetBlockStart = `${box.bottom - frame.top + 6}px`
    this.#tools.style.left = `${Math.max(0, Math.min(box.left - frame.left, frame.width - this.#tools.offsetWidth))}px`
  }
}

/** A span with one edge moved; it never becomes empty, and never leaves the text. */
export function moved(article, { start, end }, edge, step, unit) {
  const at = edge === "start" ? start : end
  const to = unit === "word" ? article.wordEdge(at, step, edge) : article.characterEdge(at, step)
  const bounded = Math.max(0, Math.min(to, article.text.length))
  if (edge === "start") return bounded < end ? [bounded, end] : [start, end]
  return bounded > start ? [start, bounded] : [start, end]
}
