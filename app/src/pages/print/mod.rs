//! Printed sheets: the two annexes, blank and filled in. Every route here is lazy.
