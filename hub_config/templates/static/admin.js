// JupyterHub's list of people has buttons with an arrow and no name: a screen reader hears whose
// details each opens.
(() => {
  const end = '-collapse';
  const nameButtons = () => {
    for (const button of document.querySelectorAll(`button[aria-controls$="${end}"]:not([aria-label])`)) {
      const person = button.getAttribute('aria-controls').slice(0, -end.length);
      const isEnglish = document.documentElement.lang === 'en';
      button.setAttribute('aria-label', isEnglish ? `Details of ${person}` : `${person}: 자세히`);
    }
  };
  new MutationObserver(nameButtons).observe(document, { childList: true, subtree: true });
})();
