;; As docs/en/editors/emacs.md says it.
(require 'package)
(package-initialize)
(require 'eglot)
(add-to-list 'eglot-server-programs '((markdown-mode yaml-mode) . ("planspect" "server")))
(add-hook 'markdown-mode-hook #'eglot-ensure)
(add-hook 'yaml-mode-hook #'eglot-ensure)
