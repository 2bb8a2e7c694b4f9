vim9script
# Text properties and signs of a note: where it stands, that it is not complete, and what is to be said of it.

prop_type_add('soapnote_anchor', {start_incl: true})
prop_type_add('soapnote_start', {start_incl: true})
# What the user types at the point becomes part of the property, and its end is the point.
prop_type_add('soapnote_point', {start_incl: true, end_incl: true})
highlight default link SoapNoteIncomplete WarningMsg
prop_type_add('soapnote_label', {highlight: 'SoapNoteIncomplete'})
sign_define('soapnote_incomplete', {text: '┃', texthl: 'SoapNoteIncomplete'})

const hasVirtualText = has('patch-9.0.0067')

export def Get(place: dict<any>, name: string): list<number>
  final found = prop_list(1, {bufnr: place.buffer, end_lnum: -1, types: ['soapnote_' .. name], ids: [place.id]})
  return empty(found) ? [] : [found[-1].lnum, found[-1].col + found[-1].length]
enddef

export def Set(place: dict<any>, name: string, lnum: number, col: number)
  Remove(place, name)
  prop_add(lnum, col, {type: 'soapnote_' .. name, id: place.id, bufnr: place.buffer, length: 0})
enddef

export def Remove(place: dict<any>, name: string)
  prop_remove({type: 'soapnote_' .. name, id: place.id, both: true, all: true, bufnr: place.buffer})
enddef

export def Fence(place: dict<any>)
  Unfence(place)
  FenceLines(place, place.isWhole ? 1 : Get(place, 'start')[0] + 1, Get(place, 'point')[0])
  Show(place, place.label)
enddef

export def FenceLines(place: dict<any>, first: number, last: number)
  for lnum in range(first, last)
    sign_place(0, Group(place), 'soapnote_incomplete', place.buffer, {lnum: lnum, priority: 90})
  endfor
enddef

export def Unfence(place: dict<any>)
  sign_unplace(Group(place), {buffer: place.buffer})
  RemoveLabel(place)
enddef

def RemoveLabel(place: dict<any>)
  if place.labelId != 0
    prop_remove({type: 'soapnote_label', id: place.labelId, both: true, all: true, bufnr: place.buffer})
    place.labelId = 0
  endif
enddef

export def IsFenced(place: dict<any>): bool
  return !empty(sign_getplaced(place.buffer, {group: Group(place)})[0].signs)
enddef

def Group(place: dict<any>): string
  return 'soapnote' .. place.id
enddef

# Shows `label` above the note, as virtual text.
export def Show(place: dict<any>, label: string)
  place.label = label
  if !hasVirtualText || !bufloaded(place.buffer)
    return
  endif
  RemoveLabel(place)
  final at = Get(place, 'anchor')
  if !empty(at) && !empty(label)
    place.labelId = prop_add(at[0], 0, {type: 'soapnote_label', bufnr: place.buffer, text: label,
      text_align: place.isWhole ? 'after' : 'below'})
  endif
enddef
