/** Strings in the person's language, from Django's JavaScript catalogue; without it, in English. */
export const gettext = (text) => globalThis.django?.gettext?.(text) ?? text

export const ngettext = (one, many, count) => globalThis.django?.ngettext?.(one, many, count) ?? (count === 1 ? one : many)

/** `fill("{count} left", {count: 3})` is "3 left". */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
