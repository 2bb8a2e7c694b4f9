;;; soapnote-session.el --- One note from request to end  -*- lexical-binding: t; -*-

;;; Commentary:

;; A note is asked for, comes in pieces, and ends in exactly one of three ways:
;; complete, failed or cancelled.  Only a complete note loses its fence.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'soapnote-config)
(require 'soapnote-note)
(require 'soapnote-render)
(require 'soapnote-rpc)

(defvar-local soapnote-session--note nil
  "The latest note of this buffer, of its text or in it.")
(put 'soapnote-session--note 'permanent-local t)

(defvar soapnote-session--last nil
  "The latest note that was completed.")

;;; What the commands call

(defun soapnote-session-start (params source place)
  "Ask for a note with PARAMS of a transcript in the buffer SOURCE, to go to PLACE."
  (let ((note (soapnote-note--make :params params :place place :source source)))
    (setf (soapnote-note-token note)
          (soapnote-rpc-generate
           params
           (lambda (value) (soapnote-session--progress note value))
           (lambda (result)
             (when (soapnote-note-running-p note) (soapnote-session--succeed note result)))
           (lambda (failure)
             (when (soapnote-note-running-p note) (soapnote-session--fail note failure))))
          (soapnote-note-ticker note)
          (run-at-time 1 1 #'soapnote-session--show note))
    (soapnote-render-label place "SOAP note, incomplete: still being written")
    (dolist (buffer (soapnote-session--buffers note))
      (with-current-buffer buffer
        (setq soapnote-session--note note)
        (soapnote-note-mode 1)))
    note))

(defun soapnote-session-current ()
  "Return the latest note of the current buffer, nil if there is none."
  soapnote-session--note)

(defun soapnote-session-last ()
  "Return the latest note that was completed, nil if there is none."
  soapnote-session--last)

(defun soapnote-session-running ()
  "Return the notes that have not ended."
  (seq-filter #'soapnote-note-running-p
              (seq-uniq (mapcar (lambda (buffer) (buffer-local-value 'soapnote-session--note buffer))
                                (buffer-list)))))

(defun soapnote-session-cancel (note &optional reason)
  "Cancel NOTE, for REASON if it is not the user's wish.  It takes no more text.
If that has been done and the server does not answer, wait no longer for it."
  (pcase (soapnote-note-state note)
    ((or 'waiting 'writing 'restarting)
     (setf (soapnote-note-state note) 'cancelling
           (soapnote-note-reason note) reason)
     (soapnote-session--show note)
     (soapnote-rpc-cancel (soapnote-note-token note)))
    ('cancelling (soapnote-session--fail note nil))))

(defun soapnote-session-retry (note)
  "Ask for NOTE, which is incomplete, again, in the same place."
  (let ((place (soapnote-note-place note)))
    (soapnote-render-restart place)
    (soapnote-session-start (soapnote-note-params note) (soapnote-note-source note) place)))

(defun soapnote-session-discard (place)
  "Remove what there is at PLACE of a note that has ended, and let go of it."
  (soapnote-render-restart place)
  (soapnote-render-settle place)
  (soapnote-render-release place)
  (soapnote-session--leave (soapnote-place-buffer place)))

(defun soapnote-session-keep (place)
  "Take what there is at PLACE of a note that has ended as it is, fenced no longer."
  (soapnote-render-release place)
  (soapnote-session--leave (soapnote-place-buffer place)))

;;; While it runs

(defun soapnote-session--progress (note value)
  "Take VALUE, a piece of progress of NOTE."
  (when (memq (soapnote-note-state note) '(waiting writing restarting))
    (pcase (plist-get value :kind)
      ("chunk" (soapnote-session--chunk note value))
      ("section" (setf (soapnote-note-section note) (plist-get value :section)))
      ;; It tells of attempts that failed without any text.
      ("report" (setf (soapnote-note-doing note) (plist-get value :message)))
      ("restart"
       (setf (soapnote-note-state note) 'restarting
             (soapnote-note-attempt note)
             (format "%s of %s" (plist-get value :attempt) (plist-get value :maxAttempts))
             (soapnote-note-section note) nil
             (soapnote-note-chunks note) 0
             (soapnote-note-size note) 0
             (soapnote-note-broken note) nil)
       (soapnote-render-restart (soapnote-note-place note))))
    (unless (equal (plist-get value :kind) "chunk") (soapnote-session--show note))))

(defun soapnote-session--chunk (note chunk)
  "Put CHUNK of NOTE in its place."
  (let ((text (plist-get chunk :text))
        (first (not (eq (soapnote-note-state note) 'writing))))
    (unless (eql (plist-get chunk :seq) (soapnote-note-chunks note))
      (setf (soapnote-note-broken note) t))
    (cl-incf (soapnote-note-chunks note))
    (cl-incf (soapnote-note-size note) (length text))
    (setf (soapnote-note-state note) 'writing)
    (condition-case problem
        (soapnote-render-append (soapnote-note-place note) text)
      (error
       ;; Its place is gone, the buffer was made read-only, or something of the user's refused.
       (soapnote-session-cancel note (error-message-string problem))))
    (when first (soapnote-session--show note))))

(defun soapnote-session--succeed (note result)
  "End NOTE with RESULT, the server's answer."
  (cond ((eq (soapnote-note-state note) 'cancelling)
         (soapnote-session--fail note nil))
        ((or (soapnote-note-broken note)
             (/= (soapnote-note-size note) (length (plist-get result :text))))
         (soapnote-session--fail
          note '(:message "Part of the note did not arrive." :data (:retryable t))))
        (t
         (setf (soapnote-note-result note) result)
         (soapnote-session--end note 'complete)
         (setq soapnote-session--last note)
         (let ((changed (not (soapnote-render-unchanged-p (soapnote-note-place note)))))
           (soapnote-render-complete (soapnote-note-place note))
           (soapnote-session--leave-all note)
           (message "SOAP note complete (%s engine, %.1f s).%s%s" (plist-get result :engine)
                    (- (soapnote-note-ended note) (soapnote-note-started note))
                    (if changed
                        (substitute-command-keys
                         " It was changed while it was being written; \\[soapnote-open-last] shows it as it came.")
                      "")
                    (mapconcat (lambda (warning) (concat " " warning))
                               (plist-get result :warnings) ""))))))

(defun soapnote-session--fail (note failure)
  "End NOTE with FAILURE, the server's error; nil if it was cancelled."
  (let* ((place (soapnote-note-place note))
         (cancelled (or (eq (soapnote-note-state note) 'cancelling)
                        (eql (plist-get failure :code) -32800))))
    (soapnote-session--end note (if cancelled 'cancelled 'failed))
    (unless (soapnote-session--keeps-p note) (soapnote-render-restart place))
    (soapnote-render-settle place)
    (let ((fenced (soapnote-render-fenced-p place)))
      (soapnote-render-label
       place (format "SOAP note, incomplete: %s" (if cancelled "cancelled" "it failed")))
      (unless fenced (soapnote-session--leave-all note))
      (when (buffer-live-p (soapnote-note-source note))
        (message "%s" (soapnote-session--epitaph note failure fenced))))
    (soapnote-session--show note)))

(defun soapnote-session--keeps-p (note)
  "Whether the text of NOTE stays though it is incomplete.
The buffer of its transcript may have a choice of its own."
  (let ((source (soapnote-note-source note)))
    (buffer-local-value 'soapnote-keep-incomplete
                        (if (buffer-live-p source) source (current-buffer)))))

(defun soapnote-session--epitaph (note failure fenced)
  "Say how NOTE ended without being complete, and what to do next.
FAILURE is the server's error; FENCED tells that there is text."
  (string-join
   (delq nil
         (list (cond ((eq (soapnote-note-state note) 'failed) (plist-get failure :message))
                     ((soapnote-note-reason note)
                      (format "SOAP note cancelled: %s." (soapnote-note-reason note)))
                     (t "SOAP note cancelled."))
               ;; Of a failure after some text the server says so itself.
               (unless (or (not fenced)
                           (and (eq (soapnote-note-state note) 'failed)
                                (plist-get (plist-get failure :data) :partial)))
                 "What there is of the note is incomplete.")
               (when (and (eq (soapnote-note-state note) 'failed)
                          (eq (plist-get (plist-get failure :data) :retryable) t))
                 (substitute-command-keys "To retry: \\[soapnote-retry]."))))
   " "))

(defun soapnote-session--end (note state)
  "Let NOTE end in STATE."
  (setf (soapnote-note-state note) state
        (soapnote-note-ended note) (float-time))
  (when (soapnote-note-ticker note) (cancel-timer (soapnote-note-ticker note))))

;;; Buffers

(define-minor-mode soapnote-note-mode
  "Mode of buffers in which a SOAP note is being written or is incomplete.
It shows in the mode line how things stand, cancels the note when the buffer is
killed, and warns when the buffer is saved.  It comes and goes by itself."
  :lighter (:eval (soapnote-session--lighter))
  (if soapnote-note-mode
      (progn
        (add-hook 'kill-buffer-hook #'soapnote-session--buffer-killed nil t)
        (add-hook 'after-save-hook #'soapnote-session--saved nil t))
    (remove-hook 'kill-buffer-hook #'soapnote-session--buffer-killed t)
    (remove-hook 'after-save-hook #'soapnote-session--saved t)))

;; A change of major mode does not end the note.
(put 'soapnote-note-mode 'permanent-local t)
(put 'soapnote-session--buffer-killed 'permanent-local-hook t)
(put 'soapnote-session--saved 'permanent-local-hook t)

(defun soapnote-session--lighter ()
  "Return a few words on this buffer's notes for the mode line."
  (let ((note soapnote-session--note))
    (cond ((soapnote-note-running-p note)
           (format " SOAP[%s]" (soapnote-note-describe note)))
          ((soapnote-render-fenced-places) " SOAP[incomplete]")
          (t ""))))

(defun soapnote-session--buffers (note)
  "Return the live buffers of NOTE, of its transcript and of its text."
  (seq-filter #'buffer-live-p
              (seq-uniq (list (soapnote-note-source note)
                              (soapnote-place-buffer (soapnote-note-place note))))))

(defun soapnote-session--show (note)
  "Bring the mode lines of NOTE up to date."
  (dolist (buffer (soapnote-session--buffers note))
    (with-current-buffer buffer (force-mode-line-update))))

(defun soapnote-session--leave-all (note)
  "End the mode in the buffers of NOTE, and kill its own buffer if that is empty."
  (dolist (buffer (soapnote-session--buffers note))
    (if (and (not (eq buffer (soapnote-note-source note))) (zerop (buffer-size buffer)))
        (kill-buffer buffer)
      (soapnote-session--leave buffer))))

(defun soapnote-session--leave (buffer)
  "End the mode in BUFFER, unless another note there is incomplete."
  (when (buffer-live-p buffer)
    (with-current-buffer buffer
      (unless (soapnote-render-fenced-places) (soapnote-note-mode -1)))))

(defun soapnote-session--buffer-killed ()
  "Cancel the note of the buffer that is being killed."
  (let ((note soapnote-session--note))
    (when (and (soapnote-note-running-p note)
               (eq (current-buffer) (soapnote-place-buffer (soapnote-note-place note))))
      (soapnote-session-cancel note))))

(defun soapnote-session--saved ()
  "Warn of a note in the file that is not complete."
  (when (soapnote-render-fenced-places)
    (message "%s" (propertize "Saved, but the SOAP note in this file is incomplete."
                              'face 'warning))))

(provide 'soapnote-session)
;;; soapnote-session.el ends here
