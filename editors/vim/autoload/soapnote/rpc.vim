vim9script
# One server for the whole editor: started by the first request, and again after it has ended.
#
# It speaks JSON-RPC in the framing of LSP, which is taken apart here: Vim's own "lsp" channels throw a message away when
# its rest lets them wait for 100 ms, as that of a long one does while Vim is busy.

import autoload 'soapnote/config.vim'
import autoload 'soapnote/messages.vim'

# What the server says of itself once it is ready.
export var capabilities: dict<any> = {}

var job = null_job
var isReady = false
var isStopping = false
# The exit is known when the process has ended, and everything it wrote has been read when the channel has closed.
var isClosed = false
var exitStatus: dict<any> = {}
var lastWords = ''
# What is to be sent as soon as the server is ready.
var waiting: list<func()> = []
# What has come and is no whole message yet, and how long it has to be at least to be one.
var received = ''
var needed = 0
# The callbacks of requests that have no answer yet, by number, and which of them have been sent.
var pending: dict<func(dict<any>)> = {}
var sent: dict<bool> = {}
var serial = 0
# Who is told of $/progress, by token.
var listeners: dict<func(dict<any>)> = {}

# Sends a request; Done gets the reply, {result} or {error}, exactly once. Returns the number that cancels it.
export def Request(method: string, params: dict<any>, Done: func(dict<any>)): number
  serial += 1
  final number = serial
  pending[number] = Done
  final problem = Start()
  if !empty(problem)
    Finish(number, {error: {message: problem}})
  elseif isReady
    Ask(number, method, params)
  else
    waiting->add(() => Ask(number, method, params))
  endif
  return number
enddef

# The reply to a request, waited for; {} when it did not come in time.
export def Await(method: string, params: dict<any>, milliseconds: number): dict<any>
  var reply: dict<any> = {}
  final number = Request(method, params, (answer) => {
    reply = answer
  })
  final start = reltime()
  while empty(reply) && start->reltime()->reltimefloat() * 1000 < milliseconds
    sleep 5m
  endwhile
  if empty(reply)
    pending[number] = (_) => {
    }
    Cancel(number)
  endif
  return reply
enddef

# Asks for the end of a request; its reply still comes, unless the server had not even got it.
export def Cancel(number: number)
  if sent->has_key(number)
    Send({method: '$/cancelRequest', params: {id: number}})
  elseif pending->has_key(number)
    Finish(number, {error: {code: -32800, message: 'Cancelled.'}})
  endif
enddef

export def Listen(token: string, Listener: func(dict<any>))
  listeners[token] = Listener
enddef

export def Unlisten(token: string)
  if listeners->has_key(token)
    listeners->remove(token)
  endif
enddef

export def IsRunning(): bool
  return job != null_job && job_status(job) ==# 'run'
enddef

# Ends the server in good order; it ends by itself when Vim is gone.
export def Stop()
  if IsRunning()
    isStopping = true
    Send({id: 0, method: 'shutdown'})
    Send({method: 'exit'})
  endif
enddef

# Ends the server, by force where that takes more than two seconds. Requests without an answer fail.
export def Restart()
  for number in pending->keys()
    Finish(str2nr(number), {error: {
      message: 'The server was ended. The next note starts it again.', data: {retryable: true}}})
  endfor
  Stop()
  final start = reltime()
  var seconds = 0.0
  while job != null_job && !(isClosed && !empty(exitStatus)) && seconds < 4
    sleep 10m
    seconds = start->reltime()->reltimefloat()
    if seconds > 2
      job_stop(job, 'kill')
    endif
  endwhile
enddef

