vim9script
# A note's text in a buffer, at a place of its own that moves with what the user types.
#
# Three text properties without width hold the place: the anchor on the transcript's last line, the start on the blank line
# that sets the note apart, and the point where the next text goes. Signs mark the lines of a note that is not complete.

import autoload 'soapnote/marks.vim'
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
  Look(place)
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
  Look(place)
  if place.isOpen
    TakeOut(place)
  endif
  if place.isLost
    return
  endif
  Unmark(place)
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
  Look(place)
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
    Look(place)
    Seal(place)
  endif
enddef

var unsealed: dict<dict<any>> = {}

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
  Look(place)
  return place.isOpen || place.isLost
enddef

# Whether the note in the buffer is the one that came.
export def IsUnchanged(place: dict<any>): bool
  return place.isOpen && Shown(place) == place.lines
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
  Look(place)
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

# Notices what the user did since our last change: after it `isOpen` is true only if the note is there as far as it goes.
def Look(place: dict<any>)
  if place.tick == 0 || place.tick == getbufvar(place.buffer, 'changedtick')
    return
  endif
  place.tick = getbufvar(place.buffer, 'changedtick')
  place.isMixed = true
  final [current, last] = undo.Changes(place.buffer)
  if current < last
    place.isUndone = true
    place.base = min([place.base, current])
  endif
  final first = FirstLine(place)
  if first > 0 && place.lines != [''] && getbufline(place.buffer, first, first + len(place.lines) - 1) == place.lines
    # It is there; an undo or a redo may have left the marks anywhere.
    place.isUndone = false
    place.isLost = false
    SetMarks(place, first)
    return
  endif
  if place.isOpen && !place.isUndone && !empty(marks.Get(place, 'start')) && !empty(marks.Get(place, 'point'))
    return
  endif
  if !place.isUndone
    # The user deleted the line that was being written. What is left of the note stays marked.
    place.isLost = place.isLost || place.isOpen
    place.isOpen = false
    return
  endif
  # An undo took it out, as a whole or in part.
  if first > 0
    RemoveRest(place, first)
  endif
  Unmark(place)
  place.isOpen = false
enddef

# Where the note begins: below the blank line that follows its transcript; 0 when that is not known any more.
def FirstLine(place: dict<any>): number
  final anchor = marks.Get(place, 'anchor')
  return place.isWhole ? 1 : empty(anchor) ? 0 : anchor[0] + 2
enddef

# What stands between the marks.
def Shown(place: dict<any>): list<string>
  final [lnum, col] = marks.Get(place, 'point')
  final lines = getbufline(place.buffer, place.isWhole ? 1 : marks.Get(place, 'start')[0] + 1, lnum)
  return lines[: -2] + [strpart(get(lines, -1, ''), 0, col - 1)]
enddef

# Makes room for the note below its anchor.
def Open(place: dict<any>): bool
  final first = FirstLine(place)
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

# Makes the whole note one undo step of its own when the user changed anything while it came, which Vim records as steps
# that hold a piece of the note each. Goes back to before the note, and makes the user's changes in one step and the note
# in another.
def Seal(place: dict<any>)
  if place.isOpen && place.isMixed
    Rebase(place)
  endif
  if place.isComplete
    Forget(place)
  endif
enddef

def Rebase(place: dict<any>)
  place.isMixed = false
  final isFenced = marks.IsFenced(place)
  final views = win_findbuf(place.buffer)->map((_, window) => [window, win_execute(window, 'echo winsaveview()')->trim()])
  final [first, last] = Extent(place)
  final [lnum, col] = marks.Get(place, 'point')
  final note = getbufline(place.buffer, first, last)
  var rest = getbufline(place.buffer, 1, '$')
  rest->remove(first - 1, last - 1)
  undo.Go(place.buffer, place.base)
  undo.Replace(place.buffer, empty(rest) ? [''] : rest)
  undo.Divide(place.buffer)
  if empty(rest)
    setbufline(place.buffer, 1, note)
  else
    appendbufline(place.buffer, first - 1, note)
  endif
  marks.Set(place, 'anchor', max([first - 1, 1]), 1)
  marks.Set(place, 'start', first, 1)
  marks.Set(place, 'point', lnum, col)
  for [window, view] in views
    win_execute(window, $'call winrestview({view})')
  endfor
  place.tick = getbufvar(place.buffer, 'changedtick')
  if isFenced
    marks.Fence(place)
  endif
enddef

# The first and last line that are the note's, the blank lines around it included.
def Extent(place: dict<any>): list<number>
  final first = place.isWhole ? 1 : marks.Get(place, 'start')[0]
  final last = marks.Get(place, 'point')[0]
  final isBlankBelow = place.hasBlankBelow && getbufline(place.buffer, last + 1) == ['']
  return [first, last + (isBlankBelow && empty(TextBehind(place)) ? 1 : 0)]
enddef

def TextBehind(place: dict<any>): string
  final [lnum, col] = marks.Get(place, 'point')
  return getbufline(place.buffer, lnum)[0]->strpart(col - 1)
enddef

def TakeOut(place: dict<any>)
  final [first, last] = Extent(place)
  final behind = TextBehind(place)
  undo.Join(place.buffer)
  deletebufline(place.buffer, first, last)
  if !empty(behind)
    appendbufline(place.buffer, first - 1, behind)
  endif
  place.tick = getbufvar(place.buffer, 'changedtick')
enddef

# Takes out what an undo left of the note, which is the beginning of it.
def RemoveRest(place: dict<any>, first: number)
  final here = getbufline(place.buffer, first, first + len(place.lines) - 1)
  var count = 0
  while count < len(here) && here[count] ==# place.lines[count]
    count += 1
  endwhile
  if count < len(here) && !empty(here[count]) && place.lines[count]->stridx(here[count]) == 0
    count += 1
  endif
  if count > 0
    deletebufline(place.buffer, place.isWhole ? 1 : first - 1, first + count - 1)
    place.tick = getbufvar(place.buffer, 'changedtick')
  endif
enddef

# Marks text that is there, from line `first`; fences it unless the note is complete.
def SetMarks(place: dict<any>, first: number)
  marks.Set(place, 'start', place.isWhole ? 1 : first - 1, 1)
  marks.Set(place, 'point', first + len(place.lines) - 1, len(place.lines[-1]) + 1)
  place.isOpen = true
  if !place.isComplete
    marks.Fence(place)
  endif
enddef

def Unmark(place: dict<any>)
  marks.Unfence(place)
  marks.Remove(place, 'start')
  marks.Remove(place, 'point')
enddef
