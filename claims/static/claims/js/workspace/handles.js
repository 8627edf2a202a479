/** Two handles at the edges of the chosen tag, which drag them: by words, or with Alt held by characters. */
export class Handles {
  #article
  #handles
  #moved
  #tag
  #span

  /** @param moved called with the tag and its new span when a drag ends */
  constructor(article, handles, moved) {
    this.#article = article
    this.#handles = handles
    this.#moved = moved
    for (const handle of handles) {
      handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId))
      handle.addEventListener("pointermove", (event) => handle.hasPointerCapture(event.pointerId) && this.#drag(handle.dataset.edge, event))
      handle.addEventListener("pointerup", () => this.#span && this.#end())
      handle.addEventListener("pointercancel", () => (this.#span = null))
    }
    addEventListener("resize", () => this.show(this.#tag))
  }

  show(tag) {
    this.#tag = tag
    for (const handle of this.#handles) handle.hidden = !tag
    if (!tag) return
    const rects = this.#article.rangeOf(tag.from, tag.to).getClientRects()
    const frame = this.#handles[0].offsetParent.getBoundingClientRect()
    const [first, last] = [rects[0], rects[rects.length - 1]]
    if (!first) return
    const rtl = getComputedStyle(this.#article.container).direction === "rtl"
    this.#place(this.#handles[0], rtl ? first.right : first.left, first, frame)
    this.#place(this.#handles[1], rtl ? last.left : last.right, last, frame)
  }

  #place(handle, x, box, frame) {
    handle.style.left = `${x - frame.left}px`
    handle.style.insetBlockStart = `${box.top - frame.top}px`
  }

  #drag(edge, { clientX, clientY, altKey }) {
    const caret = document.caretPositionFromPoint?.(clientX, clientY)
    const at = caret && this.#article.offsetOf(caret.offsetNode, caret.offset)
    if (at === null || at === undefined) return
    const { from, to } = this.#tag
    const span = edge === "start" ? { start: Math.min(at, to - 1), end: to } : { start: from, end: Math.max(at, from + 1) }
    this.#span = altKey ? span : this.#article.snapped(span.start, span.end) ?? span
    getSelection().removeAllRanges()
    getSelection().addRange(this.#article.rangeOf(this.#span.start, this.#span.end))
  }

  #end() {
    const span = this.#span
    this.#span = null
    getSelection().removeAllRanges()
    this.#moved(this.#tag, span)
  }
}
