// The head of the Ask tab says how much there is: told anew when the library has changed.
const head = async () => {
  let told = null;
  try { told = await server.head({}); } catch { return; }
  element.querySelector('.qa-hero-pane').innerHTML = told.html;   // escaped on the server
};
document.addEventListener('qa:library', head);
head();
