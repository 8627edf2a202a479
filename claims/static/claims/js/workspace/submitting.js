import { announce, toast } from "claims/announce"
import { request } from "claims/request"
import { gettext } from "claims/translate"

/** What is done to the article as a whole: submitting it, taking it back, mending its sentences. */
export class Submitting {
  #desk
  #store
  #address

  constructor(desk) {
    this.#desk = desk
    this.#store = desk.store
    this.#address = `/api/v1/articles/${desk.store.page.article.id}`
  }

  /** Submits the article and goes on to the next; what is missing is named first. */
  async submit() {
    this.#desk.panel.flush()
    await this.#store.outbox.send()
    if (this.#store.outbox.size) return toast(gettext("Some changes aren't saved yet. Submit when they are."), { tone: "bad" })
    this.#desk.choose(null)
    if (this.#desk.panel.missing(this.#missing())) return announce(gettext("Something is missing; it is listed in the panel."), { urgent: true })
    await this.#ask(async () => {
      await request(`${this.#address}/submission`, { method: "POST", body: {} })
      const { data } = await request(`/api/v1/projects/${this.#store.page.article.project}/next-article`, { method: "POST", body: {} })
      location.assign(data ? `/articles/${data.id}/` : "/")
    })
  }

  takeBack() {
    return this.#reloading("submission", { method: "DELETE" })
  }

  /** Splits the sentence before the selected word; tags stay where they are. */
  split() {
    const { selecting, article } = this.#desk
    if (selecting.empty) return announce(gettext("Select the word that begins the new sentence."))
    return this.#mend("split", { at: article.offsets.toCodePoints(selecting.start) })
  }

  join() {
    return this.#mend("join", {})
  }

  #mend(action, body) {
    return this.#reloading(`sentences/${this.#desk.sentence.index}/${action}`, { method: "POST", body })
  }

  #reloading(path, options) {
    return this.#ask(async () => {
      await request(`${this.#address}/${path}`, options)
      location.reload()
    })
  }

  async #ask(action) {
    try {
      await action()
    } catch (error) {
      toast(error.message, { tone: "bad" })
    }
  }

  #missing() {
    const unsubmitted = this.#store.tags.filter((tag) => this.#store.own(tag) && ["draft", "returned"].includes(tag.data.status))
    const all = unsubmitted.map((tag) => ({ tag, parts: this.#lacking(tag), choose: () => this.#desk.choose(tag.id, { scroll: true }) }))
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
}
