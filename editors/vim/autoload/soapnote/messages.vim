vim9script
# What is said to the user.

# Says something in passing.
export def Tell(message: string)
  if strdisplaywidth('soapnote: ' .. message) <= v:echospace
    echomsg 'soapnote: ' .. message
  else
    Notify(message, 'Normal')
  endif
enddef

# Says what the user has to know. Not by an `echo`: a long one would halt everything until Enter is pressed.
export def Warn(message: string)
  Notify(message, 'WarningMsg')
enddef

export def Fail(message: string)
  Notify(message, 'ErrorMsg')
enddef

def Notify(message: string, highlight: string)
  popup_notification('soapnote: ' .. message, {
    time: 15000, highlight: highlight, maxwidth: max([min([&columns - 6, 72]), 10]), close: 'click'})
enddef
