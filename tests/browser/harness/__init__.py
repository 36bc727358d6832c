"""What the browser tests stand on: a Chromium, a plain page with a model shim, a real JupyterLab, axe."""
