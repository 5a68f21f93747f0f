// Shows the hub's pages in Korean or English; the choice stays in this browser.
(() => {
  const root = document.documentElement;
  const show = language => {
    root.dataset.lang = language;
    root.lang = language;
  };
  show(localStorage.getItem('lab-language') === 'en' ? 'en' : 'ko');
  document.addEventListener('DOMContentLoaded', () => {
    document.body.classList.add('lab-page');
    document.getElementById('lab-language')?.addEventListener('click', () => {
      const language = root.dataset.lang === 'en' ? 'ko' : 'en';
      localStorage.setItem('lab-language', language);
      show(language);
    });
  });
})();
