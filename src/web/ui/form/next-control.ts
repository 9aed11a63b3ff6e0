const CONTROLS =
  'input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button[type=submit]'

/** The control after this one in the form; the last is the button that sends. */
export function nextControl(form: HTMLFormElement, from: HTMLElement): HTMLElement | undefined {
  const controls = [...form.querySelectorAll<HTMLElement>(CONTROLS)].filter(el => el.tabIndex >= 0)
  return controls[controls.indexOf(from) + 1]
}
