//! Links and posters through which families come.
