;;; soapnote.el --- SOAP notes from transcripts, written live  -*- lexical-binding: t; -*-

;; Author: The soapnote-lsp authors
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: tools, text

;;; Commentary:

;; Mark the transcript of a visit and type M-x soapnote-generate: below it the
;; SOAP note appears while it is made.  You can go on typing above, below and
;; elsewhere; the note stays in its place, and one undo removes it.
;;
;; Until a note is complete it is fenced: a bar on its left and a line above
;; and below it say so.  The fence is no text and is never saved, so beware of
;; saving a fenced note.  The mode line shows the section in progress, the time
;; and the engine.
;;
;;   soapnote-generate          of the region, else of the paragraph at point,
;;                              with a prefix argument of the buffer
;;   soapnote-generate-buffer   of the buffer
;;   soapnote-cancel            stop
;;   soapnote-retry             ask again for a note that is incomplete
;;   soapnote-discard           remove a note that is incomplete
;;   soapnote-keep              take a note that is incomplete as it is
;;   soapnote-choose-specialty  what notes are written for
;;   soapnote-open-last         the latest note in a buffer of its own
;;   soapnote-status            engine, key and endpoint, in a line
;;   soapnote-restart           end the server, to start anew with the next note
;;   soapnote-doctor            everything worth knowing when it does not work
;;
;; The work is done by the program soapnote-lsp, which must be on the path (see
;; `soapnote-server-program').  Keys and addresses are its business: this
;; package knows none.  There are no default keys; for example
;;
;;   (global-set-key (kbd "C-c n") #'soapnote-generate)
;;
;; Options: M-x customize-group RET soapnote.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'soapnote-config)
(require 'soapnote-note)
(require 'soapnote-rpc)
(require 'soapnote-render)
(require 'soapnote-session)

;;;###autoload
(defun soapnote-generate (&optional whole)
  "Write a SOAP note of the transcript in the region, live.
Without an active region the transcript is the paragraph at point; with a prefix
argument WHOLE it is the buffer."
  (interactive "P")
  (pcase-let ((`(,beg . ,end) (cond (whole (cons (point-min) (point-max)))
                                    ((use-region-p) (cons (region-beginning) (region-end)))
                                    (t (soapnote--paragraph)))))
    (soapnote--generate beg end)))

;;;###autoload
(defun soapnote-generate-buffer ()
  "Write a SOAP note of the transcript that is this buffer, live."
  (interactive)
  (soapnote--generate (point-min) (point-max)))

;;;###autoload
(defun soapnote-choose-specialty (specialty)
  "Let notes of this buffer be written for SPECIALTY.
An empty name means the default again."
  (interactive (list (soapnote--read-specialty)))
  (setq-local soapnote-specialty (unless (string-empty-p specialty) specialty))
  (message "Notes of this buffer: %s" (or soapnote-specialty "the server's default specialty")))

;;;###autoload
(defun soapnote-cancel ()
  "Cancel the note that is being written in this buffer, or the only one."
  (interactive)
  (let ((note (soapnote-session-current))
        (running (soapnote-session-running)))
    (soapnote-session-cancel
     (cond ((soapnote-note-running-p note) note)
           ((null running) (user-error "No note is being written"))
           ((cdr running) (user-error "No note is being written in this buffer"))
           (t (car running))))))

