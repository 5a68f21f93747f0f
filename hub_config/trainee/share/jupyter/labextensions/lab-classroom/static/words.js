// Korean words for what nbgrader shows to trainees, which has no translations of its own, and for
// what JupyterLab says of a lesson without asking its own. Replaces whole texts and titles in those
// places and no id or class; a text that is not in the list, after an update for instance, simply
// stays English.
import { LIST, LIST_WIDGET } from './assignments.js';
import { isKorean } from './language.js';

const OPEN_LIST = 'lab-classroom:open-assignment-list';

const WORDS = {
  'Released, downloaded, and submitted assignments for course:': '과목의 과제 목록:',
  'Released assignments': '새 과제',
  'Downloaded assignments': '받은 과제',
  'Submitted assignments': '제출한 과제',
  'There are no assignments to fetch.': '받을 과제가 없습니다.',
  'There are no downloaded assignments.': '받은 과제가 없습니다.',
  'There are no submitted assignments.': '제출한 과제가 없습니다.',
  'Loading, please wait...': '불러오는 중입니다…',
  // nbgrader knows courses by what they have released.
  'No courses found.': '아직 열린 과제가 없습니다. 강사가 과제를 열면 여기에 나타납니다.',
  'Error fetching courses!': '과목을 불러오지 못했습니다.',
  'Fetch': '받기',
  'Fetching...': '받는 중…',
  'Error fetching assignment.': '과제를 받지 못했습니다.',
  'Submit': '제출하기',
  'submitting...': '제출하는 중…',
  'Error submitting assignment.': '제출하지 못했습니다.',
  'Fetch Feedback': '피드백 받기',
  'Fetching Feedback...': '피드백을 받는 중…',
  'Error fetching feedback.': '피드백을 받지 못했습니다.',
  '(view feedback)': '(피드백 보기)',
  '(feedback available to fetch)': '(피드백이 와 있습니다)',
  'notebook is read-only': '읽기 전용 노트북',
  'Document is read-only. "Save" is disabled; use "Save as…" instead':
    '읽기 전용이라 저장할 수 없습니다. 바꾼 내용을 남기려면 다른 이름으로 저장해 주세요.',
  'Validate': '점검하기',
  'Saving...': '저장하는 중…',
  'Validating...': '점검하는 중…',
  'Error validating assignment.': '점검하지 못했습니다.',
  'Validation Results': '점검 결과',
  'Validation failed': '점검하지 못했습니다',
  'Cannot save notebook': '노트북을 저장하지 못했습니다.',
  'Success! Your notebook passes all the tests.': '잘하셨습니다! 보이는 검사를 모두 통과했습니다.',
  'The following cell failed:': '다음 셀이 통과하지 못했습니다:',
  'The following cell passed:': '다음 셀은 통과했습니다:',
  'The source of the following cell has changed, but it should not have!':
    '바꾸면 안 되는 다음 셀의 내용이 바뀌었습니다:',
  'There was an error running the validate command:': '점검하는 중에 문제가 생겼습니다:',
  'Invalid Submission': '제출하지 못했습니다',
  'Assignment not submitted:': '과제가 제출되지 않았습니다:'
};

const translate = root => {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const text = node.data.trim();
    // What a trainee wrote, or what their code said, is shown as it is.
    if (Object.hasOwn(WORDS, text) && !node.parentElement.closest('pre')) {
      node.data = node.data.replace(text, WORDS[text]);
    }
  }
  for (const element of root.querySelectorAll('[title]')) {
    if (Object.hasOwn(WORDS, element.title)) {
      element.title = WORDS[element.title];
    }
  }
};

const watched = new WeakSet();
const keepTranslated = root => {
  translate(root);
  if (!watched.has(root)) {
    watched.add(root);
    const change = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => translate(root)).observe(root, change);
  }
};

// The list; it may be restored, opened by our button, the menu or the command palette.
const translateList = app => {
  for (const widget of app.shell.widgets('main')) {
    if (widget.id === LIST_WIDGET) {
      widget.title.label = '과제';
      keepTranslated(widget.node);
    }
  }
};

const translateMenu = app => {
  app.commands.addCommand(OPEN_LIST, {
    label: '과제 목록',
    execute: () => app.commands.execute(LIST)
  });
  for (const bar of app.shell.widgets('menu')) {
    for (const menu of bar.menus ?? []) {
      if (menu.id === 'jp-mainmenu-nbgrader') {
        menu.title.label = '과제';
        menu.clearItems();
        menu.addItem({ command: OPEN_LIST });
      }
    }
  }
};

const translateDialogs = () =>
  new MutationObserver(changes => {
    for (const node of changes.flatMap(change => [...change.addedNodes])) {
      if (node.classList?.contains('jp-Dialog') && /nbgrader-/.test(node.className)) {
        keepTranslated(node);
      }
    }
  }).observe(document.body, { childList: true });

export const plugin = () => ({
  id: 'lab-classroom:words',
  description: "Shows nbgrader's pages for trainees in Korean.",
  autoStart: true,
  activate: async app => {
    if (!(await isKorean(app))) {
      return;
    }
    app.docRegistry.addWidgetExtension('Notebook', {
      createNew: panel => keepTranslated(panel.toolbar.node)
    });
    translateDialogs();
    app.restored.then(() => {
      if (app.commands.hasCommand(LIST)) {
        translateList(app);
        translateMenu(app);
        app.commands.commandExecuted.connect((_, { id }) => id === LIST && translateList(app));
      }
    });
  }
});
