;;; soapnote-note.el --- How things stand with a note  -*- lexical-binding: t; -*-

;;; Commentary:

;; What is known of one note, and how to say it in a few words.

;;; Code:

(require 'cl-lib)
(require 'soapnote-rpc)

(cl-defstruct (soapnote-note (:constructor soapnote-note--make) (:copier nil))
  "One note.
PARAMS are those of the request, PLACE is where the text goes, SOURCE the buffer
of the transcript.  STATE is `waiting', `writing', `restarting' or `cancelling'
while it runs, then `complete', `failed' or `cancelled'.  DOING is the server's
own word on what it does before the first text.  CHUNKS and SIZE count what came
since the last restart, SIZE in characters; BROKEN tells that a piece is missing.
REASON says why it was cancelled, if that was not the user's wish."
  params place source token
  (state 'waiting) (doing "waiting") section attempt
  (started (float-time)) ended
  (chunks 0) (size 0) broken reason
  result ticker)

(defun soapnote-note-running-p (note)
  "Whether NOTE has not ended."
  (and note (memq (soapnote-note-state note) '(waiting writing restarting cancelling)) t))

(defun soapnote-note-describe (note)
  "Say in a few words how things stand with NOTE, the engine always named."
  (let ((seconds (floor (- (or (soapnote-note-ended note) (float-time))
                           (soapnote-note-started note)))))
    (pcase (soapnote-note-state note)
      ('waiting (format "%s %ds %s" (soapnote-note-doing note) seconds
                        (soapnote-note--engine note)))
      ('writing (format "%s %ds %s" (or (soapnote-note-section note) "writing") seconds
                        (soapnote-note--engine note)))
      ('restarting (format "trying again (%s) %ds %s" (soapnote-note-attempt note) seconds
                           (soapnote-note--engine note)))
      ('cancelling "cancelling")
      ('complete (format "complete %ds %s" seconds (soapnote-note--engine note)))
      (state (symbol-name state)))))

(defun soapnote-note--engine (note)
  "Return the engine of NOTE."
  (or (plist-get (soapnote-note-result note) :engine)
      (plist-get (soapnote-note-params note) :engine)
      (soapnote-rpc-engine)
      ""))

(provide 'soapnote-note)
;;; soapnote-note.el ends here
