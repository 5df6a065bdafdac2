#!/usr/bin/env python3
"""Judges a run by two files alone: what publishers and operators got acknowledged, and what the receiver wrote down.

usage: check_deliveries.py ACKNOWLEDGED RECEIVED      (JSON lines, in the order of writing)

ACKNOWLEDGED holds one of these a line:
  {"event": id, "key": key or null, "number": position in its key, "webhooks": [path, ...]}
  {"replay": delivery id, "webhook": path}
  {"paused": path, "nanos": when the answer came}     {"resumed": path, "nanos": when it was asked for}
RECEIVED holds a request a line:
  {"nanos", "path", "event", "delivery", "key", "number", "sequence", "gap", "status"}

Exit code 0: nothing acknowledged is lost and nothing came out of order; 1 otherwise, with what is wrong.
"""
import json
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict

UNDER_WAY = 8  # requests of a webhook that may have been on their way when it was paused
SHOWN = 20


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def taken(request):
    return 200 <= request["status"] < 300


def lost(acknowledged, received):
    got = {(r["path"], r["event"]) for r in received if taken(r)}
    replayed = {r["delivery"] for r in received if taken(r)}
    for entry in acknowledged:
        for path in entry.get("webhooks", []):
            if (path, entry["event"]) not in got:
                yield f"lost: {entry['event']} at {path}"
        if "replay" in entry and entry["replay"] not in replayed:
            yield f"lost: replay {entry['replay']} at {entry['webhook']}"


def out_of_order(received):
    """No request for an event comes before its predecessors of the same key and webhook were taken."""
    seen, finished, newest = set(), set(), defaultdict(lambda: -1)
    open_event = {}
    for r in received:
        if r["key"] is None:
            continue
        place, event = (r["path"], r["key"]), (r["path"], r["event"])
        if event not in seen:
            seen.add(event)
            if r["number"] < newest[place]:
                yield f"order: {r['event']} at {r['path']} after number {newest[place]} of its key"
            before = open_event.get(place)
            if before is not None and before not in finished:
                yield f"order: {r['event']} at {r['path']} while {before[1]} was not taken yet"
            newest[place] = max(newest[place], r["number"])
            open_event[place] = event
        if taken(r):
            finished.add(event)


def sequences(received):
    """X-Webhook-Sequence: one number an event and webhook, growing with the order, and complete but for the gaps named."""
    of_event, told = {}, defaultdict(set)
    for r in received:
        if r["key"] is None:
            if r["sequence"] is not None:
                yield f"sequence: {r['event']} has no key but the number {r['sequence']}"
            continue
        place, event = (r["path"], r["key"]), (r["path"], r["event"])
        if r["sequence"] is None:
            yield f"sequence: {r['event']} at {r['path']} has a key but no number"
            continue
        if of_event.setdefault(event, r["sequence"]) != r["sequence"]:
            yield f"sequence: {r['event']} at {r['path']} came as {of_event[event]} and as {r['sequence']}"
        if taken(r):
            told[place].add(r["sequence"])
            if r["gap"]:
                first, _, last = r["gap"].partition("-")
                told[place].update(range(int(first), int(last or first) + 1))
    for place, numbers in told.items():
        missing = set(range(1, max(numbers) + 1)) - numbers
        if missing:
            yield f"sequence: the receiver of {place} cannot tell what became of {sorted(missing)[:5]}"
    by_number = {}
    for (path, event), number in of_event.items():
        key = next(r["key"] for r in FIRST[(path, event)])
        if by_number.setdefault((path, key, number), event) != event:
            yield f"sequence: number {number} of {path}, {key} is {event} and {by_number[(path, key, number)]}"


def sent_while_paused(acknowledged, received):
    arrivals, resumed = defaultdict(list), defaultdict(list)
    for r in received:
        arrivals[r["path"]].append(r["nanos"])
    for entry in acknowledged:
        if "resumed" in entry:
            resumed[entry["resumed"]].append(entry["nanos"])
    for times in (*arrivals.values(), *resumed.values()):
        times.sort()
    for entry in acknowledged:
        if "paused" not in entry:
            continue
        path, start = entry["paused"], entry["nanos"]
        later = resumed[path][bisect_right(resumed[path], start):]
        end = bisect_left(arrivals[path], later[0]) if later else len(arrivals[path])
        during = end - bisect_right(arrivals[path], start)
        if during > UNDER_WAY:
            yield f"pause: {during} requests to {path} while it was paused"


def main():
    acknowledged, received = lines(sys.argv[1]), lines(sys.argv[2])
    for r in received:
        FIRST[(r["path"], r["event"])] = FIRST.get((r["path"], r["event"])) or [r]
    wrong = [*lost(acknowledged, received), *out_of_order(received), *sequences(received),
             *sent_while_paused(acknowledged, received)]
    finished = [(r["path"], r["delivery"]) for r in received if taken(r)]
    print(f"checker: {sum('event' in e for e in acknowledged):,} events and {sum('replay' in e for e in acknowledged):,}"
          f" replays acknowledged, {sum('paused' in e for e in acknowledged):,} pauses,"
          f" {len(received):,} requests received, {sum(w.startswith('lost') for w in wrong):,} lost,"
          f" {sum(w.startswith(('order', 'sequence')) for w in wrong):,} out of order,"
          f" {sum(w.startswith('pause') for w in wrong):,} pauses broken,"
          f" {len(finished) - len(set(finished)):,} duplicates")
    for problem in wrong[:SHOWN]:
        print(problem)
    return 1 if wrong else 0


FIRST = {}

if __name__ == "__main__":
    sys.exit(main())
