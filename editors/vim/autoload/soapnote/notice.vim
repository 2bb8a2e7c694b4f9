vim9script
# What the user did to a note, and to its place, since we last looked.

import autoload 'soapnote/extent.vim'
import autoload 'soapnote/marks.vim'
import autoload 'soapnote/undo.vim'

# Notices what the user did since our last change: after it `isOpen` is true only if the note is there as far as it goes.
export def Look(place: dict<any>)
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
  final first = extent.FirstLine(place)
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

export def Unmark(place: dict<any>)
  marks.Unfence(place)
  marks.Remove(place, 'start')
  marks.Remove(place, 'point')
enddef
