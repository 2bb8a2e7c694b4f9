;;; soapnote-render.el --- A note's text in a buffer  -*- lexical-binding: t; -*-

;;; Commentary:

;; A place is where the text of one note goes: markers of its own, which
;; follow whatever the user does above and below.  Its region is
;;
;;     BEG  line ends that set the note apart  START  text  MARK  line ends  END
;;
;; New text goes in at MARK.  BEG and START advance when text is inserted at
;; them, END does not: what the user types at either end of the region stays
;; outside.  MARK advances: what is typed at it stays where it was typed.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'soapnote-config)
(require 'soapnote-undo)

(cl-defstruct (soapnote-place (:constructor soapnote-place--make) (:copier nil))
  "Where the text of a note goes.
ORIGIN is a marker at the end of the transcript, nil in a buffer made for the
note.  LABEL says in the fence how things stand.  PIECES are the pieces of text
so far, latest first; CR tells that the last one ended with a carriage return.
APART counts the line ends that were put between MARK and END."
  buffer origin
  (beg (make-marker)) (start (make-marker)) (mark (make-marker)) (end (make-marker))
  fence label pieces cr (apart 0))

(defvar soapnote-render--inserting nil
  "Non-nil while text is changed here and not by the user.")

(defmacro soapnote-render--changing (&rest body)
  "Change the current buffer in BODY, all of it, without moving point or mark.
A boundary comes first, so that what Emacs records is apart."
  (declare (indent 0) (debug t))
  `(let ((deactivate-mark nil) (soapnote-render--inserting t))
     (undo-boundary)
     (save-excursion (save-restriction (widen) ,@body))))

(defmacro soapnote-render--folding (place range markers &rest body)
  "Change RANGE in BODY and fold the change into the note's step of undo.
RANGE is a part of PLACE, with MARKERS at its ends.  BODY returns by how many
characters it grew."
  (declare (indent 3) (debug t))
  `(let ((region (soapnote-render--region ,place))
         (before (soapnote-render--undo-list)))
     (soapnote-render--changing
       (let ((delta (progn ,@body)))
         (unless (and before
                      (soapnote-undo-fold before region ,range delta
                                          (cons (soapnote-render--ends ,place) ,markers)))
           (undo-boundary))))))

;;; What the session calls

(defun soapnote-render-open (buffer &optional origin)
  "Return a place in BUFFER, below the line of position ORIGIN.
Without ORIGIN BUFFER is empty and the note's own."
  (soapnote-place--make
   :buffer buffer
   :origin (when origin (with-current-buffer buffer (copy-marker origin t)))))

(defun soapnote-render-append (place text)
  "Append TEXT to the note at PLACE, with the line ends of a buffer."
  (let ((text (soapnote-render--line-ends place text)))
    (unless (string-empty-p text)
      (with-current-buffer (soapnote-place-buffer place)
        (soapnote-render--bring-back place)
        (soapnote-render--check place)
        (push text (soapnote-place-pieces place))
        (if (soapnote-render--empty-p place)
            (soapnote-render--insert-first place text)
          (soapnote-render--insert-more place text)))
      (soapnote-render--fence place))))

(defun soapnote-render-restart (place)
  "Remove all text from PLACE, to start again."
  (setf (soapnote-place-pieces place) nil
        (soapnote-place-cr place) nil)
  (when (buffer-live-p (soapnote-place-buffer place))
    (with-current-buffer (soapnote-place-buffer place)
      ;; If the user had undone it, that is in the undo list too: take it back first.
      (when (soapnote-render--empty-p place) (soapnote-render--revive place))
      (unless (soapnote-render--empty-p place)
        (let ((all (soapnote-render--region place)))
          (soapnote-render--folding place all (soapnote-render--ends place)
            (delete-region (car all) (cdr all))
            (- (car all) (cdr all)))))
      (soapnote-render--fence place))))

(defun soapnote-render-complete (place)
  "Take the note at PLACE as whole: remove the fence, make it one step of undo."
  (with-current-buffer (soapnote-place-buffer place)
    (soapnote-render--bring-back place)
    (soapnote-render-settle place)
    (soapnote-render-release place)
    (dolist (marker (list (soapnote-place-beg place) (soapnote-place-start place)
                          (soapnote-place-mark place) (soapnote-place-end place)))
      (set-marker marker nil))))

(defun soapnote-render-settle (place)
  "Make the text at PLACE one step of undo, the latest; none if there is no text."
  (when (marker-buffer (soapnote-place-beg place))
    (with-current-buffer (soapnote-place-buffer place)
      (when (soapnote-render--undo-list)
        (soapnote-undo-hoist (soapnote-render--region place) (soapnote-render--ends place))))))

(defun soapnote-render-label (place label)
  "Let the fence of PLACE say LABEL."
  (setf (soapnote-place-label place) label)
  (soapnote-render--fence place))

(defun soapnote-render-fenced-p (place)
  "Whether text at PLACE is fenced as incomplete."
  (let ((fence (soapnote-place-fence place)))
    (and fence (overlay-buffer fence) (< (overlay-start fence) (overlay-end fence)))))

(defun soapnote-render-unchanged-p (place)
  "Whether the text at PLACE is that which came.
It is also if all of it was undone: then it comes back as it was."
  (let ((text (apply #'concat (reverse (soapnote-place-pieces place)))))
    (or (soapnote-render--empty-p place)
        (with-current-buffer (soapnote-place-buffer place)
          (save-restriction
            (widen)
            (equal text (buffer-substring-no-properties (soapnote-place-start place)
                                                        (soapnote-place-mark place))))))))

(defun soapnote-render-fenced-places ()
  "Return the places in the current buffer with fenced text, that at point first."
  (save-restriction
    (widen)
    (delq nil
          (mapcar (lambda (overlay)
                    (let ((place (overlay-get overlay 'soapnote-place)))
                      (and place (soapnote-render-fenced-p place) place)))
                  (append (overlays-at (point)) (overlays-in (point-min) (point-max)))))))

(defun soapnote-render-release (place)
  "Let go of PLACE: text that is left there is the user's own."
  (when (soapnote-place-fence place) (delete-overlay (soapnote-place-fence place))))

;;; Text

(defun soapnote-render--line-ends (place text)
  "Return TEXT with line feeds for line ends.
PLACE remembers a carriage return at its end, whose line feed may come later."
  (let* ((cr (soapnote-place-cr place))
         (rest (if (and cr (string-prefix-p "\n" text)) (substring text 1) text)))
    (unless (string-empty-p text)
      (setf (soapnote-place-cr place) (string-suffix-p "\r" text)))
    (replace-regexp-in-string "\r\n?" "\n" rest t t)))

(defun soapnote-render--undo-list ()
  "Return the undo list if there is one that can be worked on."
  (and (listp buffer-undo-list)
       ;; An empty list is told from no list.
       (or buffer-undo-list (setq buffer-undo-list (list nil)))))

(defun soapnote-render--region (place)
  "Return the region of PLACE as a pair of positions."
  (let ((end (marker-position (soapnote-place-end place))))
    ;; What was typed into an empty region has pushed the beginning past the end.
    (cons (min (marker-position (soapnote-place-beg place)) end) end)))

(defun soapnote-render--ends (place)
  "Return the markers at the ends of the region of PLACE."
  (cons (soapnote-place-beg place) (soapnote-place-end place)))

(defun soapnote-render--empty-p (place)
  "Whether there is no text at PLACE."
  (let ((beg (marker-position (soapnote-place-beg place))))
    (or (not beg) (>= beg (soapnote-place-end place)))))

(defun soapnote-render--bring-back (place)
  "Put the text so far back if the user has removed all of it from PLACE.
A note that is being written is either whole or not there."
  (when (and (soapnote-place-pieces place) (soapnote-render--empty-p place)
             (not (soapnote-render--revive place)))
    (soapnote-render--insert-first
     place (apply #'concat (reverse (soapnote-place-pieces place))))))

(defun soapnote-render--check (place)
  "Signal an error if the line that is written at PLACE has lost its end."
  (unless (or (soapnote-render--empty-p place)
              (>= (- (soapnote-place-end place) (soapnote-place-mark place))
                  (soapnote-place-apart place)))
    (error "Its place was deleted")))

(defun soapnote-render--revive (place)
  "Take back an undo that removed the text at PLACE just now."
  (and (marker-position (soapnote-place-beg place))
       (soapnote-render--undo-list)
       (let ((soapnote-render--inserting t) (deactivate-mark nil))
         (save-excursion
           (save-restriction
             (widen)
             (soapnote-undo-revive (soapnote-place-start place)))))))

(defun soapnote-render--insert-first (place text)
  "Insert TEXT, the first of PLACE, between line ends around it."
  (let ((before (soapnote-render--undo-list))
        (again (marker-position (soapnote-place-beg place))))
    (soapnote-render--changing
      (pcase-let* ((`(,position ,lead ,trail) (soapnote-render--site place))
                   (start (+ position (length lead)))
                   (mark (+ start (length text))))
        (goto-char position)
        (insert lead text trail)
        (soapnote-render--set place position start mark (+ mark (length trail)))
        (setf (soapnote-place-apart place) (length trail))
        (unless (and again before
                     (soapnote-undo-fold
                      before (cons position position) (cons position position) (- (point) position)
                      (let ((ends (soapnote-render--ends place))) (cons ends ends))))
          (soapnote-undo-close position))))))

(defun soapnote-render--insert-more (place text)
  "Insert TEXT at the mark of PLACE, which has text already."
  (let* ((mark (soapnote-place-mark place))
         (position (marker-position mark))
         ;; A window that begins right behind the note would slide into it.
         (windows (seq-filter (lambda (window) (= (window-start window) position))
                              (get-buffer-window-list nil nil t))))
    (soapnote-render--folding place (cons position position) (cons mark mark)
      (goto-char position)
      (insert text)
      (- (point) position))
    (dolist (window windows) (set-window-start window mark t))))

(defun soapnote-render--set (place beg start mark end)
  "Put the markers of PLACE at BEG, START, MARK and END."
  (pcase-dolist (`(,marker ,position ,advances)
                 `((,(soapnote-place-beg place) ,beg t)
                   (,(soapnote-place-start place) ,start t)
                   (,(soapnote-place-mark place) ,mark t)
                   (,(soapnote-place-end place) ,end ,(= mark end))))
    (set-marker-insertion-type (set-marker marker position) advances)))

(defun soapnote-render--site (place)
  "Return (POSITION LEAD TRAIL) for the first text of PLACE.
LEAD and TRAIL are the line ends that set it apart."
  (if (not (soapnote-place-origin place))
      (list (point-min) "" "")
    (goto-char (soapnote-place-origin place))
    (let ((inhibit-field-text-motion t)) (end-of-line))
    (if (eobp)
        (list (point) "\n\n" "")
      ;; At the beginning of the next line, so that a cursor there stays with the transcript.
      (forward-char)
      (list (point) "\n" (if (looking-at-p "[ \t]*$") "\n" "\n\n")))))

;;; The fence

(defun soapnote-render--fence (place)
  "Put the fence of PLACE around its text, if it has been there yet."
  (when (marker-buffer (soapnote-place-beg place))
    (let ((fence (or (soapnote-place-fence place)
                     (setf (soapnote-place-fence place) (soapnote-render--make-fence place)))))
      (move-overlay fence (min (soapnote-place-start place) (soapnote-place-mark place))
                    (soapnote-place-mark place) (soapnote-place-buffer place))
      (soapnote-render--show-label fence place))))

(defun soapnote-render--make-fence (place)
  "Return an overlay to show the text of PLACE as incomplete."
  (let ((fence (make-overlay 1 1 (soapnote-place-buffer place) nil t)))
    (overlay-put fence 'soapnote-place place)
    (overlay-put fence 'face 'soapnote-fence)
    (overlay-put fence 'line-prefix (propertize "│ " 'face 'soapnote-fence-label))
    (overlay-put fence 'wrap-prefix (propertize "│ " 'face 'soapnote-fence-label))
    (dolist (hook '(modification-hooks insert-in-front-hooks insert-behind-hooks) fence)
      (overlay-put fence hook '(soapnote-render--fence-touched)))))

(defun soapnote-render--fence-touched (fence after &rest _)
  "Keep the label of FENCE true when AFTER a change its text went or came back."
  (when (and after (not soapnote-render--inserting))
    ;; A redo brings the half note back, fence and all; other text there is no note.
    (if (or undo-in-progress (overlay-get fence 'soapnote-label)
            (= (overlay-start fence) (overlay-end fence)))
        (soapnote-render--show-label fence (overlay-get fence 'soapnote-place))
      (delete-overlay fence))))

(defun soapnote-render--show-label (fence place)
  "Write the label of PLACE above and below FENCE, if there is text in it."
  (let ((label (and (< (overlay-start fence) (overlay-end fence)) (soapnote-place-label place))))
    (unless (eq label (overlay-get fence 'soapnote-label))
      (let ((line (and label (propertize (format "── %s ──" label) 'face 'soapnote-fence-label))))
        (overlay-put fence 'soapnote-label label)
        (overlay-put fence 'before-string (and line (concat line "\n")))
        (overlay-put fence 'after-string (and line (concat "\n" line)))))))

(provide 'soapnote-render)
;;; soapnote-render.el ends here
