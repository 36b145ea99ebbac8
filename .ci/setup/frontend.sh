#!/usr/bin/env bash
# The npm packages of the build of the site and of the service workers, exactly as frontend/package-lock.json names them.
source "$(dirname "$0")/lib.sh"

npm_packages frontend "the packages of the frontend"
