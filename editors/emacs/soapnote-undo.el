;;; soapnote-undo.el --- A note as one step of undo  -*- lexical-binding: t; -*-

;;; Commentary:

;; A note comes in many pieces, and the user may type between them.  Still it
;; is one step of undo, and the user's own steps stay his own.
;;
;; The first piece makes an entry (BEG . END) in `buffer-undo-list'.  Each
;; later piece is folded into it: what Emacs recorded for the piece is taken
;; off again, the entry grows, and the entries made since (the user's) are
;; moved over, as if the text had been there all the time.  When the note is
;; over, its entry is hoisted above the user's, so that the next undo removes
;; the note and nothing else.
;;
;; Entries change in their own cells, because `pending-undo-list' and the
;; table of redo records point into the list.  Where an entry cannot be
;; understood nothing is touched: what Emacs recorded itself is always right,
;; and the note then takes more than one step.

;;; Code:

(require 'cl-lib)

(defun soapnote-undo-fold (before region range delta markers)
  "Fold the change that was recorded last into the entry of the note.
BEFORE is the undo list as it was before the change, REGION the note's region
as it was then, as (BEG . END) positions.  The change made RANGE, a part of
REGION, grow by DELTA.  MARKERS are the pairs of markers at the ends of REGION
and of RANGE.  Return non-nil if it was possible."
  (pcase (soapnote-undo--rebase before region 0 (car markers))
    (`(,cell . ,_)
     (pcase (soapnote-undo--rebase before range delta (cdr markers) cell)
       (`(,_ ,edits ,beg ,end ,delta)
        (pcase-let ((`(,first . ,last) (car cell)))
          (when (<= first beg end last)
            (soapnote-undo--apply edits)
            (setcar cell (cons first (+ last delta)))
            (setq buffer-undo-list before)
            t)))))))

(defun soapnote-undo-close (position)
  "Let what is typed from now on, from POSITION on too, be apart from the note."
  ;; The boundary alone does not do it: Emacs takes it away to amalgamate what is
  ;; typed, and joins adjacent insertions.  A position in between keeps them apart.
  (when (consp buffer-undo-list)
    (push position buffer-undo-list)
    (undo-boundary)))

(defun soapnote-undo-hoist (region markers)
  "Make the note in REGION, with MARKERS at its ends, the latest step of undo."
  (pcase (soapnote-undo--rebase
          buffer-undo-list region (- (car region) (cdr region)) markers)
    (`(,cell ,edits . ,_)
     (let ((later (soapnote-undo--nearest-before cell)))
       (cond ((= (car region) (cdr region))
              ;; There is no text left: no step that does nothing.
              (soapnote-undo--take-out cell later))
             (later
              (soapnote-undo--apply edits)
              (soapnote-undo--take-out cell later)
              (undo-boundary)
              (push region buffer-undo-list)
              (soapnote-undo-close (car region)))))))
  (soapnote-undo--begin-anew))

(defun soapnote-undo-revive (marker)
  "Take back the undo that removed the note, if it was the latest change.
MARKER was in the note.  Return non-nil if the note's text is back."
  (let ((list buffer-undo-list))
    (while (and (consp list) (null (car list))) (setq list (cdr list)))
    (when (and (stringp (car-safe (car-safe list)))
               (cl-loop for entry in (cdr list) while entry thereis (eq (car-safe entry) marker)))
      (setq buffer-undo-list
            (let ((undo-in-progress t)) (primitive-undo 1 list)))
      (soapnote-undo--begin-anew)
      t)))

(defun soapnote-undo--begin-anew ()
  "Let the next undo begin at the head of the list.
Otherwise a user who had undone everything there was would be told that there
is no more, though now there is the note."
  (when (eq pending-undo-list t) (setq pending-undo-list nil)))

(defun soapnote-undo--nearest-before (cell)
  "Return the nearest cell before CELL in the undo list that records a change."
  (let ((list buffer-undo-list) nearest)
    (while (not (eq list cell))
      (unless (or (null (car list)) (integerp (car list))) (setq nearest list))
      (setq list (cdr list)))
    nearest))

(defun soapnote-undo--take-out (cell later)
  "Take the entry in CELL out of the undo list, with what was recorded along.
LATER is the nearest change after it, or nil.  CELL itself stays, because
records of redo may point to it: it becomes a copy of what comes next."
  (let ((rest (cdr cell)))
    (while (or (integerp (car rest)) (eq (car-safe (car rest)) t))
      ;; The note was the first change to a saved buffer.  Now LATER is, or none.
      (cond ((integerp (car rest)))
            (later (setcdr later (cons (car rest) (cdr later))))
            ((equal (cdar rest) (visited-file-modtime)) (set-buffer-modified-p nil)))
      (setq rest (cdr rest)))
    (while (and rest (null (car rest))) (setq rest (cdr rest)))
    ;; What kept typing apart from the note would be left as a step that does nothing.
    (let ((previous buffer-undo-list))
      (while (and (consp previous) (not (eq (cdr previous) cell))) (setq previous (cdr previous)))
      (dolist (gone (if (integerp (car previous)) (list cell previous) (list cell)))
        (setcar gone (car rest))
        (setcdr gone (cdr rest))))))

(defun soapnote-undo--apply (edits)
  "Put each entry of EDITS, pairs of a cell and its new entry, in its place."
  (pcase-dolist (`(,cell . ,entry) edits) (setcar cell entry)))

(defun soapnote-undo--rebase (list range delta markers &optional stop)
  "Work out what entries of the undo LIST become if RANGE grew before them.
It grew by DELTA; where DELTA is negative, what is inside of RANGE goes with it.
RANGE is a pair of positions as of the head of LIST; MARKERS stand at its ends.
Go back to the cell STOP, or without it to the insertion of RANGE itself.
Return nil if that is not found or something cannot be known, else (CELL EDITS
BEG END DELTA): the cell, pairs of a cell and its new entry, and RANGE and DELTA
as they were before the earliest entry."
  (pcase-let ((`(,beg . ,end) range) (edits nil) (orphans nil))
    (cl-flet* ((moved (position) (cond ((>= position end) (+ position delta))
                                       ((> position beg) beg)
                                       (t position)))
               (edit (cell entry)
                 (unless (or (zerop delta) (equal entry (car cell))) (push (cons cell entry) edits)))
               ;; Undoing the entry moves the range, or makes it grow from within.
               (move (count) (cl-incf beg count) (cl-incf end count))
               (grow (count) (cl-incf end count) (unless (zerop delta) (cl-decf delta count))))
      (catch 'unknown
        (while (not (if stop (eq list stop) (equal (car-safe list) (cons beg end))))
          (unless (consp list) (throw 'unknown nil))
          (unless (markerp (car-safe (car list))) (setq orphans nil))
          (pcase (car list)
            ((or 'nil `(t . ,_) '(apply cdr nil)))
            ((and (pred integerp) position) (edit list (moved position)))
            ;; The markers of a deletion that goes away have nothing to go by.
            (`(,(pred markerp) . ,_) (when orphans (edit list beg)))
            (`(nil ,property ,value ,from . ,to)
             (edit list `(nil ,property ,value ,(moved from) . ,(moved to))))
            (`(,(and from (pred integerp)) . ,(and to (pred integerp)))
             (cond ((<= to beg) (move (- from to)))
                   ((>= from end) (edit list (cons (+ from delta) (+ to delta))))
                   ((<= beg from to end) (edit list beg) (grow (- from to)))
                   (t (throw 'unknown nil))))
            (`(,(and text (pred stringp)) . ,(and position (pred integerp)))
             (pcase (soapnote-undo--side list beg end markers)
               ('before (move (length text)))
               ('after (edit list (cons text (if (< position 0) (- position delta) (+ position delta)))))
               ('inside (edit list beg) (setq orphans t) (grow (length text)))
               (_ (throw 'unknown nil))))
            (`(apply ,(and count (pred integerp)) ,_ ,to . ,_)
             (if (<= to beg) (move count) (throw 'unknown nil)))
            (_ (throw 'unknown nil)))
          (setq list (cdr list)))
        (list list edits beg end delta)))))

(defun soapnote-undo--side (cell beg end markers)
  "Tell where the text that CELL records as deleted was.
Return `before' BEG, `inside', `after' END, or nil.  At an end of the range the
position alone does not tell, but the one of MARKERS that is there does."
  (pcase-let* ((`(,text . ,position) (car cell))
               (at (abs position))
               (size (length text)))
    (cond ((< at beg) 'before)
          ((> at end) 'after)
          ((= at end)
           (let ((offset (soapnote-undo--offset cell (cdr markers))))
             (cond ((zerop offset) 'after)
                   ((= offset size) (if (= beg end) 'before 'inside)))))
          ((= at beg)
           (let ((offset (soapnote-undo--offset cell (car markers))))
             (cond ((zerop offset) 'inside)
                   ((= offset size) 'before))))
          (t 'inside))))

(defun soapnote-undo--offset (cell marker)
  "Return where in the text that CELL records as deleted MARKER was.
Emacs records by how much it moved: from the front of the text, if it advances
when text is inserted at it, else from the back; not at all is not recorded."
  (let ((moved (or (cl-loop for entry in (cdr cell)
                            while (markerp (car-safe entry))
                            when (eq (car entry) marker) return (cdr entry))
                   0)))
    (if (marker-insertion-type marker) (- (length (caar cell)) moved) (- moved))))

(provide 'soapnote-undo)
;;; soapnote-undo.el ends here
