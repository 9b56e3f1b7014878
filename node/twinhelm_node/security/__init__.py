"""Who may talk to a server, and how it proves who it is: authority, certificates, tokens, users, audit."""
