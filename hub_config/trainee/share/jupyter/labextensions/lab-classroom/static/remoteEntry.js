// What a class needs in JupyterLab and Lab does not have; one plugin a file beside this one.
// Written by hand as the module container that JupyterLab expects, so there is nothing to build.
(() => {
  const here = document.currentScript.src;
  const names = ['language', 'assignments', 'words', 'home'];
  let shared;

  const load = async name => {
    const version = Object.values(shared[name])[0];
    return (await version.get())();
  };

  (globalThis._JUPYTERLAB ??= {})['lab-classroom'] = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const files = await Promise.all(names.map(name => import(new URL(`${name}.js`, here))));
      const plugins = files.map(file => file.plugin(load));
      return () => ({ __esModule: true, default: plugins });
    }
  };
})();
