// Shows the place in line and how far a server is that starts, and goes there when it answers.
(() => {
  const message = document.getElementById('lab-progress-message');
  const source = new EventSource(message.dataset.url);

  // The spawner says one sentence in each language, parted by " / ".
  const say = text => {
    const [korean, english = korean] = text.split(' / ', 2);
    message.replaceChildren(
      ...[['ko', korean], ['en', english]].map(([lang, sentence]) => {
        const span = document.createElement('span');
        span.lang = lang;
        span.textContent = sentence;
        return span;
      })
    );
  };

  const leave = document.getElementById('lab-leave');
  leave.addEventListener('click', async () => {
    leave.disabled = true;
    source.close();
    const headers = { 'X-XSRFToken': window.jhdata.xsrf_token };
    await fetch(leave.dataset.url, { method: 'DELETE', headers }).catch(() => null);
    location.assign(leave.dataset.home);
  });

  // The hub was restarted and knows nothing of this start: press again as soon as it answers.
  const again = async () => {
    const answer = await fetch(leave.dataset.home).catch(() => null);
    if (answer?.ok) {
      location.replace(leave.dataset.again);
    } else {
      setTimeout(again, 2000);
    }
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED && !leave.disabled) {
      setTimeout(again, 1000);
    }
  };

  source.onmessage = event => {
    const told = JSON.parse(event.data);
    if (told.progress !== undefined) {
      document.getElementById('lab-progress').value = told.progress;
    }
    if (told.ready) {
      source.close();
      location.reload();
    } else if (told.failed) {
      source.close();
      say(told.message.replace(/^Spawn failed: /, ''));
      message.className = 'lab-bad';
      document.getElementById('lab-failed').hidden = false;
      document.getElementById('lab-waiting').hidden = true;
    } else if (told.message?.includes(' / ')) {
      say(told.message);
    }
  };
})();
