// Says that the home is full when Lab opens, with a terminal one click away to clean up.
// Asks the server once; what a trainee deletes or saves later is the server's to accept.
import { isKorean } from './language.js';

export const plugin = load => ({
  id: 'lab-classroom:home',
  description: 'Tells of a full home.',
  autoStart: true,
  activate: app => {
    // Lab waits for every activation before it is restored, so this must not be awaited here.
    // A course's own server, which has no list of assignments, watches no home.
    app.restored.then(() => app.commands.hasCommand('nbgrader:open-assignment-list') && tell(app, load));
  }
});

const tell = async (app, load) => {
  const { PageConfig, URLExt } = await load('@jupyterlab/coreutils');
  const { ServerConnection } = await load('@jupyterlab/services');
  const settings = ServerConnection.makeSettings();
  const url = URLExt.join(PageConfig.getBaseUrl(), 'lab-classroom/home');
  const answer = await ServerConnection.makeRequest(url, {}, settings);
  const home = answer.ok ? await answer.json() : {};
  if (!home.full) {
    return;
  }
  const { Notification } = await load('@jupyterlab/apputils');
  const korean = await isKorean(app);
  Notification.warning(korean ? home.ko : home.en, {
    autoClose: false,
    actions: [
      {
        label: korean ? '터미널 열기' : 'Open a terminal',
        callback: () => app.commands.execute('terminal:create-new')
      }
    ]
  });
};
