vim9script
# Carries out the steps of a scenario in Vim: see ../README.md. One step, or one key of what is typed, per tick of a timer,
# so that Vim's own loop runs between them.

set nocompatible hidden noswapfile nomore shortmess+=I undolevels=1000 encoding=utf-8 backspace=indent,eol,start
set fileformats=unix,dos laststatus=2 statusline=%f%m\ %{soapnote#Status()} updatetime=100 nofixendofline
execute 'set runtimepath^=' .. $SOAPNOTE_PLUGIN
filetype off

const scenario: dict<any> = readfile($SOAPNOTE_SCENARIO)->join("\n")->json_decode()
for [name, value] in scenario.options->items()
  g:[$'soapnote_{name}'] = value
endfor
g:soapnote_settings = scenario.settings
g:soapnote_request = scenario.request
runtime plugin/soapnote.vim

const tickMs = 5
var step = 0
var keys: list<string> = []
# What the plugin showed of itself.
var shown = ''
var deadline: list<any> = []
var resumeAt = 0.0
# Buffers by name; the note last seen in each; the last complete note at the time of the request.
var buffers: dict<number> = {}
var current = 0
var seen: dict<dict<any>> = {}
var lastBefore: dict<any> = {}
const clock = reltime()
var nextKey = -1.0
var due: list<float> = []
var latencies: list<float> = []

def Now(): float
  return clock->reltime()->reltimefloat() * 1000
enddef

def Report(what: dict<any>)
  writefile([json_encode(what)], $SOAPNOTE_VERDICT, 'a')
enddef

def Note(): dict<any>
  final note = soapnote#session#Of(current)
  if !empty(note)
    seen[current] = note
  endif
  return seen->get(current, {})
enddef

# What popups have said, by their windows.
var popups: dict<string> = {}

def Messages(): list<string>
  for window in popup_list()
    popups[window] = getbufline(winbufnr(window), 1, '$')->join(' ')
  endfor
  return execute('messages')->split("\n")->filter((_, line) => line !~ '^Messages maintainer') + popups->values()
enddef

def Text(buffer: number): string
  return getbufline(buffer, 1, '$')->join("\n")
enddef

# Whether each line of the note that is there has its sign.
def IsFenced(): any
  final signs = sign_getplaced(current, {group: '*'})[0].signs->filter((_, sign) => sign.group =~ '^soapnote')
  final labels = empty(prop_type_get('soapnote_label')) ? [] : prop_list(1, {bufnr: current, end_lnum: -1, types: ['soapnote_label']})
  if empty(signs)
    return empty(labels) ? false : 'only a label'
  endif
  final place = Note().place
  final count = signs->mapnew((_, sign) => sign.lnum)->sort()->uniq()->len()
  return place.isLost || count == len(place.lines) ? true : $'{count} of {len(place.lines)} lines'
enddef

def Observed(expect: dict<any>): dict<any>
  final note = Note()
  final mine = range(1, bufnr('$'))->filter((_, b) => bufloaded(b) && buffers->values()->index(b) < 0 && buflisted(b))
  var observed = {
    buffer: Text(current), state: soapnote#Status(), messages: Messages(), fence: IsFenced(),
    shown: shown, modified: getbufinfo(current)[0].changed == 1, afterCursor: getline('.')->strpart(col('.') - 1),
    specialty: soapnote#session#last->get('specialty', ''), chunks: soapnote#session#last->get('chunks', 0),
    noteBuffer: empty(mine) ? null : Text(mine[-1]),
  }
  if expect->has_key('file')
    observed.file = readfile(scenario.file, 'b')->join("\n")
  endif
  if expect->has_key('folded')
    observed.folded = foldclosed(expect.folded) > 0
  endif
  if expect->has_key('servers')
    observed.servers = system($'{$SOAPNOTE_SERVERS} {getpid()}')->trim()->str2nr()
  endif
  if expect->has_key('upstream')
    system($'{$SOAPNOTE_UPSTREAM} {expect.upstream}')
    observed.upstream = v:shell_error == 0 ? expect.upstream : 'otherwise'
  endif
  return observed
enddef

def Has(what: string): bool
  final [kind, argument] = [what->matchstr('^\S*'), what->matchstr(' \zs.*')]
  final note = Note()
  final isDone = note->get('state', '') ==# 'done'
    || (soapnote#session#last isnot lastBefore
      && (soapnote#session#last->get('buffer', 0) == current || scenario.options->has_key('placement')))
  if kind ==# 'chunk'
    return isDone || note->get('chunks', 0) >= str2nr(argument)
  elseif kind ==# 'section'
    return isDone || note->get('doing', '') ==# argument
  elseif kind ==# 'restart'
    return note->get('doing', '') =~? 'again'
  elseif kind ==# 'done'
    return isDone
  elseif kind ==# 'message'
    return Messages()->indexof((_, line) => line->tolower()->stridx(argument->tolower()) >= 0) >= 0
  elseif kind ==# 'upstream'
    system($'{$SOAPNOTE_UPSTREAM} {argument}')
    return v:shell_error == 0
  endif
  return note->get('state', '') ==# kind
enddef

def Type(text: string)
  keys->extend(text->split('\zs'))
enddef

def Point(): list<number>
  final point = prop_list(1, {bufnr: current, end_lnum: -1, types: ['soapnote_point']})[-1]
  return [point.lnum, point.col + point.length]
enddef

def TypeAt(place: string, text: string)
  if place ==# 'above'
    cursor(1, 1)
    Type('i')
  elseif place ==# 'below'
    cursor(line('$'), 1)
    Type('A')
  else
    final [lnum, col] = Point()
    cursor(lnum, place ==# 'end' ? col : max([1, col([lnum, '$']) - 1]))
    Type(place ==# 'end' && col > len(getline('.')) ? 'A' : 'i')
  endif
  Type(text->substitute("\n", "\r", 'g') .. "\<Esc>")
enddef

def Request(command: string)
  seen->filter((buffer, _) => str2nr(buffer) != current)
  lastBefore = soapnote#session#last
  Type(command .. "\r")
enddef

def Act(act: dict<any>)
  if act->has_key('generate')
    final what = act.generate
    final command = type(what) == v:t_list ? $'{what[0]}GV{what[1]}G:SoapNote'
      : what ==# 'paragraph' ? ':SoapNoteParagraph' : ':SoapNote'
    final key = act->get('completed', false) ? "\<Tab>" : ''
    Request(command .. (act->has_key('specialty') ? $' {act.specialty}{key}' : ''))
  elseif act->has_key('cancel')
    Type(":SoapNoteCancel\r")
  elseif act->has_key('retry')
    Request(':SoapNoteRetry')
  elseif act->has_key('keep')
    Type(":SoapNoteKeep\r")
  elseif act->has_key('status')
    shown = execute('SoapNoteInfo!') .. Messages()->join(' ')
  elseif act->has_key('restart-server')
    Type(":SoapNoteRestart\r")
  elseif act->has_key('set')
    for [name, value] in act.set->items()
      if act->get('here', false)
        setbufvar(current, $'soapnote_{name}', value)
      else
        g:[$'soapnote_{name}'] = value
      endif
    endfor
  elseif act->has_key('open')
    Type(":SoapNoteOpen\r")
  elseif act->has_key('type')
    TypeAt(act.at, act.type)
  elseif act->has_key('delete-line')
    cursor(string(act['delete-line']) =~ 'first' ? 1 : Point()[0], 1)
    Type('dd')
  elseif act->has_key('keys')
    Type('lh')
  elseif act->has_key('undo')
    Type('u')
  elseif act->has_key('redo')
    keys->add("\<C-R>")
  elseif act->has_key('cursor')
    cursor(1, 1)
    search('\V' .. act.cursor, 'cW')
  elseif act->has_key('open-other')
    new
    setline(1, act['open-other']->split("\n", true))
    buffers.other = bufnr()
    current = bufnr()
  elseif act->has_key('split')
    split
  elseif act->has_key('hide')
    enew
    setline(1, act.hide->split("\n", true))
    buffers.hider = bufnr()
  elseif act->has_key('show')
    execute 'buffer' buffers.main
  elseif act->has_key('use')
    current = buffers[act.use]
    if !act->get('hidden', false)
      win_gotoid(win_findbuf(current)[0])
    endif
  elseif act->has_key('close')
    execute 'bwipeout!' buffers[act.close]
    current = bufnr()
  elseif act->has_key('fold')
    execute $':{act.fold[0]},{act.fold[1]}fold'
  elseif act->has_key('save')
    Type(":write\r")
  elseif act->has_key('kill-server')
    for job in job_info()->filter((_, job) => job_status(job) ==# 'run')
      job_stop(job, 'kill')
    endfor
  elseif act->has_key('feed')
    final place = soapnote#render#Place(current, line('$'))
    for text in act.feed
      soapnote#render#Append(place, text)
    endfor
    soapnote#render#Finish(place, true)
  elseif act->has_key('pause')
    resumeAt = Now() + act.pause
  elseif act->has_key('latency')
    nextKey = Now()
  elseif act->has_key('busy')
    system($'sleep {act.busy / 1000.0}')
  elseif act->has_key('expect')
    Report({step: step, observed: Observed(act.expect)})
  else
    Report({step: step, error: 'this step is not known here'})
  endif
enddef

def Handled()
  latencies->add(Now() - due->remove(0))
enddef
nnoremap <F5> <ScriptCmd>Handled()<CR>

def Advance()
  Note()
  Messages()
  if nextKey >= 0 && Now() >= nextKey
    due->add(nextKey)
    nextKey += 50.0
    feedkeys("\<F5>", 't')
  endif
  if !empty(keys)
    feedkeys(keys->remove(0), 't')
    return
  endif
  if Now() < resumeAt
    return
  endif
  if step >= len(scenario.steps)
    final errors = Messages()->filter((_, line) => line =~ '^E\d\+:' || line =~ '^Error detected')
    Report(empty(errors) ? {end: true} : {step: step - 1, error: errors->join(' / ')})
    Report({end: true})
    qall!
  endif
  final act = scenario.steps[step]
  if !act->has_key('await')
    Act(act)
  else
    if empty(deadline)
      deadline = [Now() + act->get('within', 10000)]
    endif
    final here = current
    current = act->has_key('of') ? buffers[act.of] : current
    final isThere = Has(act.await)
    current = here
    if !isThere
      if Now() < deadline[0]
        return
      endif
      Report({step: step, timeout: true, observed: Observed({})})
      step = len(scenario.steps)
      return
    endif
    deadline = []
    if nextKey >= 0
      nextKey = -1.0
      final started = scenario.steps->copy()->indexof((_, other) => other->has_key('latency'))
      Report({step: started, latencies: latencies})
    endif
  endif
  step += 1
enddef

def Begin()
  execute 'edit' fnameescape(scenario.file)
  buffers.main = bufnr()
  current = bufnr()
  if scenario.readOnly
    setlocal nomodifiable readonly
  endif
  timer_start(tickMs, (_) => {
    try
      Advance()
    catch
      Report({step: min([step, len(scenario.steps) - 1]), error: $'{v:exception} in {v:throwpoint}'})
      qall!
    endtry
  }, {repeat: -1})
enddef
autocmd VimEnter * Begin()
