/** A form that was sent isn't sent again by a second click. The page coming back from the history frees it. */
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "dialog") return
  if (event.target.dataset.sent) event.preventDefault()
  event.target.dataset.sent = "yes"
})

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent
})
