//! The web server and command line of the register.
