-- await-tidy in Neovim 0.7 and newer, beside clangd: put this into init.lua.
local client

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'cpp',
  callback = function(event)
    -- A client that has ended is started anew with the next file.
    if not client or not vim.lsp.get_client_by_id(client) then
      client = vim.lsp.start_client({
        name = 'await-tidy',
        cmd = { vim.g.await_tidyd or 'await-tidyd' },
        root_dir = vim.fn.getcwd(),
      })
    end
    if client then
      vim.lsp.buf_attach_client(event.buf, client)
    end
  end,
})
