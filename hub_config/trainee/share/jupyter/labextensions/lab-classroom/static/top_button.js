// A button at the right end of JupyterLab's top bar.
export const addTopButton = async (app, load, { id, text, title, rank }) => {
  const { Widget } = await load('@lumino/widgets');
  const button = document.createElement('button');
  button.textContent = text;
  button.title = title;
  button.className = 'jp-Button jp-mod-minimal';
  button.style.cssText =
    'padding: 0 12px; font-weight: 600; color: var(--jp-ui-font-color1); white-space: nowrap';
  const widget = new Widget({ node: document.createElement('div') });
  widget.id = id;
  widget.node.style.cssText = 'display: flex; align-items: center';
  widget.node.append(button);
  app.shell.add(widget, 'top', { rank });
  return button;
};
