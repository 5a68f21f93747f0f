// Shows how far a server is that starts, and goes there when it answers.
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
    } else if (told.message?.includes(' / ')) {
      say(told.message);
    }
  };
})();
