package io.processheat.benchmark.alarm;

import io.processheat.benchmark.sink.SinkCount;

/**
 * The alarms of one round.
 *
 * @param alone with nothing else to deliver
 * @param during while a backlog was worked off
 * @param backlogLeft deliveries of the backlog that had not been received when the last alarm was
 */
record AlarmRound(SinkCount alone, SinkCount during, long backlogLeft) {}
