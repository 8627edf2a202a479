#!/bin/sh
# A page of verified claims, everything as JSON Lines, and an export as files that goes on where it was cut.
set -eu
api="$ADDRESS/api/v1"
ask() { curl --silent --show-error --fail --header "Authorization: Bearer $TOKEN" "$@"; }

ask "$api/projects/$PROJECT/verified-claims?verdict=supported&limit=5&fields=id,statement,verdict"
ask "$api/projects/$PROJECT/verified-claims.jsonl" | tail -n 1

export=$(ask --header 'Content-Type: application/json' --data '{"format": "csv"}' \
    "$api/projects/$PROJECT/exports" | sed 's/.*"id":"\([^"]*\)".*/\1/')
until ask "$api/exports/$export" | grep --quiet '"state":"finished"'; do sleep 1; done
ask --continue-at - --output "$FOLDER/claims.csv" "$api/exports/$export/files/claims.csv"
wc -l "$FOLDER/claims.csv"
