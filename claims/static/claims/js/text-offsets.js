/**
 * The one place that turns UTF-16 offsets, which browsers count, into Unicode code points, which we store.
 * Both are offsets between characters, from 0 to the length; a UTF-16 offset inside a surrogate pair is
 * taken as the one before the pair.
 */
export class TextOffsets {
  #text
  #pairs

  /** @param {string} text the whole canonical text of a revision */
  constructor(text) {
    this.#text = text
    this.#pairs = Array.from(text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g), (match) => match.index)
  }

  /** The length of the text in code points. */
  get length() {
    return this.#text.length - this.#pairs.length
  }

  /** Code points before the UTF-16 offset `units`. */
  toCodePoints(units) {
    return units - this.#countBelow(units, (index) => this.#pairs[index])
  }

  /** The UTF-16 offset before which there are `points` code points. */
  toUnits(points) {
    return points + this.#countBelow(points, (index) => this.#pairs[index] - index)
  }

  /** The text between two offsets in code points. */
  slice(start, end) {
    return this.#text.slice(this.toUnits(start), this.toUnits(end))
  }

  // How many pairs begin before `limit`, by bisection; `at` gives the place of a pair in the same unit.
  #countBelow(limit, at) {
    let low = 0
    let high = this.#pairs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (at(middle) < limit) low = middle + 1
      else high = middle
    }
    return low
  }
}
