// One button at the top right of JupyterLab: English while Lab is Korean, 한국어 while it is not.
// It saves Lab's own language setting and loads the page again; nothing else is touched.
import { addTopButton } from './top_button.js';

const SETTING = '@jupyterlab/translation-extension:plugin';
let asked;

// Whether Lab is shown in Korean; asked once for all plugins.
export const isKorean = app => (asked ??= askLanguage(app));

const askLanguage = async app => {
  const { settings, schema } = await app.serviceManager.settings.fetch(SETTING);
  return (settings?.locale ?? schema.properties.locale.default) === 'ko_KR';
};

export const plugin = load => ({
  id: 'lab-classroom:language',
  description: 'Switches between Korean and English.',
  autoStart: true,
  activate: async app => {
    const korean = await isKorean(app);
    const button = await addTopButton(app, load, {
      id: 'lab-language-switch',
      text: korean ? 'English' : '한국어',
      title: korean ? 'Show JupyterLab in English' : 'JupyterLab을 한국어로 보기',
      rank: 10001
    });
    button.lang = korean ? 'en' : 'ko';
    button.onclick = async () => {
      button.disabled = true;
      // The file may hold comments and other keys; Lab's own language menu overwrites them too.
      const locale = korean ? 'en' : 'ko_KR';
      await app.serviceManager.settings.save(SETTING, JSON.stringify({ locale }));
      await app.restored;
      location.reload();
    };
  }
});
