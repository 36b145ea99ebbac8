//! The server as others meet it: requests in, answers out, on a real database. Folders mirror the routes.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a panic in a test is the failure report")]

mod access;
mod addresses;
mod assessments;
mod cookies;
mod csrf;
mod declare;
mod divisions;
mod fieldwork;
mod forms;
mod functions;
mod headers;
mod health;
mod limits;
mod links;
mod logs;
mod markup;
mod messages;
mod office;
mod openapi;
mod practice;
mod review;
mod roles;
mod sentinels;
mod sessions;
mod submissions;
mod support;
mod text;
