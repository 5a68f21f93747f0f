// One button at the top right of JupyterLab: English while Lab is Korean, 한국어 while it is not.
// It saves Lab's own language setting and loads the page again; nothing else is touched.
// Written by hand as the module container that JupyterLab expects, so there is nothing to build.
(() => {
  const SETTING = '@jupyterlab/translation-extension:plugin';
  let shared;

  const load = async name => {
    const version = Object.values(shared[name])[0];
    return (await version.get())();
  };

  const plugin = {
    id: 'lab-language:switch',
    description: 'Switches between Korean and English.',
    autoStart: true,
    activate: async app => {
      const { Widget } = await load('@lumino/widgets');
      const settings = app.serviceManager.settings;
      const { settings: chosen, schema } = await settings.fetch(SETTING);
      const korean = (chosen?.locale ?? schema.properties.locale.default) === 'ko_KR';
      const button = document.createElement('button');
      button.textContent = korean ? 'English' : '한국어';
      button.lang = korean ? 'en' : 'ko';
      button.title = korean ? 'Show JupyterLab in English' : 'JupyterLab을 한국어로 보기';
      button.className = 'jp-Button jp-mod-minimal';
      button.style.cssText = 'padding: 0 12px; font-weight: 600; color: var(--jp-ui-font-color1)';
      button.onclick = async () => {
        button.disabled = true;
        // The file may hold comments and other keys; Lab's own language menu overwrites them too.
        await settings.save(SETTING, JSON.stringify({ locale: korean ? 'en' : 'ko_KR' }));
        await app.restored;
        location.reload();
      };
      const widget = new Widget({ node: document.createElement('div') });
      widget.id = 'lab-language-switch';
      widget.node.style.cssText = 'display: flex; align-items: center';
      widget.node.append(button);
      app.shell.add(widget, 'top', { rank: 10000 });
    }
  };

  (globalThis._JUPYTERLAB ??= {})['lab-language'] = {
    init: scope => {
      shared = scope;
    },
    get: async () => () => ({ __esModule: true, default: plugin })
  };
})();
