/** Menus are details elements; this closes them on Escape, on a click elsewhere and when focus leaves. */
function close(menu, { focus = false } = {}) {
  menu.open = false
  if (focus) menu.querySelector("summary").focus()
}

for (const menu of document.querySelectorAll("[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      event.stopPropagation()
      close(menu, { focus: true })
    }
  })
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu)
  })
}

document.addEventListener("pointerdown", (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]"))
    if (!menu.contains(event.target)) close(menu)
})
