#!/bin/sh
# A server that hears and says nothing.
while read -r _; do :; done
sleep 600
