// The filters as a Gradio value, apart from what shows them: what Gradio draws anew would lose what is opened and typed.
// An answer of the server that was under way when something was chosen sets the value from before once more: for a
// moment what was chosen is held against that.
const MOMENT = 1500;       // milliseconds
let chosen = null, before = '', at = 0;
const text = () => JSON.stringify(props.value ?? {});
const tell = () => document.dispatchEvent(new CustomEvent('qa:filtered', { detail: props.value ?? {} }));
document.addEventListener('qa:filters', (e) => {
  if (e.detail) {
    before = text();
    at = performance.now();
    chosen = { ...props.value, ...e.detail };
    props.value = chosen;
  }
  tell();
});
watch('value', () => {
  if (chosen && text() === before && performance.now() - at < MOMENT) props.value = chosen;
  tell();
});
tell();
