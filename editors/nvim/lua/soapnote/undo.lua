-- Undo steps of a buffer, whether it is the current one or not.

local api = vim.api
local M = {}

-- The numbers of the change in force and of the last one: they differ after an undo.
function M.changes(buffer)
  local tree = api.nvim_buf_call(buffer, vim.fn.undotree)
  return tree.seq_cur, tree.seq_last
end

function M.join(buffer)
  api.nvim_buf_call(buffer, function()
    -- Refused after an undo, when there is nothing to join.
    pcall(vim.cmd, 'undojoin')
  end)
end

-- Closes the undo step.
function M.divide(buffer)
  api.nvim_buf_call(buffer, function()
    vim.cmd('let &g:undolevels = &g:undolevels')
  end)
end

-- Goes to the state after change `number`.
function M.go(buffer, number)
  api.nvim_buf_call(buffer, function()
    vim.cmd('silent undo ' .. number)
  end)
end

-- Makes `lines` the text of the buffer and leaves alone what is the same at its beginning and end.
function M.replace(buffer, lines)
  local old = api.nvim_buf_get_lines(buffer, 0, -1, false)
  local same, same_end = 0, 0
  local shorter = math.min(#old, #lines)
  while same < shorter and old[same + 1] == lines[same + 1] do
    same = same + 1
  end
  while same_end < shorter - same and old[#old - same_end] == lines[#lines - same_end] do
    same_end = same_end + 1
  end
  local new = vim.list_slice(lines, same + 1, #lines - same_end)
  if #new > 0 or #old > same + same_end then
    api.nvim_buf_set_lines(buffer, same, #old - same_end, false, new)
  end
end

return M