;;;###autoload
(defun soapnote-retry ()
  "Ask again for the note of this buffer that failed or was cancelled.
It comes in the place of what there is of it."
  (interactive)
  (let ((note (soapnote-session-current)))
    (pcase (and note (soapnote-note-state note))
      ('nil (user-error "There is no note in this buffer to ask for again"))
      ('complete (user-error "The note is complete; for another one use `soapnote-generate'"))
      ((or 'failed 'cancelled)
       (unless (buffer-live-p (soapnote-place-buffer (soapnote-note-place note)))
         (user-error "The buffer of the note is gone"))
       (soapnote-session-retry note))
      (_ (user-error "The note is still being written")))))

;;;###autoload
(defun soapnote-discard ()
  "Remove the incomplete note at point, or else one of this buffer."
  (interactive)
  (soapnote-session-discard (soapnote--incomplete)))

;;;###autoload
(defun soapnote-keep ()
  "Take the incomplete note at point, or else one of this buffer, as it is.
It is fenced no longer."
  (interactive)
  (soapnote-session-keep (soapnote--incomplete)))

;;;###autoload
(defun soapnote-open-last ()
  "Open the latest complete note in a buffer of its own."
  (interactive)
  (let* ((note (or (soapnote-session-last) (user-error "There is no note yet")))
         (buffer (soapnote--note-buffer))
         (place (soapnote-render-open buffer)))
    (soapnote-render-append place (plist-get (soapnote-note-result note) :text))
    (soapnote-render-complete place)
    (pop-to-buffer buffer)
    (goto-char (point-min))))

;;;###autoload
(defun soapnote-status ()
  "Say which engine is in force and why, and how this buffer's note stands."
  (interactive)
  (let ((status (soapnote-rpc-request 'soapNote/status))
        (note (soapnote-session-current)))
    (message "%s%s"
             (if note (format "Note: %s.  " (soapnote-note-describe note)) "")
             (format "Engine: %s (%s).  Specialty: %s."
                     (plist-get status :engine) (plist-get status :reason)
                     (or soapnote-specialty (plist-get status :specialty))))))

;;;###autoload
(defun soapnote-restart ()
  "End the server, to start anew, with settings and keys of then, on the next use."
  (interactive)
  (soapnote-rpc-stop)
  (message "The next SOAP note starts the server again"))

;;;###autoload
(defun soapnote-doctor ()
  "Show everything worth knowing when notes do not come."
  (interactive)
  (with-help-window "*soapnote doctor*"
    (cl-flet ((say (name value) (princ (format "%-12s %s\n" name value))))
      (say "Emacs" (format "%s, jsonrpc %s" emacs-version (soapnote--jsonrpc-version)))
      (condition-case problem
          (let ((command (soapnote-rpc-command))
                (status (soapnote-rpc-request 'soapNote/status '(:probe t))))
            (say "Server" (format "%s (%s, process %d)" (string-join command " ")
                                  (or (soapnote-rpc-server-version) "version unknown")
                                  (process-id (soapnote-rpc-process))))
            (soapnote--say-status #'say status))
        (error (say "Server" (error-message-string problem)))))))

(defun soapnote--say-status (say status)
  "Call SAY with the name and value of each finding in STATUS, the server's."
  (let ((key (plist-get status :key)) (probe (plist-get status :probe)))
    (funcall say "Engine" (format "%s: %s" (plist-get status :engine) (plist-get status :reason)))
    (funcall say "Engines" (string-join (plist-get status :engines) ", "))
    (funcall say "Endpoint" (or (plist-get status :endpoint) "none: nothing leaves this machine"))
    (funcall say "Key" (if (eq (plist-get key :found) t)
                           (format "found in %s" (plist-get key :source))
                         "not found"))
    (funcall say "Specialty" (plist-get status :specialty))
    (funcall say "libcurl" (or (plist-get (plist-get status :versions) :libcurl) "cannot be loaded"))
    (when probe
      (funcall say "Probe" (if (eq (plist-get probe :reachable) t)
                               (format "the endpoint answers in %s ms" (plist-get probe :milliseconds))
                             (plist-get probe :message))))
    (seq-doseq (problem (plist-get status :problems)) (funcall say "Problem" problem))))

;;; What the commands are made of

(defun soapnote--incomplete ()
  "Return the place of the incomplete note at point, or else of one of this buffer."
  (let ((place (car (soapnote-render-fenced-places)))
        (note (soapnote-session-current)))
    (unless place (user-error "There is no incomplete note in this buffer"))
    (when (and (soapnote-note-running-p note) (eq (soapnote-note-place note) place))
      (user-error "The note is still being written; M-x soapnote-cancel stops it"))
    place))

(defun soapnote--generate (beg end)
  "Write a note of the text between BEG and END."
  (let ((own (eq soapnote-placement 'buffer))
        (transcript (soapnote--transcript beg end))
        (previous (soapnote-session-current)))
    (when (string-blank-p transcript)
      (user-error "There is nothing here to make a note of"))
    (when (soapnote-note-running-p previous)
      (user-error "A note is being written in this buffer; M-x soapnote-cancel stops it"))
    (when (and (not own) (soapnote--read-only-p end))
      (user-error "This buffer is read-only; set `soapnote-placement' for a buffer of the note's own"))
    ;; Without a server there is nothing to prepare.
    (soapnote-rpc-connect)
    (when (and previous (not (soapnote-render-fenced-p (soapnote-note-place previous)))
               (memq (soapnote-note-state previous) '(failed cancelled)))
      (soapnote-session-discard (soapnote-note-place previous)))
    (let ((place (if own
                     (soapnote-render-open (soapnote--note-buffer))
                   (soapnote-render-open (current-buffer) (soapnote--last-text beg end)))))
      (soapnote-session-start (soapnote--params transcript) (current-buffer) place)
      (deactivate-mark)
      (when own (display-buffer (soapnote-place-buffer place))))))

(defun soapnote--params (transcript)
  "Return the parameters of a request for a note of TRANSCRIPT, by the options."
  (append (list :transcript transcript)
          soapnote-request-parameters
          (when soapnote-engine (list :engine soapnote-engine))
          (when soapnote-specialty (list :specialty soapnote-specialty))
          (when soapnote-template (list :template soapnote-template))
          (list :coalesceMs soapnote-coalesce-ms)))

(defun soapnote--transcript (beg end)
  "Return the text between BEG and END as Unicode, without line ends at its end.
What is no character of Unicode, such as a broken byte, becomes U+FFFD."
  (cl-substitute-if #xFFFD (lambda (character) (or (> character #x10FFFF) (<= #xD800 character #xDFFF)))
                    (string-trim-right (buffer-substring-no-properties beg end) "\n+")))

(defun soapnote--paragraph ()
  "Return the (BEG . END) of the lines with text around point.
On a blank line they are those before it."
  (save-excursion
    (beginning-of-line)
    (when (looking-at-p "[ \t]*$") (skip-chars-backward " \t\n"))
    (let ((blank "^[ \t]*$") (from (point)))
      (cons (progn (if (re-search-backward blank nil t) (forward-line) (goto-char (point-min)))
                   (point))
            (progn (goto-char from)
                   (if (re-search-forward blank nil t) (line-beginning-position) (point-max)))))))

(defun soapnote--last-text (beg end)
  "Return the position after the last text between BEG and END."
  (save-excursion
    (goto-char end)
    (skip-chars-backward " \t\n" beg)
    (point)))

(defun soapnote--read-only-p (position)
  "Whether text cannot be inserted at POSITION."
  (or buffer-read-only (get-text-property (max (point-min) (1- position)) 'read-only)))

(defun soapnote--note-buffer ()
  "Return a new buffer for a note."
  (with-current-buffer (generate-new-buffer "*SOAP note*")
    (text-mode)
    (current-buffer)))

(defun soapnote--read-specialty ()
  "Read the name of a specialty, with completion from the server."
  (let* ((specialties (plist-get (soapnote-rpc-request 'soapNote/specialties) :specialties))
         (names (mapcar (lambda (specialty)
                          (cons (plist-get specialty :id) (plist-get specialty :name)))
                        specialties))
         (completion-extra-properties
          (list :annotation-function
                (lambda (id) (when-let* ((name (cdr (assoc id names)))) (concat "  " name))))))
    (completing-read "Specialty (empty: default): " names)))

(defun soapnote--jsonrpc-version ()
  "Return the version of jsonrpc.el, as far as it is known."
  (or (when-let* ((file (locate-library "jsonrpc.el" t)))
        (with-temp-buffer
          (insert-file-contents file nil 0 2000)
          (when (re-search-forward "^;; Version: \\(.*\\)" nil t) (match-string 1))))
      "of unknown version"))

(provide 'soapnote)
;;; soapnote.el ends here
