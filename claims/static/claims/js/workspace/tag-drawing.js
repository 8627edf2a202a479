import { element } from "claims/element"

/**
 * Draws tags and suggestions into the sentences that they touch, a sentence at a time. Where they overlap, each piece of
 * text sits in one element a tag, from the outermost to the innermost, and each draws its line at its own depth.
 */
export class TagDrawing {
  #article
  #here
  #chosen = []

  constructor(article) {
    this.#article = article
    this.#here = article.sentences.map(() => new Set())
  }

  /** Draws everything for the first time. Each mark is `{id, kind, from, to}` with UTF-16 offsets; a suggestion has a `decision`. */
  begin(marks) {
    for (const mark of marks) for (const index of this.#touched(mark)) this.#here[index].add(mark)
    this.#here.forEach((set, index) => set.size && this.#draw(index))
  }

  put(mark, before) {
    const touched = new Set([...(before ? this.remove(before, { quietly: true }) : []), ...this.#touched(mark)])
    for (const index of this.#touched(mark)) this.#here[index].add(mark)
    for (const index of touched) this.#draw(index)
  }

  remove(mark, { quietly = false } = {}) {
    const touched = this.#touched(mark)
    for (const index of touched)
      for (const one of this.#here[index]) if (one.id === mark.id) this.#here[index].delete(one)
    if (!quietly) touched.forEach((index) => this.#draw(index))
    return touched
  }

  /** The marks on a sentence, in the order of the text. */
  marksIn(sentence) {
    return [...this.#here[sentence.index]].sort(byPlace)
  }

  /** Marks one tag or suggestion as chosen, or none. */
  choose(mark) {
    for (const old of this.#chosen) old.removeAttribute("aria-current")
    const places = mark ? this.#touched(mark).map((index) => this.#article.sentences[index].node) : []
    this.#chosen = places.flatMap((node) => [...node.querySelectorAll(`.tag[data-tag="${mark.id}"]`)])
    for (const piece of this.#chosen) piece.setAttribute("aria-current", "true")
  }

  #touched({ from, to }) {
    return this.#article.sentencesIn(from, to).map((sentence) => sentence.index)
  }

  #draw(index) {
    const sentence = this.#article.sentences[index]
    const marks = this.marksIn(sentence)
    const chosen = this.#chosen.find((piece) => sentence.node.contains(piece))?.dataset.tag
    const depths = depthsOf(marks)
    const cuts = [sentence.start, sentence.end, ...marks.flatMap(({ from, to }) => [from, to])]
    const edges = [...new Set(cuts)].filter((at) => at >= sentence.start && at <= sentence.end).sort((a, b) => a - b)
    const pieces = edges.slice(1).map((end, at) => this.#piece(edges[at], end, marks, depths))
    sentence.node.replaceChildren(...pieces)
    const again = marks.find(({ id }) => id === chosen)
    if (again) this.choose(again)
  }

  #piece(start, end, marks, depths) {
    const covering = marks.filter(({ from, to }) => from < end && to > start).sort((a, b) => depths.get(a) - depths.get(b))
    let piece = this.#article.text.slice(start, end)
    for (const mark of covering.reverse())
      piece = element(
        "span",
        {
          class: "tag",
          "data-tag": mark.id,
          "data-kind": mark.decision === undefined ? mark.kind : "suggestion",
          "data-state": mark.state,
          "data-depth": depths.get(mark) || false,
          "data-starts": mark.from === start,
          "data-ends": mark.to === end,
        },
        piece,
      )
    return piece
  }
}

const byPlace = (a, b) => a.from - b.from || b.to - a.to

// The lowest line that no overlapping mark has taken: the wider one of two is drawn nearer to the words.
function depthsOf(marks) {
  const depths = new Map()
  for (const mark of marks) {
    const taken = marks.filter((other) => depths.has(other) && other.from < mark.to && other.to > mark.from)
    const lines = new Set(taken.map((other) => depths.get(other)))
    let depth = 0
    while (lines.has(depth) && depth < 3) depth += 1
    depths.set(mark, depth)
  }
  return depths
}
