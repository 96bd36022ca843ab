"""The language server: pygls and lsprotocol live here and nowhere else.

Two processes. The *server* talks to the editor and never analyses (`server`, `session`, `features`);
the *worker* owns the workspaces and never sees the protocol (`worker_main`, `analysis`). What
travels between them is plain data (`answers`), in frames (`frames`). `worker` is the server's end.
"""
