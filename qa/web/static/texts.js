// The words of the interface: what the server put into window.footnote, by the same keys as in the templates.
// Loaded before all else: Gradio asks the navigator for the language of its own parts.
{
  const { language, texts } = window.footnote;
  document.documentElement.lang = language;
  Object.defineProperty(navigator, 'language', { get: () => language });
  Object.defineProperty(navigator, 'languages', { get: () => [language] });
  // English as the server writes it.
  const locale = language === 'en' ? 'en-GB' : language;
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  // The text of a key; a text with plural forms is chosen by the value n.
  const t = (key, values = {}) => {
    const text = texts[key] ?? key;
    const form = typeof text === 'string' ? text : text[plural.select(values.n)] ?? text.other;
    return form.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === 'number' ? numbers.format(values[name]) : values[name]));
  };
  // Fixed parts of the page: data-t is an element's text, data-t-label, data-t-title, data-t-placeholder an attribute.
  const ATTRIBUTES = { label: 'aria-label', title: 'title', placeholder: 'placeholder' };
  const fill = (part) => {
    for (const one of part.querySelectorAll('[data-t]')) one.textContent = t(one.dataset.t);
    for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
      for (const one of part.querySelectorAll(`[data-t-${name}]`)) one.setAttribute(attribute, t(one.getAttribute(`data-t-${name}`)));
    }
  };
  // Another language is kept by the browser; the page is drawn anew in it.
  const speak = (wanted) => {
    document.cookie = `qa-lang=${wanted}; path=/; max-age=31536000; samesite=strict`;
    location.reload();
  };
  Object.assign(window.footnote, { t, fill, speak, locale });
}
