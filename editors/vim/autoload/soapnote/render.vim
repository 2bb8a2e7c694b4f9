vim9script
# A note's text in a buffer, at a place of its own that moves with what the user types.
#
# Three text properties without width hold the place: the anchor on the transcript's last line, the start on the blank line
# that sets the note apart, and the point where the next text goes. Signs mark the lines of a note that is not complete.

import autoload 'soapnote/extent.vim'
import autoload 'soapnote/marks.vim'
import autoload 'soapnote/notice.vim'
import autoload 'soapnote/rebase.vim'
import autoload 'soapnote/undo.vim'

var serial = 0

# A place for a note in `buffer` below line `lnum`, or in the whole of it where that is 0.
export def Place(buffer: number, lnum: number): dict<any>
  serial += 1
  final place = {
    buffer: buffer, id: serial, isWhole: lnum == 0,
    # The note's text so far.
    lines: [''],
    # Text that waits for a moment at which it may be put in.
    held: '',
    # Its last character was a CR, which is a line's end already: a LF that follows belongs to it.
    endsInCR: false,
    # The text is in the buffer.
    isOpen: false,
    # A blank line was put below the note.
    hasBlankBelow: false,
    # The buffer's changedtick when we last looked; whether the user changed anything while the note came, undid any of
    # it, or deleted the line that was being written; the number of the change that the note came after.
    tick: 0, isMixed: false, isUndone: false, isLost: false, base: -1, isComplete: false,
    label: '', labelId: 0,
  }
  marks.Set(place, 'anchor', max([lnum, 1]), 1)
  return place
enddef

# Appends `text` to the note; false when there is no telling any more where it belongs.
export def Append(place: dict<any>, text: string): bool
  place.held ..= text
  return IsBusy(place) || Flush(place)
enddef

# Puts into the buffer what is held back, and what an undo took out; false as for Append().
export def Flush(place: dict<any>): bool
  if !bufloaded(place.buffer)
    return false
  endif
  notice.Look(place)
  final text = place.held
  place.held = ''
  try
    return (empty(text) && (place.isOpen || !place.isUndone)) || Write(place, Lines(place, text))
  catch
    return false
  endtry
enddef

# Whether a key that is still to come belongs to the last one, such as after CTRL-V: no key of ours may come between.
def IsBusy(place: dict<any>): bool
  return IsTyping(place) && !empty(state('moaS'))
enddef

def IsTyping(place: dict<any>): bool
  return bufnr() == place.buffer && mode() =~# '^[iR]'
enddef

# Takes the text out again, as if none had come.
export def Clear(place: dict<any>)
  if !bufloaded(place.buffer)
    return
  endif
  notice.Look(place)
  if place.isOpen
    TakeOut(place)
  endif
  if place.isLost
    return
  endif
  notice.Unmark(place)
  place.lines = ['']
  place.held = ''
  place.endsInCR = false
  place.isOpen = false
enddef

# Ends the writing. A note that is not complete stays marked, and is watched so that no redo brings it back unmarked.
export def Finish(place: dict<any>, isComplete: bool)
  if !bufloaded(place.buffer)
    return
  endif
  notice.Look(place)
  place.isComplete = isComplete
  if isComplete
    marks.Unfence(place)
  endif
  if IsTyping(place)
    # What is being typed would be torn apart.
    unsealed[place.id] = place
    autocmd_add([{event: 'InsertLeave', bufnr: place.buffer, once: true, cmd: $'call soapnote#render#Close({place.id})'}])
  else
    Seal(place)
  endif
enddef

# Finishes what had to wait until the user stopped typing.
export def Close(id: number)
  final place = unsealed->remove(id)
  if bufloaded(place.buffer)
    notice.Look(place)
    Seal(place)
  endif
enddef

var unsealed: dict<dict<any>> = {}

def Seal(place: dict<any>)
  if place.isOpen && place.isMixed
    rebase.Rebase(place)
  endif
  if place.isComplete
    Forget(place)
  endif
enddef

# Takes the marks away and leaves the text.
export def Forget(place: dict<any>)
  if bufloaded(place.buffer)
    marks.Unfence(place)
    for mark in ['anchor', 'start', 'point']
      marks.Remove(place, mark)
    endfor
  endif
enddef

# Whether text of the note is in the buffer; sets the marks straight after an undo or a redo.
export def IsShown(place: dict<any>): bool
  notice.Look(place)
  return place.isOpen || place.isLost
