import { fill, gettext } from "claims/translate"

const money = /^[A-Z]{3}$/

/** A figure's fields as one sentence: "at least 59 Belgian fighters, as of April 2016, according to …". */
export function figureSentence(figure, labels) {
  const parts = [amount(figure, labels)]
  if (figure.base) parts[0] += ` ${figure.base}`
  if (figure.scope_place) parts.push(fill(gettext("in {place}"), { place: figure.scope_place }))
  if (figure.scope_group) parts.push(fill(gettext("among {group}"), { group: figure.scope_group }))
  if (figure.as_of_from) parts.push(fill(gettext("as of {date}"), { date: dates(figure.as_of_from, figure.as_of_to) }))
  if (figure.stated_by) parts.push(fill(gettext("according to {person}"), { person: figure.stated_by }))
  if (figure.reported_by) parts.push(fill(gettext("as {reporter} reports"), { reporter: figure.reported_by }))
  return `${parts.join(", ")}.`
}

function amount({ quote, value_low: low, value_high: high, modifier, measure, counted, qualifier }, labels) {
  const bounds = modifier === "range" ? fill(gettext("{low} and {high}"), { low: number(low), high: number(high) }) : number(low ?? high)
  const value = measure === "%" ? `${bounds} %` : money.test(measure ?? "") ? `${measure} ${bounds}` : [bounds, measure].filter(Boolean).join(" ")
  const word = modifier === "exact" ? "" : labels[modifier]
  return [word, value, qualifier, asWritten(counted, quote)].filter(Boolean).join(" ")
}

// What is counted is kept in the singular; the sentence shows it in the form that the article has.
function asWritten(counted, quote) {
  const stem = (counted ?? "").slice(0, -1).toLowerCase()
  const written = stem && quote?.split(/[^\p{L}\p{M}'’-]+/u).find((word) => word.toLowerCase().startsWith(stem))
  return written || counted
}

function number(value) {
  if (value === null || value === undefined || value === "") return "?"
  const [whole, fraction = ""] = String(value).split(".")
  // Digits are grouped as text: a decimal of forty digits would lose some as a number.
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")
  const kept = fraction.replace(/0+$/, "")
  return kept ? `${grouped}.${kept}` : grouped
}

/** A date that may be vague, told by its first and last day. */
function dates(from, to) {
  if (!to || from === to) return long(from, { day: "numeric", month: "long", year: "numeric" })
  const [year, month] = from.split("-")
  if (from === `${year}-01-01` && to === `${year}-12-31`) return year
  if (from.endsWith("-01") && to === lastDay(year, month)) return long(from, { month: "long", year: "numeric" })
  return `${long(from, { dateStyle: "medium" })} – ${long(to, { dateStyle: "medium" })}`
}

const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)

function long(date, options) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { ...options, timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`))
}
