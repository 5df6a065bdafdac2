package io.processheat.benchmark.sink;

import java.util.BitSet;

/** Which of the numbered events one webhook's receiver has got. Of the sink's thread alone. */
final class Ledger {

    private final BitSet taken = new BitSet();
    private final BitSet refused = new BitSet();
    private long repeated;

    /**
     * @param refuseOneIn of so many numbers one is refused when it comes first; 0: none
     * @return whether it is taken
     */
    boolean take(int number, int refuseOneIn) {
        if (refuseOneIn > 0 && number % refuseOneIn == 0 && !refused.get(number)) {
            refused.set(number);
            return false;
        }
        if (taken.get(number)) {
            repeated++;
        }
        taken.set(number);
        return true;
    }

    LedgerCount count() {
        return new LedgerCount(taken.cardinality(), repeated, refused.cardinality());
    }
}
