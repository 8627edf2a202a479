import { shortcuts } from "claims/shortcuts"

/** Says what each action of the workspace does; buttons with `data-does` start the same actions. */
export function registerKeys(desk, tagging, submitting) {
  const { store, undo } = desk
  const percents = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
  shortcuts.on({
    "next-sentence": () => desk.step(1),
    "previous-sentence": () => desk.step(-1),
    "next-tag": () => desk.stepThrough(store.tags, 1),
    "previous-tag": () => desk.stepThrough(store.tags, -1),
    join: () => submitting.join(),
    "next-suggestion": () => desk.stepThrough(store.open, 1),
    "previous-suggestion": () => desk.stepThrough(store.open, -1),
    accept: () => tagging.accept(),
    change: () => tagging.edit(),
    dismiss: () => tagging.dismiss(),
    "tag-claim": () => tagging.tagClaim(),
    "tag-figure": () => tagging.tagFigure(),
    "other-edge": () => desk.otherEdge(),
    verdict: () => tagging.verdict(),
    "let-go": () => desk.letGo(),
    undo: () => desk.panel.flush() || undo.undo(),
    redo: () => undo.redo(),
    submit: () => submitting.submit(),
    "take-back": () => submitting.takeBack(),
  })
  const inText = {
    "sentence-down": () => desk.step(1),
    "sentence-up": () => desk.step(-1),
    "next-word": () => desk.word(1),
    "previous-word": () => desk.word(-1),
    split: () => submitting.split(),
    extend: () => tagging.nudge(1, "word"),
    shrink: () => tagging.nudge(-1, "word"),
    "extend-character": () => tagging.nudge(1, "character"),
    "shrink-character": () => tagging.nudge(-1, "character"),
  }
  shortcuts.on(inText, () => !document.activeElement?.closest("aside, header, dialog"))
  const onTag = {
    source: () => desk.panel.evidence.search(),
    "last-source": () => desk.panel.evidence.addLast(),
    comment: () => desk.panel.talk.write(),
    delete: () => tagging.delete(),
    ...Object.fromEntries(percents.map((percent) => [`confidence-${percent}`, () => tagging.confidence(percent)])),
  }
  shortcuts.on(onTag, () => desk.tag)
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-does]")
    if (button) shortcuts.run(button.dataset.does)
  })
}
