//! Pages, components and server functions: the same code renders on the server and lives on the phone.
