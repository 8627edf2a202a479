/** Reads and fills the fields of a tag's form; `data-` attributes say what is not plain text. */

/** What a control says as the API's fields, or null while it isn't valid. */
export function readField(control, form) {
  const { name, value, dataset } = control
  if (!control.checkValidity()) return null
  if (dataset.date) {
    const [from, to] = days(value)
    return { [`${dataset.date}_from`]: from, [`${dataset.date}_to`]: to }
  }
  if (dataset.list !== undefined) return { [name]: value.split(",").map((part) => part.trim()).filter(Boolean) }
  if (dataset.decimal !== undefined) return { [name]: value.replaceAll(/[,\s\u202f]/g, "") }
  if (control.type === "range") return { [name]: Number(value) }
  if (control.type === "radio") return { [name]: form.elements[name].value }
  return { [name]: value }
}

/** Shows `data` in the form, except in a control that is being written in. */
export function fillForm(form, data) {
  for (const control of form.elements) {
    const { name, dataset, type } = control
    if (control === document.activeElement && type !== "radio" && type !== "range") continue
    if (dataset.date) control.value = vague(data[`${dataset.date}_from`], data[`${dataset.date}_to`])
    else if (!name) continue
    else if (type === "radio") control.checked = data[name] === control.value
    else if (dataset.list !== undefined) control.value = (data[name] ?? []).join(", ")
    else if (type === "range") control.value = data[name] ?? 50
    else control.value = data[name] ?? ""
  }
}

const lastDay = (year, month) => String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, "0")

// "2016-04" is all of April: its first and its last day.
function days(text) {
  if (!text) return [null, null]
  const [year, month, day] = text.split("-")
  if (day) return [text, text]
  if (month) return [`${text}-01`, `${text}-${lastDay(year, month)}`]
  return [`${year}-01-01`, `${year}-12-31`]
}

function vague(from, to) {
  if (!from) return ""
  const [year, month] = from.split("-")
  if (from === `${year}-01-01` && to === `${year}-12-31`) return year
  return from.endsWith("-01") && to === `${year}-${month}-${lastDay(year, month)}` ? `${year}-${month}` : from
}
