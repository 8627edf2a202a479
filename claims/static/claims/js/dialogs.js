/** `data-opens-dialog="id"` opens a dialog element, `data-closes-dialog` closes the one it is in. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens-dialog]")
  if (opener) document.getElementById(opener.dataset.opensDialog)?.showModal()
  const closer = event.target.closest("[data-closes-dialog]")
  if (closer) closer.closest("dialog")?.close()
  // A click on the dialog element itself, and not on what is in it, is one on the backdrop.
  if (event.target.matches?.("dialog[open]") && outside(event)) event.target.close()
})

function outside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect()
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom
}