enddef

# Whether the note in the buffer is the one that came.
export def IsUnchanged(place: dict<any>): bool
  return place.isOpen && extent.Shown(place) == place.lines
enddef

# The line below which the note belongs, 0 for a buffer that is the note's alone; -1 when that is not known any more.
export def Line(place: dict<any>): number
  final anchor = bufloaded(place.buffer) ? marks.Get(place, 'anchor') : []
  return empty(anchor) || place.isLost ? -1 : place.isWhole ? 0 : anchor[0]
enddef

# The text so far, with \n for all line ends.
export def Text(place: dict<any>): string
  return place.lines->join("\n")
enddef

# The pieces of `text` between line ends of any kind.
def Lines(place: dict<any>, text: string): list<string>
  if empty(text)
    return ['']
  endif
  final unix = (place.endsInCR && text[0] == "\n" ? text[1 :] : text)->substitute('\r\n\=', "\n", 'g')
  place.endsInCR = text[-1] == "\r"
  return unix->split("\n", true)
enddef

def Write(place: dict<any>, added: list<string>): bool
  notice.Look(place)
  if place.isLost
    return false
  endif
  final isAgain = !place.isOpen
  place.lines[-1] ..= added[0]
  place.lines->extend(added[1 :])
  if isAgain && !Open(place)
    return false
  endif
  Insert(place, isAgain ? place.lines : added)
  if IsTyping(place)
    # Vim saves what is typed in one go for undo but once, and what it saved does not fit any more: it saves again after a
    # <Cmd> that closes the undo step.
    feedkeys("\<Cmd>call soapnote#undo#Break()\<CR>", 'ni')
  endif
  place.tick = getbufvar(place.buffer, 'changedtick')
  return true
enddef

# Makes room for the note below its anchor.
def Open(place: dict<any>): bool
  final first = extent.FirstLine(place)
  if first == 0 || (place.isWhole && getbufline(place.buffer, 1, '$') != [''])
    return false
  endif
  if place.base < 0
    # What the user is typing at this moment is no part of the note's undo step.
    undo.Divide(place.buffer)
    place.base = undo.Changes(place.buffer)[0]
  else
    undo.Join(place.buffer)
  endif
  if !place.isWhole
    final following = getbufline(place.buffer, first - 1)
    place.hasBlankBelow = !empty(following) && following[0] =~ '\S'
    appendbufline(place.buffer, first - 2, ['', ''] + (place.hasBlankBelow ? [''] : []))
  endif
  marks.Set(place, 'start', max([first - 1, 1]), 1)
  marks.Set(place, 'point', first, 1)
  place.isOpen = true
  place.isUndone = false
  marks.Fence(place)
  return true
enddef

# Puts `lines` at the point.
def Insert(place: dict<any>, lines: list<string>)
  final [lnum, col] = marks.Get(place, 'point')
  final old = getbufline(place.buffer, lnum)[0]
  final behind = strpart(old, col - 1)
  final last = lnum + len(lines) - 1
  final end = (len(lines) == 1 ? col : 1) + len(lines[-1])
  final others = prop_list(lnum, {bufnr: place.buffer})->filter((_, p) => p.type !=# 'soapnote_point' && p.id >= 0)
  undo.Join(place.buffer)
  var new = lines->copy()
  new[0] = strpart(old, 0, col - 1) .. new[0]
  new[-1] ..= behind
  setbufline(place.buffer, lnum, new[0])
  if len(new) > 1
    appendbufline(place.buffer, lnum, new[1 :])
  endif
  # setbufline() throws away the properties of the line.
  for p in others
    final isBehind = p.col > col
    silent! prop_add(isBehind ? last : lnum, isBehind ? p.col - col + end : p.col,
      {type: p.type, id: p.id, length: p.length, bufnr: place.buffer})
  endfor
  marks.Set(place, 'point', last, end)
  marks.FenceLines(place, lnum + 1, last)
enddef

def TakeOut(place: dict<any>)
  final [first, last] = extent.Lines(place)
  final behind = extent.TextBehind(place)
  undo.Join(place.buffer)
  deletebufline(place.buffer, first, last)
  if !empty(behind)
    appendbufline(place.buffer, first - 1, behind)
  endif
  place.tick = getbufvar(place.buffer, 'changedtick')
enddef
