import { shortcuts } from "claims/shortcuts"
import { gettext } from "claims/translate"

/** Names every action of the workspace, with its keys; buttons with `data-does` start the same actions. */
export function registerKeys(desk) {
  const reading = gettext("Reading")
  const tagging = gettext("Tagging")
  const suggestions = gettext("Suggestions")
  const inText = () => !document.activeElement?.closest("aside, header, .toolbar, dialog")
  const action = (group, id, label, keys, run, available) => ({ id, label, group, keys, run, available })
  shortcuts.add(
    action(reading, "next-sentence", gettext("Next sentence"), ["j"], () => desk.step(1)),
    action(reading, "previous-sentence", gettext("Previous sentence"), ["k"], () => desk.step(-1)),
    action(reading, "sentence-down", gettext("Next sentence, in the text"), ["ArrowDown"], () => desk.step(1), inText),
    action(reading, "sentence-up", gettext("Previous sentence, in the text"), ["ArrowUp"], () => desk.step(-1), inText),
    action(reading, "next-word", gettext("Next word"), ["ArrowRight"], () => desk.word(1), inText),
    action(reading, "previous-word", gettext("Previous word"), ["ArrowLeft"], () => desk.word(-1), inText),
    action(reading, "next-tag", gettext("Next tag"), ["t"], () => desk.stepThrough("tags", 1)),
    action(reading, "previous-tag", gettext("Previous tag"), ["Shift+t"], () => desk.stepThrough("tags", -1)),
    action(suggestions, "next-suggestion", gettext("Next suggestion"), ["n"], () => desk.stepThrough("suggestions", 1)),
    action(suggestions, "previous-suggestion", gettext("Previous suggestion"), ["p"], () => desk.stepThrough("suggestions", -1)),
    action(suggestions, "accept", gettext("Accept the suggestion"), ["a"], () => desk.accept()),
    action(suggestions, "change", gettext("Change: go into the form"), ["e"], () => desk.edit()),
    action(suggestions, "dismiss", gettext("Dismiss the suggestion"), ["x"], () => desk.dismiss()),
    action(tagging, "tag-claim", gettext("Tag as a claim"), ["c"], () => desk.tagClaim()),
    action(tagging, "tag-figure", gettext("Tag as a figure"), ["f"], () => desk.tagFigure()),
    action(tagging, "extend", gettext("Edge one word on"), ["Shift+ArrowRight"], () => desk.nudge(1, "word"), inText),
    action(tagging, "shrink", gettext("Edge one word back"), ["Shift+ArrowLeft"], () => desk.nudge(-1, "word"), inText),
    action(tagging, "extend-character", gettext("Edge one character on"), ["Alt+Shift+ArrowRight"], () => desk.nudge(1, "character"), inText),
    action(tagging, "shrink-character", gettext("Edge one character back"), ["Alt+Shift+ArrowLeft"], () => desk.nudge(-1, "character"), inText),
    action(tagging, "other-edge", gettext("Move the other edge"), ["o"], () => desk.otherEdge()),
    action(tagging, "source", gettext("Find a source"), ["s"], () => desk.panel.evidence.search(), () => desk.tag),
    action(tagging, "last-source", gettext("Add the source used last"), ["Shift+s"], () => desk.panel.evidence.addLast(), () => desk.tag),
    action(tagging, "verdict", gettext("Next verdict"), ["v"], () => desk.verdict()),
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) =>
      action(tagging, `confidence-${digit}`, `${gettext("Confidence")} ${(digit || 10) * 10} %`, [String(digit)], () => desk.confidence((digit || 10) * 10)),
    ),
    action(tagging, "delete", gettext("Delete the tag"), ["Delete"], () => desk.delete(), () => desk.tag),
    action(tagging, "let-go", gettext("Let go of what is chosen"), ["Escape"], () => desk.letGo()),
    action(tagging, "undo", gettext("Undo"), ["Mod+z"], () => desk.undo()),
    action(tagging, "redo", gettext("Redo"), ["Mod+Shift+z"], () => desk.redo()),
    action(reading, "split", gettext("Split the sentence before the selection"), ["Shift+Enter"], () => desk.mend("split"), inText),
    action(reading, "join", gettext("Join with the next sentence"), ["Shift+j"], () => desk.mend("join")),
    action(tagging, "submit", gettext("Submit and go on"), ["Mod+Enter"], () => desk.submit()),
    action(tagging, "take-back", gettext("Take the submission back"), [], () => desk.takeBack()),
  )
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-does]")
    if (button) shortcuts.run(button.dataset.does)
  })
}
