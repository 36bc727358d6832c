"""Every widget in every form, in JupyterLab and in Notebook 7: keys, hostile text, accessibility."""
