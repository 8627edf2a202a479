import { announce, toast } from "claims/announce"
import { element } from "claims/element"
import { newIdentifier } from "claims/identifier"
import { request } from "claims/request"
import { gettext } from "claims/translate"

// One who only steps through the tags asks for nothing.
const settled = 250

/** What reviewers decided on the chosen tag and what people say about it, with a form to say more. */
export class Talk {
  #section = document.querySelector("[data-talk]")
  #form = this.#section.querySelector("form")
  #list = this.#section.querySelector("[data-talk-list]")
  #decisions
  #item
  #timer

  /** @param decisions the names of what a reviewer may decide */
  constructor(decisions) {
    this.#decisions = decisions
    this.#form.addEventListener("submit", (event) => this.#say(event))
  }

  show(item) {
    const same = item?.id === this.#item?.id
    this.#section.hidden = !item
    this.#item = item
    if (!item || same) return
    clearTimeout(this.#timer)
    this.#draw([])
    this.#section.querySelector("[data-item-page]").href = `/${item.kind}s/${item.id}`
    if (item.base) this.#timer = setTimeout(() => this.#load(item), settled)
  }

  write() {
    this.#form.elements.text.focus()
  }

  async #load(item) {
    const address = `/api/v1/${item.kind}s/${item.id}`
    try {
      const [reviews, comments] = await Promise.all([request(`${address}/reviews`), request(`${address}/comments`)])
      if (item.id === this.#item?.id) this.#draw([...reviews.data.results, ...comments.data.results])
    } catch {
      // Out of reach: the talk comes when the tag is chosen again, and nothing waits for it.
    }
  }

  #draw(remarks) {
    const inOrder = remarks.toSorted((a, b) => a.created_at.localeCompare(b.created_at))
    this.#section.querySelector("[data-talk-count]").textContent = inOrder.length
    this.#list.replaceChildren(...inOrder.map((remark) => this.#remark(remark)))
  }

  #remark({ decision, reviewer, author, comment, text, created_at: at }) {
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at))
    const pill = decision && element("span", { class: "pill", "data-status": decision }, this.#decisions[decision])
    const who = element("strong", { class: "isolated" }, (author ?? reviewer)?.name ?? gettext("Several people"))
    return element("div", { class: "remark" }, element("p", { class: "cluster small" }, who, pill, element("time", { class: "soft", datetime: at }, when)), element("p", { class: "isolated" }, text ?? comment))
  }

  async #say(event) {
    event.preventDefault()
    const field = this.#form.elements.text
    try {
      await request(`/api/v1/${this.#item.kind}s/${this.#item.id}/comments`, { method: "POST", key: newIdentifier(), body: { text: field.value } })
      field.value = ""
      announce(gettext("Comment sent."))
      await this.#load(this.#item)
    } catch (error) {
      toast(error.message, { tone: "bad" })
    }
  }
}
