package io.processheat.benchmark.soak;

import io.processheat.benchmark.sink.LedgerCount;

/**
 * What became of one receiver's deliveries.
 *
 * @param acknowledged events for it that were on disk before their agents went on
 * @param received by the sink
 * @param expired as the store says
 */
record Account(Receiver receiver, long acknowledged, LedgerCount received, long expired) {

    /** 0 where each of them arrived, or ended as it was to. */
    long lost() {
        return acknowledged - received.taken() - expired;
    }
}
