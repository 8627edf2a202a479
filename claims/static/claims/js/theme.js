/**
 * Light, dark or the system's colours. A cookie tells the server, which draws the page right from its first byte; the
 * admin's own switch reads the same name in the browser's storage.
 */
const year = 31_536_000

export function chosenTheme() {
  return document.documentElement.dataset.theme ?? "auto"
}

export function chooseTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  localStorage.setItem("theme", theme)
  const secure = location.protocol === "https:" ? "; Secure" : ""
  document.cookie = `theme=${theme}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`
  mark()
}

function mark() {
  for (const button of document.querySelectorAll("[data-theme-value]"))
    button.setAttribute("aria-pressed", button.dataset.themeValue === chosenTheme())
}

for (const button of document.querySelectorAll("[data-theme-value]"))
  button.addEventListener("click", () => chooseTheme(button.dataset.themeValue))
mark()
