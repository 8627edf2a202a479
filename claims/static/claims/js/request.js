import { gettext } from "claims/translate"

/** What the server refused, as it told it (RFC 9457). */
export class Problem extends Error {
  constructor(status, body, etag) {
    super(body?.detail || body?.title || gettext("The server couldn't do that."))
    this.status = status
    this.code = body?.code ?? ""
    this.body = body ?? {}
    this.etag = etag
  }
}

/** The server could not be reached, or not just now: trying again later may help. */
export class Unreachable extends Error {}

const busy = new Set([429, 502, 503, 504])

/**
 * Sends JSON and gives `{ data, etag, status }`.
 * `etag` goes out as If-Match, `key` as Idempotency-Key. Throws Problem for a refusal and Unreachable
 * where the answer is lost; the caller can't tell then whether the change was made, so it must repeat with the same key.
 */
export async function request(url, { method = "GET", body, etag, key, signal, keepalive } = {}) {
  const headers = { Accept: "application/json" }
  if (body !== undefined) headers["Content-Type"] = "application/json"
  if (etag) headers["If-Match"] = etag
  if (key) headers["Idempotency-Key"] = key
  if (method !== "GET") headers["X-CSRFToken"] = sessionMark()
  const answer = await reach(url, { method, headers, body: body && JSON.stringify(body), signal, keepalive })
  if (busy.has(answer.status)) throw new Unreachable(gettext("The server is busy."))
  const data = await json(answer)
  if (!answer.ok) throw new Problem(answer.status, data, answer.headers.get("ETag"))
  return { data, etag: answer.headers.get("ETag"), status: answer.status }
}

async function reach(url, options) {
  try {
    return await fetch(url, { ...options, credentials: "same-origin" })
  } catch (error) {
    if (error.name === "AbortError") throw error
    throw new Unreachable(gettext("The server can't be reached."))
  }
}

async function json(answer) {
  const kind = answer.headers.get("Content-Type") ?? ""
  return kind.includes("json") ? answer.json() : null
}

/** The token of the session in this browser; it is another one after every sign-in, in whichever window that was. */
export function sessionMark() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? ""
}
