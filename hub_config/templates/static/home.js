// The button that stops one's server; the page then shows how things stand.
(() => {
  const button = document.getElementById('stop');
  button?.addEventListener('click', async () => {
    button.disabled = true;
    const headers = { 'X-XSRFToken': window.jhdata.xsrf_token };
    const answer = await fetch(button.dataset.url, { method: 'DELETE', headers }).catch(() => null);
    if (answer?.ok) {
      location.reload();
    } else {
      button.disabled = false;
      document.getElementById('stop-failed').hidden = false;
    }
  });
})();
