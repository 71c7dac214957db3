// The questions before the next one, as a Gradio value {after}: the answer's script says what they are.
document.addEventListener('qa:thread', (e) => { props.value = { after: e.detail }; });
