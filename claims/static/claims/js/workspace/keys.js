import { shortcuts } from "claims/shortcuts"
import { gettext } from "claims/translate"

/** Names every action of the workspace, with its keys; buttons with `data-does` start the same actions. */
export function registerKeys(desk, tagging, submitting) {
  const { store, undo } = desk
  const inText = () => !document.activeElement?.closest("aside, header, dialog")
  const onTag = () => desk.tag
  const group = (name, ...actions) => shortcuts.add(...actions.map(([id, label, key, run, available]) => ({ id, label, group: name, keys: key ? [key] : [], run, available })))
  group(
    gettext("Reading"),
    ["next-sentence", gettext("Next sentence"), "j", () => desk.step(1)],
    ["previous-sentence", gettext("Previous sentence"), "k", () => desk.step(-1)],
    ["sentence-down", gettext("Next sentence, in the text"), "ArrowDown", () => desk.step(1), inText],
    ["sentence-up", gettext("Previous sentence, in the text"), "ArrowUp", () => desk.step(-1), inText],
    ["next-word", gettext("Next word"), "ArrowRight", () => desk.word(1), inText],
    ["previous-word", gettext("Previous word"), "ArrowLeft", () => desk.word(-1), inText],
    ["next-tag", gettext("Next tag"), "t", () => desk.stepThrough(store.tags, 1)],
    ["previous-tag", gettext("Previous tag"), "Shift+t", () => desk.stepThrough(store.tags, -1)],
    ["split", gettext("Split the sentence before the selection"), "Shift+Enter", () => submitting.split(), inText],
    ["join", gettext("Join with the next sentence"), "Shift+j", () => submitting.join()],
  )
  group(
    gettext("Suggestions"),
    ["next-suggestion", gettext("Next suggestion"), "n", () => desk.stepThrough(store.open, 1)],
    ["previous-suggestion", gettext("Previous suggestion"), "p", () => desk.stepThrough(store.open, -1)],
    ["accept", gettext("Accept the suggestion"), "a", () => tagging.accept()],
    ["change", gettext("Change: go into the form"), "e", () => tagging.edit()],
    ["dismiss", gettext("Dismiss the suggestion"), "x", () => tagging.dismiss()],
  )
  group(
    gettext("Tagging"),
    ["tag-claim", gettext("Tag as a claim"), "c", () => tagging.tagClaim()],
    ["tag-figure", gettext("Tag as a figure"), "f", () => tagging.tagFigure()],
    ["extend", gettext("Edge one word on"), "Shift+ArrowRight", () => tagging.nudge(1, "word"), inText],
    ["shrink", gettext("Edge one word back"), "Shift+ArrowLeft", () => tagging.nudge(-1, "word"), inText],
    ["extend-character", gettext("Edge one character on"), "Alt+Shift+ArrowRight", () => tagging.nudge(1, "character"), inText],
    ["shrink-character", gettext("Edge one character back"), "Alt+Shift+ArrowLeft", () => tagging.nudge(-1, "character"), inText],
    ["other-edge", gettext("Move the other edge"), "o", () => desk.otherEdge()],
    ["source", gettext("Find a source"), "s", () => desk.panel.evidence.search(), onTag],
    ["last-source", gettext("Add the source used last"), "Shift+s", () => desk.panel.evidence.addLast(), onTag],
    ["comment", gettext("Write a comment"), "m", () => desk.panel.talk.write(), onTag],
    ["verdict", gettext("Next verdict"), "v", () => tagging.verdict()],
    ...[10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((percent) => [`confidence-${percent}`, `${gettext("Confidence")} ${percent} %`, String((percent / 10) % 10), () => tagging.confidence(percent), onTag]),
    ["delete", gettext("Delete the tag"), "Delete", () => tagging.delete(), onTag],
    ["let-go", gettext("Let go of what is chosen"), "Escape", () => desk.letGo()],
    ["undo", gettext("Undo"), "Mod+z", () => desk.panel.flush() || undo.undo()],
    ["redo", gettext("Redo"), "Mod+Shift+z", () => undo.redo()],
    ["submit", gettext("Submit and go on"), "Mod+Enter", () => submitting.submit()],
    ["take-back", gettext("Take the submission back"), "", () => submitting.takeBack()],
  )
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-does]")
    if (button) shortcuts.run(button.dataset.does)
  })
}
