;;; replay.el --- Carries out the steps of a scenario in Emacs  -*- lexical-binding: t; -*-

;;; Commentary:

;; See ../README.md.  One step, or one key of what is typed, per tick of a
;; timer, so that the command loop of Emacs runs between them.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'map)
(require 'outline)
(require 'soapnote)
(require 'replay-look)

(setq inhibit-startup-screen t make-backup-files nil auto-save-default nil create-lockfiles nil
      message-log-max t ring-bell-function #'ignore)
(electric-indent-mode -1)
;; What is typed in one go is one step of undo, as in other editors.
(setq amalgamating-undo-limit 1000)
(global-set-key (kbd "C-j") #'self-insert-command)
(global-set-key (kbd "TAB") #'self-insert-command)
(prefer-coding-system 'utf-8)

(defvar replay-steps (plist-get replay-scenario :steps))
(defvar replay-step 0)
(defvar replay-keys nil)
(defvar replay-deadline nil)
(defvar replay-resume-at 0.0)
(defvar replay-busy nil "Whether a command is being carried out.")
(add-hook 'pre-command-hook (lambda () (setq replay-busy t)))
(add-hook 'post-command-hook (lambda () (setq replay-busy nil)))
(defvar replay-next-key nil)
(defvar replay-due nil)
(defvar replay-latencies nil)

(defun replay-set (name value)
  "Set the option that the table calls NAME."
  (pcase name
    (:server (setq soapnote-server-program value))
    (:placement (setq soapnote-placement (if (equal value "new") 'buffer 'after)))
    (:incomplete (setq soapnote-keep-incomplete (not (equal value "remove"))))
    (:specialty (setq soapnote-specialty value))
    (:settings (setq soapnote-initialization-options value))
    (:request (setq soapnote-request-parameters value))
    (_ (error "No such option: %s" name))))

(map-do #'replay-set (plist-get replay-scenario :options))
(dolist (name '(:settings :request)) (replay-set name (plist-get replay-scenario name)))

;;; What is done

(defun replay-type (&rest keys)
  "Type KEYS: strings of characters, or key descriptions in lists."
  (dolist (key keys)
    (setq replay-keys
          (append replay-keys
                  (if (listp key)
                      (cl-mapcan (lambda (name) (list (aref (kbd name) 0))) key)
                    (append key nil))))))

(defun replay-go (position)
  "Put the cursor at POSITION."
  (with-current-buffer replay-current
    (goto-char position)
    (when (eq (window-buffer) replay-current) (set-window-point nil position))))

(defun replay-type-at (where text)
  (with-current-buffer replay-current
    (let ((note (replay-note)))
      (replay-go
       (pcase where
         ("above" (point-min))
         ("below" (save-excursion (goto-char (point-max)) (if (bolp) (1- (point)) (point))))
         (_ (save-excursion
              (goto-char (soapnote-place-mark (soapnote-note-place note)))
              (unless (or (equal where "end") (bolp)) (backward-char))
              (point)))))))
  (replay-type text))

(defun replay-request (&rest keys)
  "Ask for a note by KEYS."
  (setf (alist-get replay-current replay-previous)
        (buffer-local-value 'soapnote-session--note replay-current))
  (apply #'replay-type keys))

(global-set-key (kbd "C-c n") #'soapnote-generate)
(global-set-key (kbd "C-c c") #'soapnote-cancel)
(global-set-key (kbd "C-c r") #'soapnote-retry)
(global-set-key (kbd "C-c o") #'soapnote-open-last)
(global-set-key (kbd "C-c k") #'soapnote-keep)
(global-set-key (kbd "C-c R") #'soapnote-restart)
(global-set-key (kbd "C-c s") #'soapnote-choose-specialty)
(global-set-key (kbd "<f5>")
                (lambda () (interactive)
                  (push (* 1000 (- (float-time) (pop replay-due))) replay-latencies)))

(defun replay-act (act)
  (let ((argument (cadr act)))
    (pcase (car act)
      (:generate
       (let ((specialty (plist-get act :specialty)))
         (when specialty
           (replay-type '("C-c" "s") specialty (if (plist-get act :completed) '("TAB" "RET") '("RET"))))
         (when (consp argument)
           (with-current-buffer replay-current
             (replay-go (save-excursion (goto-char (point-min))
                                        (line-beginning-position (car argument))))
             (push-mark (point) t t)
             (replay-go (save-excursion (goto-char (point-min))
                                        (line-end-position (cadr argument))))))
         (replay-request (if (equal argument "whole") '("C-u" "C-c" "n") '("C-c" "n")))))
      (:cancel (replay-type '("C-c" "c")))
      (:retry (replay-request '("C-c" "r")))
      (:open (replay-type '("C-c" "o")))
      (:keep (replay-type '("C-c" "k")))
      (:restart-server (replay-type '("C-c" "R")))
      (:set
       (with-current-buffer replay-current
         (when (plist-get act :here) (make-local-variable 'soapnote-keep-incomplete))
         (map-do #'replay-set argument)))
      (:status
       (with-current-buffer replay-current
         (setq replay-shown
               (concat (condition-case problem (soapnote-status) (error (error-message-string problem)))
                       (save-window-excursion
                         (soapnote-doctor)
                         (with-current-buffer "*soapnote doctor*" (buffer-string)))))))
      (:type (replay-type-at (plist-get act :at) (plist-get act :type)))
      (:delete-line
       (with-current-buffer replay-current
         (replay-go (if (equal argument "first")
                        (point-min)
                      (marker-position (soapnote-place-mark (soapnote-note-place (replay-note)))))))
       (replay-type '("C-S-<backspace>")))
      (:keys (replay-type '("C-f" "C-b")))
      (:undo (replay-type '("C-_")))
      (:redo (replay-type '("C-M-_")))
      (:cursor
       (with-current-buffer replay-current
         (replay-go (save-excursion (goto-char (point-min)) (search-forward argument) (match-beginning 0)))))
      (:open-other (select-window (split-window)) (replay-new "other" argument t))
      (:split (select-window (split-window)))
      (:hide (replay-new "hider" argument nil))
      (:show (switch-to-buffer (replay-buffer "main")))
      (:use
       (setq replay-current (replay-buffer argument))
       (unless (plist-get act :hidden) (select-window (get-buffer-window replay-current))))
      (:close
       (with-current-buffer (replay-buffer argument)
         (set-buffer-modified-p nil)
         (kill-buffer)))
      (:fold
       (with-current-buffer replay-current
         (setq buffer-invisibility-spec '((outline . t)))
         (save-excursion
           (goto-char (point-min))
           (outline-flag-region (line-end-position (car argument)) (line-end-position (cadr argument)) t))))
      (:save (replay-type '("C-x" "C-s")))
      (:kill-server (signal-process (soapnote-rpc-process) 'KILL))
      (:feed
       (let ((place (soapnote-render-open
                     replay-current
                     (with-current-buffer replay-current
                       (soapnote--last-text (point-min) (point-max))))))
         (dolist (text argument) (soapnote-render-append place text))
         (soapnote-render-complete place)))
      (:pause (setq replay-resume-at (+ (float-time) (/ argument 1000.0))))
      (:latency (setq replay-next-key (float-time)))
      (:busy (call-process "sleep" nil nil nil (number-to-string (/ argument 1000.0))))
      (:expect (replay-report (list :step replay-step :observed (replay-observed argument))))
      (_ (replay-report (list :step replay-step :error "this step is not known here"))))))

(defun replay-new (name text current)
  "Show a new buffer called NAME with TEXT; it is meant from now on if CURRENT."
  (let ((buffer (generate-new-buffer name)))
    (switch-to-buffer buffer)
    (insert text)
    (push (cons name buffer) replay-buffers)
    (when current (setq replay-current buffer))))

;;; The run

(defun replay-advance ()
  "Do what is due."
  (when (and replay-next-key (>= (float-time) replay-next-key))
    (setq replay-due (append replay-due (list replay-next-key)))
    (cl-incf replay-next-key 0.05)
    (replay-press 'f5))
  (cond ((or replay-keys unread-command-events)
         (when replay-keys (replay-press (pop replay-keys))))
        ((or replay-busy (< 0 (minibuffer-depth)) (< (float-time) replay-resume-at)))
        ((null replay-steps) (replay-end))
        (t
         (let ((act (car replay-steps)))
           (if (plist-member act :await)
               (replay-await act)
             (replay-act act)
             (replay-next))))))

(defun replay-press (key)
  (setq unread-command-events (append unread-command-events (list key))))

(defun replay-await (act)
  (unless replay-deadline
    (setq replay-deadline (+ (float-time) (/ (or (plist-get act :within) 10000) 1000.0))))
  (cond ((replay-has (plist-get act :await) (plist-get act :of))
         (setq replay-deadline nil)
         (when replay-next-key
           (setq replay-next-key nil)
           (replay-report
            (list :step (cl-position-if (lambda (step) (eq (car step) :latency))
                                        (plist-get replay-scenario :steps))
                  :latencies (vconcat replay-latencies))))
         (replay-next))
        ((> (float-time) replay-deadline)
         (replay-report (list :step replay-step :timeout t :observed (replay-observed nil)))
         (setq replay-steps nil))))

(defun replay-next ()
  (setq replay-steps (cdr replay-steps))
  (cl-incf replay-step))

(defun replay-end ()
  (let ((errors (cl-remove-if-not
                 (lambda (line) (string-match-p "[Ee]rror \\(in\\|running\\)\\|Warning" line)) (replay-messages))))
    (when errors (replay-report (list :step (1- replay-step) :error (string-join errors " / ")))))
  (replay-report '(:end t))
  (replay-quit))

(defun replay-quit ()
  (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
  (kill-emacs 0))

(defun replay-tick ()
  (condition-case problem
      (replay-advance)
    (error
     (replay-report (list :step (min replay-step (1- (length (plist-get replay-scenario :steps))))
                          :error (format "%S" problem)))
     (replay-quit))))

(defun replay-begin ()
  (find-file (plist-get replay-scenario :file))
  (goto-char (point-min))
  (push (cons "main" (current-buffer)) replay-buffers)
  (setq replay-current (current-buffer))
  (when (plist-get replay-scenario :readOnly) (setq buffer-read-only t))
  (setq replay-start (with-current-buffer (messages-buffer) (point-max)))
  (run-at-time 0.01 0.005 #'replay-tick))

(add-hook 'window-setup-hook #'replay-begin)

;;; replay.el ends here
