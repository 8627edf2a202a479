import { TextOffsets } from "claims/text-offsets"

/**
 * The text as it stands on the page, by UTF-16 offset: its sentences, its words, and the way from a place in the
 * document to an offset and back. The server wrote every character of the revision into the container, in order, so
 * the container's text is the revision's text; what is drawn around it never adds a character.
 */
export class ArticleText {
  #segmenter
  #starts = new Map()
  #words = new Map()

  /** @param {HTMLElement} container of `.sentence` elements and the white space between them */
  constructor(container, language) {
    this.container = container
    this.text = container.textContent
    this.offsets = new TextOffsets(this.text)
    this.sentences = []
    this.#segmenter = new Intl.Segmenter(Intl.getCanonicalLocales(language === "und" ? "en" : language), { granularity: "word" })
    this.#measure(container, 0)
  }

  #measure(parent, start) {
    let at = start
    for (const node of parent.childNodes) {
      this.#starts.set(node, at)
      const length = node.textContent.length
      if (node.classList?.contains("sentence")) this.sentences.push({ index: this.sentences.length, start: at, end: at + length, node })
      else if (node.nodeType === Node.ELEMENT_NODE) this.#measure(node, at)
      at += length
    }
  }

  /** The sentence at an offset, or the last one before it. */
  sentenceAt(offset) {
    let low = 0
    let high = this.sentences.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.sentences[middle].start <= offset) low = middle
      else high = middle - 1
    }
    return this.sentences[low]
  }

  /** The sentences that share a character with a span. */
  sentencesIn(start, end) {
    const last = this.sentenceAt(end - 1)
    const first = this.sentenceAt(start)
    return this.sentences.slice(first.index, last.index + 1).filter((one) => one.end > start && one.start < end)
  }

  /** The offset of a place in the document, or null outside the text. */
  offsetOf(node, offset) {
    if (node === this.container) return offset ? this.text.length : 0
    if (!this.container.contains(node)) return null
    let known = node
    while (!this.#starts.has(known)) known = known.parentNode
    const range = document.createRange()
    range.setStart(known, 0)
    range.setEnd(node, offset)
    return this.#starts.get(known) + range.toString().length
  }

  /** The document's range for a span. */
  rangeOf(start, end) {
    const range = document.createRange()
    range.setStart(...this.#place(start, false))
    range.setEnd(...this.#place(end, true))
    return range
  }

  #place(offset, ending) {
    const sentence = this.sentenceAt(ending ? offset - 1 : offset)
    let left = Math.min(offset, sentence.end) - sentence.start
    const walker = document.createTreeWalker(sentence.node, NodeFilter.SHOW_TEXT)
    let node = walker.nextNode()
    while (node && (ending ? left > node.length : left >= node.length)) {
      left -= node.length
      const next = walker.nextNode()
      if (!next) return [node, node.length]
      node = next
    }
    return node ? [node, left] : [sentence.node, 0]
  }

  /** The words of a sentence as spans; "30,000" is one word, and so is "%" or "$", which are tagged with it. */
  wordsOf(sentence) {
    if (!this.#words.has(sentence.index)) {
      const parts = [...this.#segmenter.segment(this.text.slice(sentence.start, sentence.end))]
      const words = parts.filter(({ segment, isWordLike }) => isWordLike || /[%$€£¥‰°\p{Sc}\p{Extended_Pictographic}]/u.test(segment))
      const spans = words.map(({ segment, index }) => ({ start: sentence.start + index, end: sentence.start + index + segment.length }))
      this.#words.set(sentence.index, spans)
    }
    return this.#words.get(sentence.index)
  }

  /** The span widened to whole words and narrowed to where words are; null when it has none. */
  snapped(start, end) {
    const words = this.sentencesIn(start, end).flatMap((sentence) => this.wordsOf(sentence))
    const touched = words.filter((word) => word.end > start && word.start < end)
    return touched.length ? { start: touched[0].start, end: touched.at(-1).end } : null
  }

  /** The edge of a word before or after an offset: where moving an edge by a word goes. */
  wordEdge(offset, step, edge) {
    const here = this.sentenceAt(offset).index
    const near = this.sentences.slice(Math.max(0, here - 1), here + 2).flatMap((sentence) => this.wordsOf(sentence))
    const edges = near.map((word) => word[edge])
    return step > 0 ? edges.find((at) => at > offset) ?? offset : edges.findLast((at) => at < offset) ?? offset
  }

  /** The offset one character on or back: what a person takes for a character, such as an emoji or e with its accent. */
  characterEdge(offset, step) {
    const from = Math.max(0, offset - 40)
    const characters = [...new Intl.Segmenter().segment(this.text.slice(from, offset + 40))].map(({ index }) => from + index)
    return step > 0 ? characters.find((at) => at > offset) ?? offset : characters.findLast((at) => at < offset) ?? offset
  }
}
