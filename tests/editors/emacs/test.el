;;; Drives a real Emacs with eglot and the real server; started by emacs.sh.  -*- lexical-binding: t -*-

(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'xref)

(defvar plans (getenv "PLANS"))
(defvar failed 0)

(defun wait-for (what condition)
  "Let Emacs do its work until CONDITION gives something; WHAT says what is waited for."
  (let ((end (+ (float-time) 60)) found)
    (while (not (setq found (funcall condition)))
      (when (> (float-time) end) (error "waited in vain: %s" what))
      (accept-process-output nil 0.05))
    found))

(defun equal-or-fail (expected seen what)
  (unless (equal expected seen) (error "%s: expected %S, seen %S" what expected seen)))

(defun open-plan (file)
  (find-file (expand-file-name file plans))
  (eglot-ensure)
  (connect-now)
  (wait-for "the server" #'eglot-current-server)
  (flymake-mode 1)
  (flymake-start))

(defun connect-now ()
  "Connect at once: `eglot-ensure' waits for a command, and there is none in batch."
  (unless (eglot-current-server)
    (apply #'eglot (eglot--guess-contact))))

(defun finding (code)
  (wait-for code
            (lambda ()
              (cl-find-if (lambda (one) (string-match-p code (flymake-diagnostic-text one)))
                          (flymake-diagnostics)))))

(defun marked (one)
  (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))

(defun go (words)
  (goto-char (point-min))
  (search-forward words)
  (goto-char (match-beginning 0)))

(defmacro step (name &rest body)
  (declare (indent 1))
  `(condition-case trouble
       (progn ,@body (princ (format "ok      %s\n" ,name)))
     (error (setq failed (1+ failed))
            (princ (format "FAILED  %s\n%S\n" ,name trouble)))))

(dolist (words '(("en" "Redesign the logo" "serves no need and no goal" "N9" "serves: G1" "G1" "Replace by `N1`" "N1")
                 ("zh" "更换办公楼标识" "没有对应的需求或目标" "需求9" "对应目标：目标1" "目标1" "替换为“需求1”" "需求1")))
  (cl-destructuring-bind (folder free said wrong field goal fix right) words
    (step (concat folder ": findings stand at their words")
      (open-plan (concat folder "/02-tasks.md"))
      (let ((one (finding said)))
        (equal-or-fail t (string-suffix-p free (marked one)) (marked one)))
      (equal-or-fail wrong (marked (finding (format "“%s”" wrong))) "PLN002"))
    (step (concat folder ": a code action mends the unknown id")
      (go wrong)
      (cl-letf (((symbol-function 'completing-read)
                 (lambda (_prompt offered &rest _)
                   (or (car (cl-find-if (lambda (one) (equal (car one) fix)) offered))
                       (error "not offered: %S" offered))))
                ((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
        ;; By keys, not by mouse.
        (let ((last-nonmenu-event ?x)) (call-interactively #'eglot-code-actions)))
      (wait-for "the right id" (lambda () (save-excursion (goto-char (point-min)) (not (search-forward wrong nil t)))))
      ;; Emacs tells the server of edits when it is idle, which it never is in batch.
      (eglot--signal-textDocument/didChange)
      (flymake-start)
      (wait-for "the finding to go"
                (lambda () (not (cl-find-if (lambda (one) (string-match-p wrong (flymake-diagnostic-text one)))
                                            (flymake-diagnostics)))))
      (set-buffer-modified-p nil))
    (step (concat folder ": definition leads to the other file")
      (go field)
      (search-forward goal)
      (backward-char 1)
      (xref-find-definitions (symbol-name 'LSP\ identifier\ at\ point))
      (equal-or-fail "01-needs.md" (file-name-nondirectory (buffer-file-name)) "file")
      (equal-or-fail t (looking-at-p goal) (buffer-substring (point) (line-end-position))))))

(step "a program that is missing is told in words"
  (make-directory (expand-file-name "none" plans))
  (let ((eglot-server-programs '((markdown-mode . ("no-planspect-here" "server")))) said)
    (find-file (expand-file-name "none/plan.md" plans))
    (condition-case trouble
        (apply #'eglot (eglot--guess-contact))
      (error (setq said (error-message-string trouble))))
    (equal-or-fail t (and (string-match-p "no-planspect-here" said) t) said)))

(kill-emacs (if (= failed 0) 0 1))
