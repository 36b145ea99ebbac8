//! Pages of the officials: sign-in, queue, entry, links. Every route here is lazy.
