import { newIdentifier } from "claims/identifier"
import { Problem, request, sessionMark, Unreachable } from "claims/request"
import { Drafts } from "claims/workspace/drafts"

const waits = [1, 2, 4, 8, 15].map((seconds) => seconds * 1000)
const tries = 3

/**
 * What the person did and the server hasn't confirmed yet, in order, kept in the browser until it has. Sending again
 * has one effect: what is made carries an identifier chosen here, what is changed names the version that was seen.
 * An operation that fails again and again while the server answers others is set aside, with what builds upon it, until
 * the person tries again or gives it up; the rest goes on.
 * Events: "state" (saved, saving, failing, offline, signed-out), "aside", and with the operation "sent", "refused" and
 * "stale".
 */
export class Outbox extends EventTarget {
  #drafts
  #queue = []
  #sending = null
  #current
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
    // Typing makes many changes of one item: those not under way yet go as one, and what was set aside is tried anew.
    if (last && last !== this.#current && operation.op === "change" && last.op === "change" && last.id === operation.id) {
      Object.assign(last.fields, operation.fields)
      if (last.aside) return this.tryAgain(last)
    } else this.#queue.push({ ...operation, key: newIdentifier() })
    this.#keep()
    this.send()
  }

  /** What is set aside; what builds upon it waits behind it. */
  get aside() {
    return this.#queue.filter(({ aside }) => aside)
  }

  tryAgain(operation) {
    Object.assign(operation, { aside: false, failed: 0 })
    this.#keep()
    this.#tell("aside")
    this.send()
  }

  /** Gives an operation up, and where it makes something all that builds upon that; gives what was given up, latest first. */
  discard(operation) {
    const makes = ["create", "accept", "add-evidence"].includes(operation.op)
    const given = this.#queue.filter((one) => one === operation || (makes && this.#queue.indexOf(one) > this.#queue.indexOf(operation) && meets(one, operation)))
    for (const one of given) this.drop(one)
    this.#tell("aside")
    this.send()
    return given.reverse()
  }

  /** Sends what waits, one after another, until all is confirmed or the server is out of reach. */
  send() {
    return (this.#sending ??= this.#sendAll().finally(() => (this.#sending = null)))
  }

  async #sendAll() {
    clearTimeout(this.#timer)
    if (this.#next()) this.#say("saving")
    while ((this.#current = this.#next())) if (!(await this.#sendCurrent())) return
    this.#say("saved")
  }

  // The first that isn't set aside and doesn't build upon what is: of one item all goes in order.
  #next() {
    const held = []
    for (const operation of this.#queue) {
      if (!operation.aside && !held.some((one) => meets(operation, one))) return operation
      held.push(operation)
    }
  }

  // Another person may have signed in in this browser; one's work is never sent in another's name.
  async #checkPerson() {
    if (sessionMark() === this.#session) return
    const mark = sessionMark()
    const { data } = await request("/api/v1/me")
    if (data.id !== this.#person) throw new Problem(401, { code: "not_authenticated" })
    this.#session = mark
  }

  /** Takes an operation out, because it is settled or the person gave it up. */
  drop(operation) {
    this.#queue = this.#queue.filter((one) => one !== operation)
    this.#keep()
  }

  async #sendCurrent() {
    const operation = this.#current
    try {
      await this.#checkPerson()
      const answer = await request(...this.#routes(operation))
      this.drop(operation)
      this.#failures = 0
      this.#tell("sent", { operation, answer })
      return true
    } catch (error) {
      return this.#failed(error, operation)
    }
  }

  async #failed(error, operation) {
    if (error instanceof Unreachable || error.status >= 500) return this.#retry(operation)
    if (!(error instanceof Problem)) throw error
    if (error.status === 401 || error.code === "not_authenticated" || (error.status === 403 && !error.code)) return this.#later("signed-out")
    if (error.status === 412) return this.#ask("stale", operation, error)
    this.drop(operation)
    this.#tell("refused", { operation, error })
    return true
  }

  // Whoever hears it decides; false where that couldn't be done now.
  async #ask(name, operation, error) {
    const answers = []
    this.#tell(name, { operation, error, wait: (promise) => answers.push(promise) })
    return (await Promise.all(answers)).includes(false) ? this.#retry(operation) : true
  }

  // A server that answers something else is there: then it is this operation that it fails at.
  async #retry(operation) {
    const there = await request("/api/v1/me").then(() => true, (error) => error.status < 500)
    if (!there) return this.#later("offline")
    operation.failed = (operation.failed ?? 0) + 1
    operation.aside = operation.failed >= tries
    this.#keep()
    if (!operation.aside) return this.#later("failing")
    this.#failures = 0
    this.#tell("aside")
    return true
  }

  #later(state) {
    this.#timer = setTimeout(() => this.send(), waits[Math.min(this.#failures++, waits.length - 1)])
    this.#say(state)
    return false
  }

  #say(state) {
    this.#tell("state", { state: state === "saved" && this.#queue.length ? "aside" : state, waiting: this.#queue.length })
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  #keep() {
    this.#drafts.keep(this.#queue)
  }
}

// Whether two operations are about one thing: a tag, what belongs to it, or a suggestion.
function meets(one, other) {
  const about = ({ id, suggestion, evidence, fields }) => [id, suggestion, evidence?.id, fields?.claim].filter(Boolean)
  return about(one).some((thing) => about(other).includes(thing))
}
