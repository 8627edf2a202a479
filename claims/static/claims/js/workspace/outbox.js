import { newIdentifier } from "claims/identifier"
import { Problem, request, sessionMark, Unreachable } from "claims/request"
import { Drafts } from "claims/workspace/drafts"

const waits = [1, 2, 4, 8, 15].map((seconds) => seconds * 1000)

/**
 * What the person did and the server hasn't confirmed yet, in order, kept in the browser until it has. Sending again
 * has one effect: what is made carries an identifier chosen here, what is changed names the version that was seen.
 * Events: "state" (saved, saving, offline, signed-out), "sent", "refused", "stale"; the last three with the operation.
 */
export class Outbox extends EventTarget {
  #drafts
  #queue = []
  #sending = null
  #failures = 0
  #timer
  #routes
  #person
  #session = sessionMark()

  /** @param routes gives what `request` is called with for an operation */
  constructor(place, person, routes) {
    super()
    this.#drafts = new Drafts(place)
    this.#person = person
    this.#routes = routes
    addEventListener("online", () => this.send())
    document.addEventListener("visibilitychange", () => document.hidden || this.send())
  }

  /** Takes over what an earlier window couldn't send; call it once, before anything is pushed. */
  async inherit() {
    this.#queue = await this.#drafts.inherited()
    this.#keep()
    return this.#queue
  }

  get size() {
    return this.#queue.length
  }

  /** The operations on one item that aren't confirmed. */
  of(id) {
    return this.#queue.filter((operation) => operation.id === id)
  }

  push(operation) {
    const last = this.#queue.at(-1)
    const free = this.#queue.length > (this.#sending ? 1 : 0)
    // Typing makes many changes of one item: those not under way yet go as one.
    if (free && operation.op === "change" && last.op === "change" && last.id === operation.id) Object.assign(last.fields, operation.fields)
    else this.#queue.push({ ...operation, key: newIdentifier() })
    this.#keep()
    this.send()
  }

  /** Sends what waits, one after another, until all is confirmed or the server is out of reach. */
  send() {
    if (this.#queue.length) this.#sending ??= this.#sendAll().finally(() => (this.#sending = null))
    return this.#sending ?? Promise.resolve()
  }

  async #sendAll() {
    clearTimeout(this.#timer)
    this.#say("saving")
    while (this.#queue.length) if (!(await this.#sendFirst())) return
    this.#say("saved")
  }

  // Another person may have signed in in this browser; one's work is never sent in another's name.
  async #checkPerson() {
    if (sessionMark() === this.#session) return
    const mark = sessionMark()
    const { data } = await request("/api/v1/me")
    if (data.id !== this.#person) throw new Problem(401, { code: "not_authenticated" })
    this.#session = mark
  }

  /** Takes the first operation out, because it is settled or the person gave it up, and goes on. */
  drop() {
    this.#queue.shift()
    this.#keep()
  }

  async #sendFirst() {
    const operation = this.#queue[0]
    try {
      await this.#checkPerson()
      const answer = await request(...this.#routes(operation))
      this.drop()
      this.#failures = 0
      this.#tell("sent", { operation, answer })
      return true
    } catch (error) {
      return this.#failed(error, operation)
    }
  }

  async #failed(error, operation) {
    if (error instanceof Unreachable || error.status >= 500) return this.#later("offline")
    if (!(error instanceof Problem)) throw error
    if (error.status === 401 || error.code === "not_authenticated" || (error.status === 403 && !error.code)) return this.#later("signed-out")
    if (error.status === 412) return this.#ask("stale", operation, error)
    this.drop()
    this.#tell("refused", { operation, error })
    return true
  }

  // Whoever hears it decides, and answers whether to go on with the queue.
  async #ask(name, operation, error) {
    const answers = []
    this.#tell(name, { operation, error, wait: (promise) => answers.push(promise) })
    await Promise.all(answers)
    return true
  }

  #later(state) {
    this.#timer = setTimeout(() => this.send(), waits[Math.min(this.#failures++, waits.length - 1)])
    this.#say(state)
    return false
  }

  #say(state) {
    this.#tell("state", { state, waiting: this.#queue.length })
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  #keep() {
    this.#drafts.keep(this.#queue)
  }
}
