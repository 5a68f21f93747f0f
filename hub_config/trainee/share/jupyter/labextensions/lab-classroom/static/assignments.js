// nbgrader's Assignment List within reach: a button in the top bar, and open when Lab opens empty.
// A document named in the address or kept from last time stays in front. Does nothing where
// nbgrader's list is switched off, as in a course's own server.
import { isKorean } from './language.js';
import { addTopButton } from './top_button.js';

export const LIST = 'nbgrader:open-assignment-list';
export const LIST_WIDGET = 'nbgrader-assignment-list';

export const plugin = load => ({
  id: 'lab-classroom:assignments',
  description: 'Opens the Assignment List.',
  autoStart: true,
  activate: app => {
    // Lab waits for every activation before it is restored, so this must not be awaited here.
    app.restored.then(() => app.commands.hasCommand(LIST) && show(app, load));
  }
});

const show = async (app, load) => {
  const korean = await isKorean(app);
  const button = await addTopButton(app, load, {
    id: 'lab-assignments',
    text: korean ? '과제' : 'Assignments',
    title: korean ? '과제를 받고 제출하는 목록을 엽니다' : 'Open the list of assignments',
    rank: 10000
  });
  button.onclick = () => app.commands.execute(LIST);
  if (isEmpty(app)) {
    await app.commands.execute(LIST);
  }
};

const isEmpty = app => {
  const named = /\/lab(\/workspaces\/[^/]+)?\/tree\/./.test(location.pathname);
  const open = [...app.shell.widgets('main')].filter(widget => !widget.id.startsWith('launcher'));
  return !named && open.length === 0;
};