# Starts the server unless it runs; returns what is in the way.
def Start(): string
  if IsRunning() && !isStopping
    return ''
  endif
  final command = config.Command()
  if !executable(command[0])
    return $'There is no server {command[0]}. Install soapnote-lsp, or set g:soapnote_server to its path.'
  endif
  isReady = false
  isStopping = false
  isClosed = false
  exitStatus = {}
  lastWords = ''
  received = ''
  needed = 0
  waiting = []
  job = job_start(command, {
    in_mode: 'raw', out_mode: 'raw', err_mode: 'nl', noblock: 1, out_cb: (_, data) => OnData(data),
    err_cb: (_, line) => {
      lastWords = line
    },
    close_cb: (_) => {
      isClosed = true
      Ended()
    },
    exit_cb: (ended, _) => {
      exitStatus = job_info(ended)
      Ended()
    },
  })
  if job_status(job) !=# 'run'
    return $'The server {command[0]} could not be started. Check g:soapnote_server.'
  endif
  serial += 1
  pending[serial] = OnInitialized
  Ask(serial, 'initialize', {
    processId: getpid(), rootUri: null, capabilities: {general: {positionEncodings: ['utf-8']}},
    initializationOptions: config.Get('settings')})
  return ''
enddef

def OnInitialized(reply: dict<any>)
  if !reply->has_key('result')
    lastWords = reply.error.message
    job_stop(job)
    return
  endif
  capabilities = reply.result
  isReady = true
  Send({method: 'initialized', params: {}})
  final ready = waiting
  waiting = []
  for AskNow in ready
    AskNow()
  endfor
enddef

def Ask(number: number, method: string, params: dict<any>)
  # It may have been cancelled while it waited.
  if pending->has_key(number)
    sent[number] = true
    Send({id: number, method: method, params: params})
  endif
enddef

def Send(message: dict<any>)
  if IsRunning()
    final body = json_encode(message->extend({jsonrpc: '2.0'}))
    ch_sendraw(job_getchannel(job), $"Content-Length: {strlen(body)}\r\n\r\n{body}")
  endif
enddef

def Finish(number: number, reply: dict<any>)
  if sent->has_key(number)
    sent->remove(number)
  endif
  if pending->has_key(number)
    pending->remove(number)(reply)
  endif
enddef

# Takes the whole messages out of what has come.
def OnData(data: string)
  received ..= data
  while strlen(received) >= needed
    final head = received->stridx("\r\n\r\n")
    if head < 0
      return
    endif
    final length = received->strpart(0, head)->matchstr('\cContent-Length: *\zs\d\+')->str2nr()
    needed = head + 4 + length
    if strlen(received) < needed
      return
    endif
    final body = received->strpart(head + 4, length)
    received = received->strpart(needed)
    needed = 0
    try
      OnMessage(json_decode(body))
    catch
      # An error here must not keep back the messages that follow.
      messages.Warn($'This is an error of the plugin, which should be reported: {v:exception} in {v:throwpoint}')
    endtry
  endwhile
enddef

def OnMessage(message: dict<any>)
  final method = message->get('method', '')
  if method ==# '$/progress'
    final token = string(message.params.token)->trim("'")
    if listeners->has_key(token)
      listeners[token](message.params.value)
    endif
  elseif method ==# 'window/showMessage'
    messages.Warn(message.params.message)
  elseif message->has_key('id') && !empty(method)
    Send({id: message.id, error: {code: -32601, message: 'This client has no such method.'}})
  elseif type(message->get('id')) == v:t_number
    Finish(message.id, message)
  endif
enddef

# Vim does not answer the requests of a server that has ended, so that is done here.
def Ended()
  if !isClosed || empty(exitStatus) || isStopping
    return
  endif
  final how = empty(exitStatus.termsig) ? $'status {exitStatus.exitval}' : $'signal {exitStatus.termsig}'
  final why = empty(lastWords) ? '' : $' It said: {lastWords->strcharpart(0, 300)}'
  final reason = $'The server ended ({how}).{why} The next note starts it again.'
  isReady = false
  waiting = []
  if empty(pending)
    messages.Warn(reason)
  endif
  for number in pending->keys()
    Finish(str2nr(number), {error: {message: reason, data: {retryable: true}}})
  endfor
enddef
