import { toast } from "claims/announce"
import { request } from "claims/request"
import { ArticleText } from "claims/workspace/article-text"
import { Conflict } from "claims/workspace/conflict"
import { Desk } from "claims/workspace/desk"
import { registerKeys } from "claims/workspace/keys"
import { Presence } from "claims/workspace/presence"
import { SetAside } from "claims/workspace/set-aside"
import { Store } from "claims/workspace/store"
import { Submitting } from "claims/workspace/submitting"
import { Tagging } from "claims/workspace/tagging"
import { Undo } from "claims/workspace/undo"

/** Puts the page together: the parts know the store, and the store knows none of them. */
const root = document.querySelector("[data-workspace]")
const page = JSON.parse(document.getElementById("page").textContent)
const article = new ArticleText(root.querySelector("[data-article-text]"), page.article.language)
const store = new Store(page, article)
await store.resume()
const undo = new Undo(store, `annotator.undo.${page.person.id}.${page.article.id}`)
const desk = new Desk(root, article, store, undo, (tag, span) => tagging.move(tag, span))
const tagging = new Tagging(desk)

registerKeys(desk, tagging, new Submitting(desk))
const labels = labelsOf(root)
new Conflict(store, document.querySelector("[data-conflict]"), labels)
new SetAside(store, root.querySelector("[data-set-aside]"), labels)
new Presence(store, root.querySelector("[data-presence]"))

const saveState = document.querySelector("[data-save-state]")
store.outbox.addEventListener("state", ({ detail: { state, waiting } }) => {
  const words = saveState.dataset[{ "signed-out": "signedOut" }[state] ?? state]
  saveState.dataset.state = state
  saveState.querySelector("[data-save-words]").textContent = waiting > 1 && state !== "saving" ? `${words} (${waiting})` : words
  saveState.querySelector("[data-save-sign-in]").hidden = state !== "signed-out"
})
store.addEventListener("refused", ({ detail: { operation, error } }) => {
  if (error) toast(error.message, { tone: "bad" })
  if (operation.op === "delete") reload(operation)
  if (operation.op === "delete" || operation.evidence) reloadEvidence(operation)
})
undo.addEventListener("change", markUndo)
markUndo()
store.outbox.send()
root.dataset.ready = ""
performance.mark("workspace-ready")

async function reload({ kind, id }) {
  const { data } = await request(`/api/v1/${kind}s/${id}`).catch(() => ({}))
  if (data) store.receive(kind, data)
}

async function reloadEvidence({ kind, id }) {
  const { data } = await request(`/api/v1/${kind}s/${id}/evidence`).catch(() => ({}))
  if (data) store.receiveEvidence(id, data.results)
}

function markUndo() {
  root.querySelector("[data-undo]").disabled = !undo.canUndo
  root.querySelector("[data-redo]").disabled = !undo.canRedo
}

function labelsOf(place) {
  const controls = place.querySelectorAll("[data-form] [name]")
  return Object.fromEntries(Array.from(controls, (one) => [one.name, one.closest("fieldset")?.querySelector("legend")?.textContent ?? one.labels[0]?.firstChild.textContent.trim()]))
}
