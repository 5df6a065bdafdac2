package io.processheat.benchmark.publisher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AllocationTest {

    private static final int BYTES = 8 << 20;

    private volatile byte[] kept;

    @Test
    void countsWhatALivingThreadAllocates() {
        Allocation allocation = new Allocation();
        kept = new byte[BYTES];
        assertTrue(allocation.bytes() >= BYTES, () -> allocation.bytes() + " bytes");
    }

    @Test
    void countsAThreadThatSaysSoBeforeItEnds() throws InterruptedException {
        Allocation allocation = new Allocation();
        Thread thread = new Thread(() -> {
            kept = new byte[BYTES];
            allocation.threadEnds();
        });
        thread.start();
        thread.join();
        assertTrue(allocation.bytes() >= BYTES, () -> allocation.bytes() + " bytes");
    }
}
