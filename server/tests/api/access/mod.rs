//! The access table at every door: each route has a line, and who has no right to it hears what it would hear of nothing.

mod markup;
mod routes;
mod strangers;
