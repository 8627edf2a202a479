/**
 * The operations that make up a person's work, and the request that carries each. They are plain objects, so that they
 * can be kept in the browser: { op, kind: "claim" | "figure", id, version, fields, evidence, suggestion }.
 */
const api = "/api/v1"

/** What `request` is called with for an operation; `version` is the newest version that we made ourselves. */
export function requestFor(operation, article, version) {
  const { op, kind, id, fields, evidence, suggestion, key } = operation
  const item = `${api}/${kind}s/${id}`
  const etag = `"${version}"`
  switch (op) {
    case "create":
      return [`${api}/articles/${article}/${kind}s`, { method: "POST", key, body: { id, ...fields } }]
    case "change":
      return [item, { method: "PATCH", etag, body: fields }]
    case "delete":
      return [item, { method: "DELETE", etag }]
    case "add-evidence":
      return [`${item}/evidence`, { method: "POST", key, etag, body: { ...evidence, source: evidence.source.id } }]
    case "change-evidence":
      return [`${api}/evidence/${evidence.id}`, { method: "PATCH", etag, body: { ...evidence, id: undefined } }]
    case "remove-evidence":
      return [`${api}/evidence/${evidence.id}`, { method: "DELETE", etag }]
    case "accept":
      return [`${api}/suggestions/${suggestion}/accept`, { method: "POST", key, body: { id } }]
    case "dismiss":
      return [`${api}/suggestions/${suggestion}/dismiss`, { method: "POST", body: {} }]
    case "undecide":
      return [`${api}/suggestions/${suggestion}/decision`, { method: "DELETE" }]
  }
}

/** The operations that take one back, computed before it is done. `store` knows the state until now. */
export function inverseOf(operation, store) {
  const { op, kind, id, fields, evidence, suggestion } = operation
  const base = { kind, id }
  switch (op) {
    case "create":
      return [{ ...base, op: "delete" }]
    case "change":
      return [{ ...base, op: "change", fields: pick(store.item(id).data, Object.keys(fields)) }]
    case "delete":
      return [{ ...base, op: "create", fields: store.written(id) }, ...store.evidenceOf(id).map((one) => ({ ...base, op: "add-evidence", evidence: one }))]
    case "add-evidence":
      return [{ ...base, op: "remove-evidence", evidence: { id: evidence.id } }]
    case "change-evidence":
      return [{ ...base, op: "change-evidence", evidence: pick(store.evidence.get(evidence.id), Object.keys(evidence)) }]
    case "remove-evidence":
      return [{ ...base, op: "add-evidence", evidence: store.evidence.get(evidence.id) }]
    case "accept":
      return [{ ...base, op: "delete" }, { op: "undecide", suggestion }]
    case "dismiss":
      return [{ op: "undecide", suggestion }]
    case "undecide":
      // A tag that comes back by itself needs no decision: it hides its suggestion.
      return store.suggestions.get(suggestion).decision === "dismissed" ? [{ op: "dismiss", suggestion }] : []
  }
}

const pick = (from, names) => Object.fromEntries(names.map((name) => [name, from[name] ?? (name === "tags" ? [] : "")]))
