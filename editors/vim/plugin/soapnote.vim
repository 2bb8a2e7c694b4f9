vim9script
# SOAP notes, streamed into the buffer while they are generated. See :help soapnote.

if exists('g:loaded_soapnote')
  finish
endif
g:loaded_soapnote = 1

if !has('job') || !has('channel') || !has('textprop') || !has('timers') || !has('patch-8.2.4780')
  command! -nargs=* -range SoapNote echoerr 'soapnote needs Vim 9.0 or newer with +job, +channel, +textprop and +timers.'
  finish
endif

command! -range=% -nargs=? -complete=customlist,soapnote#commands#Complete SoapNote call soapnote#commands#Generate(<line1>, <line2>, <q-args>)
command! -nargs=? -complete=customlist,soapnote#commands#Complete SoapNoteParagraph call soapnote#commands#Paragraph(<q-args>)
command! SoapNoteCancel call soapnote#commands#Cancel()
command! SoapNoteRetry call soapnote#commands#Retry()
command! SoapNoteKeep call soapnote#commands#Keep()
command! SoapNoteOpen call soapnote#commands#Open()
command! SoapNoteRestart call soapnote#commands#Restart()
command! -bang SoapNoteInfo call soapnote#commands#Info(<bang>false)

nnoremap <expr> <Plug>(soapnote) soapnote#commands#Operator()
xnoremap <Plug>(soapnote) :SoapNote<CR>
